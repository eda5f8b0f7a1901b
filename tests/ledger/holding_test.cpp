#include "ledger/columns.hpp"
#include "tests/ledger/shelf.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

namespace data = boost::unit_test::data;
using namespace ledger;
using namespace std::chrono_literals;

namespace {

/// A worker that works on "build 7", at the time of the shelf.
struct Holder {
  explicit Holder(const Shelf& shelf) {
    set_clock(shelf.now);
    BOOST_REQUIRE(worker.ask({"open", shelf.location()}) == "ok");
    import = worker.ask({"begin", "build 7"});
    BOOST_REQUIRE(import != "held");
  }
  void set_clock(Time now) {
    using std::chrono::milliseconds;
    const auto since = std::chrono::duration_cast<milliseconds>(now.time_since_epoch());
    worker.ask({"clock", std::to_string(since.count())});
  }
  ImportId id() const { return std::stoll(import); }

  Worker worker;
  std::string import;
};

void give_to(const Shelf& shelf, const std::string& owner) {
  const auto import = std::stoll(shelf.sql("select import from holders"));
  const auto renewed = std::stoll(shelf.sql("select renewed from holders"));
  shelf.sql(fmt::format(
      "update holders set owner = '{}', checksum = {}",
      owner,
      Checksum::of(std::int64_t{import}, owner, std::int64_t{renewed})
  ));
}

/// As if the holder ran elsewhere: on another machine after all, or in another container.
void move_holder(const Shelf& shelf, const std::string& host, const std::string& boot) {
  give_to(shelf, fmt::format("{} {} pid:[1] 4711 99", host, boot));
}

std::string own_boot(const Shelf& shelf) {
  const auto owner = shelf.sql("select owner from holders");
  const auto first = owner.find(' ');
  return owner.substr(first + 1, owner.find(' ', first + 1) - first - 1);
}

}  // namespace

BOOST_DATA_TEST_CASE(an_import_has_one_process_at_a_time, data::make(backends()), backend) {
  Shelf shelf(backend);
  const Holder holder(shelf);
  auto ledger = shelf.open();
  BOOST_TEST(!ledger.begin(nightly()).has_value());
  BOOST_TEST(ledger.find("build 7", "name Nightly")->held);
  BOOST_TEST(ledger.interrupted().empty());
  BOOST_TEST(!ledger.forget(holder.id()));
  BOOST_TEST(ledger.begin(nightly("build 8")).has_value());
}

BOOST_DATA_TEST_CASE(a_set_can_be_kept_to_one_process_at_a_time, data::make(backends()), backend) {
  Shelf shelf(backend);
  Holder holder(shelf);
  auto ledger = shelf.open();
  auto next = nightly("build 8");
  next.alone_in_set = true;
  BOOST_TEST(ledger.is_busy("name Nightly"));
  BOOST_TEST(!ledger.is_busy("name Weekly"));
  BOOST_TEST(!ledger.begin(next).has_value());
  BOOST_TEST(!ledger.find("build 8", "name Nightly").has_value(), "what is not begun is not kept");
  auto elsewhere = next;
  elsewhere.set = "name Weekly";
  BOOST_TEST(ledger.begin(elsewhere).has_value());

  holder.worker.ask({"end", holder.import});
  BOOST_TEST(!ledger.is_busy("name Nightly"));
  BOOST_TEST(ledger.begin(next).has_value());
  BOOST_TEST(!ledger.is_busy("name Nightly"), "its own import keeps a process from nothing");
  BOOST_TEST(ledger.begin(nightly("build 9")).has_value());
}

BOOST_DATA_TEST_CASE(
    a_set_is_free_when_its_process_is_gone_or_silent, data::make(backends()), backend
) {
  auto next = nightly("build 8");
  next.alone_in_set = true;
  {
    Shelf shelf(backend);
    Holder holder(shelf);
    auto ledger = shelf.open();
    holder.worker.kill(true);
    BOOST_TEST(!ledger.is_busy("name Nightly"));
    BOOST_TEST(ledger.begin(next).has_value());
  }
  Shelf shelf(backend);
  const Holder holder(shelf);
  auto ledger = shelf.open();
  shelf.now += 59s;
  BOOST_TEST(!ledger.begin(next).has_value());
  shelf.now += 1s;
  BOOST_TEST(ledger.begin(next).has_value());
}

BOOST_DATA_TEST_CASE(a_process_may_begin_its_own_import_again, data::make(backends()), backend) {
  Shelf shelf(backend);
  Holder holder(shelf);
  BOOST_TEST(holder.worker.ask({"begin", "build 7"}) == holder.import);
}

