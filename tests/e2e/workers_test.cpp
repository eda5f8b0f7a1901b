#include "tests/e2e/crew.hpp"
#include "tests/e2e/history.hpp"
#include "tests/e2e/ledger_file.hpp"
#include "tests/ledger/postgres.hpp"

#include <boost/json/array.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <csignal>
#include <ctime>
#include <memory>
#include <random>
#include <thread>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(workers)

namespace {

/// A history, and backfills of it that share a ledger.
struct Crew {
  explicit Crew(const JobsHistory& wanted = {})
      : history(wanted), arguments(wanted.arguments(bench.workspace)) {
    arguments.insert(arguments.begin(), {"--format", "json"});
  }

  std::unique_ptr<Process> start() const {
    return std::make_unique<Process>(bench.command("backfill", arguments));
  }

  /// Waits until so many calls that change something have come to PractiTest.
  void wait_for_posts(std::size_t number) const {
    while (bench.server->count("POST", "*") < number) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  /// Its summary; requires that it ends well.
  static boost::json::object end_of(Process& worker) {
    Told told;
    static_cast<Ended&>(told) = worker.wait();
    BOOST_TEST(told.exit_code == 0, told.err);
    return told.json();
  }

  static std::size_t count(const boost::json::object& summary, std::string_view state) {
    std::size_t number = 0;
    for (const auto& build : summary.at("builds").as_array()) {
      number += build.at("state").as_string() == state ? 1 : 0;
    }
    return number;
  }

  static std::size_t calls(const boost::json::object& summary) {
    return summary.at("calls").at("total").to_number<std::size_t>();
  }

  void check_is_whole() const { BOOST_TEST(history.wrong(*bench.server) == JobsHistory::Wrong()); }

  /// As if its holder had given no sign of life for a minute.
  void take_from_holder() const {
    sqlite3* database = nullptr;
    const auto file = ledger_in(bench.workspace.path());
    BOOST_REQUIRE(sqlite3_open(file.c_str(), &database) == SQLITE_OK);
    sqlite3_busy_timeout(database, 5'000);
    BOOST_TEST(
        sqlite3_exec(database, "delete from holders", nullptr, nullptr, nullptr) == SQLITE_OK
    );
    BOOST_TEST(sqlite3_changes(database) == 1);
    sqlite3_close(database);
  }

  Bench bench;
  JobsHistory history;
  std::vector<std::string> arguments;
};

}  // namespace

BOOST_AUTO_TEST_CASE(each_build_is_recorded_by_one_of_them) {
  const Crew crew({.jobs = 4, .builds = 5, .tests = 3});
  crew.bench.server->set_faults({"* *: delay 30 before"});
  std::vector<std::unique_ptr<Process>> workers;
  for (int i = 0; i < 3; ++i) {
    workers.push_back(crew.start());
  }
  int at_work = 0;
  std::size_t recorded = 0;
  std::size_t runs = 0;
  std::size_t calls = 0;
  for (const auto& worker : workers) {
    const auto summary = Crew::end_of(*worker);
    const auto own = Crew::count(summary, "recorded");
    const auto others = Crew::count(summary, "recorded by another worker") +
                        Crew::count(summary, "recorded before");
    at_work += own > 0 ? 1 : 0;
    BOOST_TEST(own + others == crew.history.all_builds());
    recorded += own;
    calls += Crew::calls(summary);
    for (const auto& build : summary.at("builds").as_array()) {
      runs += build.at("runs").to_number<std::size_t>();
    }
  }
  BOOST_TEST(at_work >= 2);
  BOOST_TEST(recorded == crew.history.all_builds());
  BOOST_TEST(runs == crew.history.all_runs());
  BOOST_TEST(calls == crew.bench.server->calls().size());
  crew.check_is_whole();
}

BOOST_AUTO_TEST_CASE(a_set_at_which_another_works_is_passed_over_and_waited_for) {
  const Crew crew;
  crew.bench.server->set_faults({"POST * #1: delay 3600000 before"});
  const auto first = crew.start();
  crew.wait_for_posts(1);  // Of the oldest build, which is of job0.
  const auto second = crew.start();
  second->wait_for("waiting for other workers");
  const auto others = crew.history.builds * (crew.history.jobs - 1) * crew.history.tests;
  BOOST_TEST(crew.bench.server->runs().size() == others);
  for (const auto& run : crew.bench.server->runs()) {
    BOOST_TEST(run.set != "job0");
  }
  const auto calls = crew.bench.server->calls().size();
  std::this_thread::sleep_for(std::chrono::seconds(1));
  BOOST_TEST(crew.bench.server->calls().size() == calls, "it calls while it waits");

  first->send(SIGKILL);
  first->wait();
  crew.bench.server->set_faults({});
  const auto summary = Crew::end_of(*second);
  BOOST_TEST(Crew::count(summary, "recorded") == crew.history.all_builds());
  crew.check_is_whole();
}

BOOST_AUTO_TEST_CASE(a_second_worker_costs_no_call) {
  std::vector<std::size_t> costs;
  for (const bool alone : {true, false}) {
    const Crew crew;
    crew.bench.has_recorded(many(crew.history.tests), JobsHistory::earlier);
    const auto before = crew.bench.server->calls().size();
    crew.bench.server->set_faults({"POST * #1: delay 1500 before"});
    const auto first = crew.start();
    while (crew.bench.server->calls().size() == before) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    const auto second = alone ? nullptr : crew.start();
    Crew::end_of(*first);
    if (second) {
      const auto summary = Crew::end_of(*second);
      BOOST_TEST(Crew::count(summary, "recorded by another worker") >= 1U);
    }
    crew.check_is_whole();
    costs.push_back(crew.bench.server->calls().size() - before);
  }
  BOOST_TEST(costs[0] == costs[1]);
}

BOOST_AUTO_TEST_CASE(who_stood_still_for_too_long_sends_nothing_more_of_that_build) {
  const Crew crew({.jobs = 1, .builds = 2, .tests = 50});
  crew.bench.server->set_faults({"POST runs.json #1: delay 1500 after"});
  const auto first = crew.start();
  // All three of the build's: what was written down before the stop may leave after it, unless the
  // stop is as long as what is only pretended here.
  while (crew.bench.server->count("POST", "runs.json") < 3) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  first->send(SIGSTOP);
  crew.take_from_holder();
  const auto second = crew.start();
  const auto summary = Crew::end_of(*second);
  BOOST_TEST(Crew::count(summary, "recorded before") == 1U);
  BOOST_TEST(Crew::count(summary, "recorded") == 1U);
  crew.check_is_whole();
  const auto calls = crew.bench.server->calls().size();

  first->send(SIGCONT);
  const auto told = Crew::end_of(*first);
  BOOST_TEST(Crew::count(told, "recorded") == 1U);
  BOOST_TEST(Crew::count(told, "recorded by another worker") == 1U);
  BOOST_TEST(crew.bench.server->calls().size() == calls);
  crew.check_is_whole();
}

// scripts/torture workers does the same a hundred times.
// As of a file that another worker, who stands still, keeps locked.
BOOST_AUTO_TEST_CASE(a_build_whose_beginning_the_ledger_does_not_take_is_left_to_another_time) {
  const Crew crew;
  crew.bench.has_recorded(many(1), JobsHistory::earlier);
  const auto ledger = ledger_in(crew.bench.workspace.path());
  execute(
      ledger,
      "create trigger refuse before insert on imports "
      "when (select count(*) from imports where identity like 'backfill %') >= 2 "
      "begin select raise(abort, 'no room'); end"
  );
  const auto told = crew.bench.run(crew.bench.command("backfill", crew.arguments));
  BOOST_TEST(told.exit_code == 1, told.err);
  BOOST_TEST(crew.bench.server->runs().size() == 1 + 2 * crew.history.tests);
  const auto summary = told.json();
  BOOST_TEST(Crew::count(summary, "recorded") == 2U);
  BOOST_TEST(Crew::count(summary, "stopped") == 1U);
  execute(ledger, "drop trigger refuse");
  Crew::end_of(*crew.start());
  BOOST_TEST(crew.history.wrong(*crew.bench.server) == JobsHistory::Wrong());
}

BOOST_AUTO_TEST_CASE(killed_and_paused_they_record_all_of_it_once_and_in_order) {
  for (const bool on_server : {false, true}) {
    if (on_server && !postgres::available()) {
      continue;
    }
    for (const unsigned seed : {3U, 4U}) {  // They kill early.
      BOOST_TEST_CONTEXT((on_server ? "PostgreSQL" : "SQLite") << ", seed " << seed) {
        Crew crew({.jobs = 3, .builds = 6, .tests = 3});
        crew.bench.options["--settle"] = "1";
        if (on_server) {
          crew.bench.options["--ledger"] = postgres::new_database();
        }
        crew.bench.server->set_faults({"* *: delay 100 before"});
        std::mt19937_64 random(seed);
        const auto end = work_together(
            crew.bench.command("backfill", crew.arguments),
            3,
            accidents(random, 5, 3, std::chrono::milliseconds(1'500), std::chrono::seconds(1))
        );
        BOOST_TEST(end.killed > 0U);
        BOOST_TEST(end.all_well(), end.story());
        crew.check_is_whole();
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(outside_of_its_hours_nothing_leaves_and_an_interrupt_ends_it) {
  const Crew crew;
  // An hour that begins in two; the clock of the process is the machine's.
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  std::tm clock{};
  localtime_r(&now, &clock);
  const auto window =
      fmt::format("{:02}:30-{:02}:30", (clock.tm_hour + 2) % 24, (clock.tm_hour + 3) % 24);
  auto arguments = crew.arguments;
  arguments.insert(arguments.begin(), {"--window", window});
  Process worker(crew.bench.command("backfill", arguments));
  worker.wait_for(fmt::format("outside of --window {}; goes on at ", window));
  worker.send(SIGINT);
  Told told;
  static_cast<Ended&>(told) = worker.wait();
  BOOST_TEST(told.exit_code == 130, told.err);
  BOOST_TEST(crew.bench.server->calls().empty());
  BOOST_TEST(Crew::count(told.json(), "not begun") == crew.history.all_builds());

  arguments.insert(arguments.begin(), {"--plan", "--rate", "2", "--rate-share", "0.5"});
  const auto plan = crew.bench.run(crew.bench.command("backfill", arguments)).json();
  BOOST_TEST(plan.at("rate").to_number<int>() == 1);
  const auto calls = plan.at("planned_calls").at("total").to_number<int>();
  const auto minutes = plan.at("minutes").to_number<int>();
  BOOST_TEST(minutes >= 90 + calls - 1);
  BOOST_TEST(minutes <= 150 + calls);
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_the_waiting) {
  const Crew crew;
  crew.bench.server->set_faults({"POST * #1: delay 3600000 before"});
  const auto first = crew.start();
  crew.wait_for_posts(1);
  const auto second = crew.start();
  second->wait_for("waiting for other workers");
  second->send(SIGINT);
  Told told;
  static_cast<Ended&>(told) = second->wait();
  BOOST_TEST(told.exit_code == 130);
  BOOST_TEST(Crew::count(told.json(), "not begun") == crew.history.builds);
}

BOOST_AUTO_TEST_SUITE_END()
