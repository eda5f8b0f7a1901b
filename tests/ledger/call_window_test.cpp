#include "tests/ledger/shelf.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <deque>
#include <random>

namespace data = boost::unit_test::data;
using namespace ledger;
using namespace std::chrono_literals;
using std::chrono::milliseconds;

namespace {

constexpr auto longest = 30s;

std::optional<milliseconds> take(Ledger& ledger, int rate) {
  std::int64_t place = 0;
  return ledger.take_call(rate, longest, place);
}

/// A call that is over at once.
std::int64_t call_now(Ledger& ledger, int rate) {
  std::int64_t place = 0;
  BOOST_REQUIRE(!ledger.take_call(rate, longest, place).has_value());
  ledger.end_call(place, true);
  return place;
}

std::string in_milliseconds(Time time) {
  return std::to_string(std::chrono::floor<milliseconds>(time.time_since_epoch()).count());
}

}  // namespace

BOOST_DATA_TEST_CASE(
    a_place_is_free_again_a_minute_after_the_call_ended, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  call_now(ledger, 2);
  shelf.now += 10s;
  call_now(ledger, 2);
  BOOST_TEST((take(ledger, 2) == milliseconds(50s)));
  shelf.now += 50s - 1ms;
  BOOST_TEST((take(ledger, 2) == milliseconds(1ms)));
  shelf.now += 1ms;
  call_now(ledger, 2);
  BOOST_TEST((take(ledger, 2) == milliseconds(10s)));
}

BOOST_DATA_TEST_CASE(a_call_holds_its_place_while_it_runs, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  std::int64_t place = 0;
  BOOST_TEST(!ledger.take_call(1, longest, place).has_value());
  shelf.now += 25s;
  BOOST_TEST((take(ledger, 1) == milliseconds(60s)));  // It may end this moment.
  ledger.end_call(place, true);
  shelf.now += 59s;
  BOOST_TEST((take(ledger, 1) == milliseconds(1s)));
}

BOOST_DATA_TEST_CASE(
    a_call_that_never_reached_the_server_does_not_count, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  std::int64_t place = 0;
  BOOST_TEST(!ledger.take_call(1, longest, place).has_value());
  ledger.end_call(place, false);
  BOOST_TEST(!take(ledger, 1).has_value());
}

BOOST_DATA_TEST_CASE(
    a_dead_process_holds_its_place_for_its_longest_call_and_a_minute,
    data::make(backends()),
    backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  BOOST_TEST(!take(ledger, 1).has_value());
  shelf.now += 90s - 1ms;
  BOOST_TEST((take(ledger, 1) == milliseconds(1ms)));
  shelf.now += 1ms;
  BOOST_TEST(!take(ledger, 1).has_value());
}

BOOST_DATA_TEST_CASE(
    a_call_longer_than_it_said_counts_all_the_same, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  std::int64_t place = 0;
  BOOST_TEST(!ledger.take_call(2, longest, place).has_value());
  shelf.now += 5min;
  call_now(ledger, 2);
  ledger.end_call(place, true);
  BOOST_TEST((take(ledger, 2) == milliseconds(60s)));
}

BOOST_DATA_TEST_CASE(
    a_lower_rate_waits_for_as_many_as_are_too_much, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  for (int i = 0; i < 5; ++i) {
    call_now(ledger, 5);
    shelf.now += 1s;
  }
  BOOST_TEST((take(ledger, 5) == milliseconds(55s)));
  BOOST_TEST((take(ledger, 2) == milliseconds(58s)));
}

BOOST_DATA_TEST_CASE(after_a_429_nobody_sends_until_its_time, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  Worker other;
  other.ask({"clock", in_milliseconds(shelf.now)});
  other.ask({"open", shelf.location()});
  other.ask({"block", "40000"});
  BOOST_TEST((take(ledger, 30) == milliseconds(40s)));
  ledger.block_calls_until(shelf.now + 10s);  // The longer one counts.
  BOOST_TEST((take(ledger, 30) == milliseconds(40s)));
  shelf.now += 40s;
  BOOST_TEST(!take(ledger, 30).has_value());
}