BOOST_DATA_TEST_CASE(after_kill_9_the_next_start_does_not_wait, data::make(backends()), backend) {
  for (const bool reaped : {false, true}) {
    Shelf shelf(backend);
    Holder holder(shelf);
    holder.worker.kill(reaped);
    auto ledger = shelf.open();
    const auto listed = ledger.interrupted();
    BOOST_REQUIRE(listed.size() == 1u);
    BOOST_TEST((listed[0].state == State::running));
    BOOST_TEST(!listed[0].held);
    BOOST_TEST(ledger.begin(nightly()).value() == holder.id());
    BOOST_TEST(ledger.write(holder.id(), {.intents = {call(1)}}));
  }
}

BOOST_DATA_TEST_CASE(after_a_complete_end_nobody_holds_it, data::make(backends()), backend) {
  Shelf shelf(backend);
  Holder holder(shelf);
  holder.worker.ask({"end", holder.import});
  auto ledger = shelf.open();
  BOOST_TEST(!ledger.find("build 7", "name Nightly")->held);
  BOOST_TEST(ledger.begin(nightly()).has_value());
  BOOST_TEST(holder.worker.ask({"write", holder.import, "1", "a"}) == "no");
}

BOOST_DATA_TEST_CASE(
    another_process_of_the_same_number_is_not_the_holder, data::make(backends()), backend
) {
  Shelf shelf(backend);
  const Holder holder(shelf);
  auto ledger = shelf.open();
  const auto owner = shelf.sql("select owner from holders");
  give_to(shelf, owner + "1");  // Another start time.
  BOOST_TEST(ledger.begin(nightly()).has_value());
}

BOOST_DATA_TEST_CASE(
    a_holder_in_another_container_is_alive_for_a_minute_after_its_last_sign,
    data::make(backends()),
    backend
) {
  Shelf shelf(backend);
  const Holder holder(shelf);
  auto ledger = shelf.open();
  move_holder(shelf, "container", own_boot(shelf));
  shelf.now += 59s;
  BOOST_TEST(!ledger.begin(nightly()).has_value());
  shelf.now += 1s;
  BOOST_TEST(ledger.begin(nightly()).has_value());
}

BOOST_DATA_TEST_CASE(a_holder_of_another_boot, data::make(backends()), backend) {
  Shelf shelf(backend);
  const Holder holder(shelf);
  auto ledger = shelf.open();
  move_holder(shelf, "agent", "00000000-0000-0000-0000-000000000000");
  // A file is used on one machine only: the holder was there before the machine was started anew.
  // Users of a server are on many.
  BOOST_TEST(ledger.begin(nightly()).has_value() == (backend == Backend::sqlite));
  shelf.now += 60s;
  BOOST_TEST(ledger.begin(nightly()).has_value());
}

BOOST_DATA_TEST_CASE(writing_and_renewing_are_signs_of_life, data::make(backends()), backend) {
  Shelf shelf(backend);
  Holder holder(shelf);
  auto ledger = shelf.open();
  shelf.now += 50s;
  holder.set_clock(shelf.now);
  BOOST_TEST(holder.worker.ask({"renew", holder.import}) == "yes");
  shelf.now += 50s;
  BOOST_TEST(!ledger.begin(nightly()).has_value());
  holder.set_clock(shelf.now);
  BOOST_TEST(holder.worker.ask({"write", holder.import, "1", "a"}) == "yes");
  shelf.now += 50s;
  BOOST_TEST(!ledger.begin(nightly()).has_value());
  shelf.now += 10s;
  BOOST_TEST(ledger.begin(nightly()).has_value());
}

BOOST_DATA_TEST_CASE(
    a_process_that_slept_too_long_finds_its_import_taken, data::make(backends()), backend
) {
  Shelf shelf(backend);
  Holder holder(shelf);
  auto ledger = shelf.open();
  shelf.now += 60s;
  const auto id = ledger.begin(nightly()).value();
  BOOST_TEST(id == holder.id());
  ledger.write(id, {.intents = {call(1)}});

  BOOST_TEST(holder.worker.ask({"renew", holder.import}) == "no");
  BOOST_TEST(holder.worker.ask({"write", holder.import, "2", "a"}) == "no");
  BOOST_TEST(holder.worker.ask({"claim", holder.import, "test Login"}) == "no");
  BOOST_TEST(holder.worker.ask({"end", holder.import}) == "ok");
  BOOST_TEST(ledger.calls(id).size() == 1u);
  BOOST_TEST((ledger.find("build 7", "name Nightly")->state == State::running));
  BOOST_TEST(ledger.renew(id));
}

BOOST_DATA_TEST_CASE(
    a_clock_that_is_put_back_delays_nobody_for_more_than_a_minute, data::make(backends()), backend
) {
  Shelf shelf(backend);
  const Holder holder(shelf);
  auto ledger = shelf.open();
  move_holder(shelf, "container", own_boot(shelf));
  shelf.now -= 24h;
  BOOST_TEST(!ledger.begin(nightly()).has_value());
  shelf.now += 60s;
  BOOST_TEST(ledger.begin(nightly()).has_value());
}