BOOST_DATA_TEST_CASE(each_address_has_a_window_of_its_own, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  call_now(ledger, 1);
  ledger.block_calls_until(shelf.now + 10s);
  const auto now = shelf.now;
  Ledger elsewhere(shelf.location(), {.base_url = "https://eu.example", .id = 42}, {.clock = [now] {
                     return now;
                   }});
  BOOST_TEST(!take(elsewhere, 1).has_value());
  Ledger other_project(
      shelf.location(),
      {.base_url = "https://api.example", .id = 43},
      {.clock = [now] { return now; }}
  );
  BOOST_TEST(take(other_project, 1).has_value());
}

BOOST_DATA_TEST_CASE(
    a_clock_put_back_holds_up_for_no_more_than_the_window, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  call_now(ledger, 3);
  BOOST_TEST(!take(ledger, 3).has_value());
  ledger.block_calls_until(shelf.now + 20s);
  shelf.now -= 24h;
  BOOST_TEST((take(ledger, 3) == milliseconds(20s)));
  shelf.now += 20s;
  BOOST_TEST(!take(ledger, 3).has_value());
  BOOST_TEST((take(ledger, 3) == milliseconds(60s)));
  shelf.now += 60s;
  BOOST_TEST(!take(ledger, 3).has_value());  // The one that ended a day from now.
  shelf.now += 30s;
  BOOST_TEST(!take(ledger, 3).has_value());  // The one that runs since then.
}

BOOST_DATA_TEST_CASE(only_what_still_counts_is_kept, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  for (int i = 0; i < 100; ++i) {
    call_now(ledger, 30);
    shelf.now += 3s;
  }
  BOOST_TEST(std::stoi(shelf.sql("select count(*) from places")) <= 21);
}

BOOST_DATA_TEST_CASE(
    processes_that_ask_at_once_get_no_more_than_the_rate, data::make(backends()), backend
) {
  Shelf shelf(backend);
  std::array<Worker, 3> workers;
  for (auto& worker : workers) {
    worker.ask({"clock", in_milliseconds(shelf.now)});
    BOOST_REQUIRE(worker.ask({"open", shelf.location()}) == "ok");
  }
  for (auto& worker : workers) {
    worker.tell({"grab", "100", "60"});
  }
  int granted = 0;
  for (auto& worker : workers) {
    granted += std::stoi(worker.hear());
  }
  BOOST_TEST(granted == 100);
}

// Three processes, one of which dies now and then, over half an hour of their clock: at no moment
// do more calls count than the rate, and hardly ever fewer.
BOOST_DATA_TEST_CASE(
    no_sixty_seconds_hold_more_calls_than_the_rate, data::make(backends()), backend
) {
  constexpr int rate = 30;
  Shelf shelf(backend);
  std::mt19937 random(7);
  std::vector<std::unique_ptr<Worker>> workers;
  const auto start = [&] {
    auto worker = std::make_unique<Worker>();
    worker->ask({"open", shelf.location()});
    return worker;
  };
  for (int i = 0; i < 3; ++i) {
    workers.push_back(start());
  }
  std::deque<Time> sent;
  int calls = 0;
  const auto begun = shelf.now;
  while (shelf.now < begun + 30min) {
    auto& worker = workers[random() % workers.size()];
    worker->ask({"clock", in_milliseconds(shelf.now)});
    const auto answer = worker->ask({"take", std::to_string(rate), "5000"});
    if (answer.starts_with("wait ")) {
      shelf.now += milliseconds(std::stoll(answer.substr(5)));
      continue;
    }
    ++calls;
    sent.push_back(shelf.now);
    while (sent.front() <= shelf.now - 60s) {
      sent.pop_front();
    }
    BOOST_REQUIRE(sent.size() <= static_cast<std::size_t>(rate));
    shelf.now += milliseconds(random() % 300);
    if (random() % 100 == 0) {
      worker->kill();
      worker = start();
      continue;
    }
    worker->ask({"clock", in_milliseconds(shelf.now)});
    worker->ask({"done", answer.substr(6), "counted"});
  }
  BOOST_TEST(calls > rate * 27);
}
