#include "tests/e2e/backfills.hpp"
#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"
#include "tests/e2e/history.hpp"
#include "tests/e2e/stops.hpp"
#include "tests/support/packed.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <set>
#include <thread>

using namespace e2e;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(backfill)

namespace {

const std::string fixtures = FIXTURES_DIR "/history";

std::size_t pages(std::size_t items) { return (items + 99) / 100; }
std::size_t batches(std::size_t runs) { return (runs + 19) / 20; }

}  // namespace

BOOST_AUTO_TEST_CASE(records_the_builds_of_a_jenkins_job_in_the_order_of_their_time) {
  const Backfills bench;
  const auto told = bench.as_planned({"--set", "{job} {build}", fixtures + "/jenkins"});
  BOOST_TEST(bench.statuses_of("shop.CartTest.prices") == "PASSED FAILED PASSED");
  BOOST_TEST(bench.set_shows("shop 1").size() == 2U);
  BOOST_TEST(bench.set_shows("shop 2").size() == 3U);
  BOOST_TEST(bench.set_shows("shop 3").size() == 3U);
  BOOST_TEST(told.says("shop #5"), told.err);  // It runs, and is left out.
  const auto again = bench.backfill({"--set", "{job} {build}", fixtures + "/jenkins"});
  BOOST_TEST(again.exit_code == 0, again.err);
  BOOST_TEST(again.calls.empty());
  BOOST_TEST(again.says("3  recorded before: no call"), again.out);
}

BOOST_DATA_TEST_CASE(
    a_set_for_each_build_takes_at_most_2_and_its_pages_and_runs, data::make({1, 20, 130}), n
) {
  const Backfills bench;
  const auto cases = many(static_cast<std::size_t>(n));
  bench.has_recorded(cases);
  const auto told = bench.as_planned({"--set", "{job} {build}", bench.jenkins(4, cases)});
  BOOST_TEST(told.calls.size() <= 4 * (2 + pages(cases.size()) + batches(cases.size())));
  BOOST_TEST(bench.server->tests().size() == cases.size());
  BOOST_TEST(bench.server->runs().size() == 5 * cases.size());
}

BOOST_DATA_TEST_CASE(one_set_for_all_takes_the_runs_alone, data::make({1, 20, 130}), n) {
  const Backfills bench;
  const auto cases = many(static_cast<std::size_t>(n));
  bench.has_recorded(cases);
  const auto told = bench.as_planned({bench.jenkins(4, cases)});
  BOOST_TEST(told.calls.size() == 4 * batches(cases.size()));
  BOOST_TEST(bench.server->runs().size() == 5 * cases.size());
}

BOOST_AUTO_TEST_CASE(a_first_history_is_forecast_too) {
  const Backfills bench;
  const auto home = bench.jenkins(3, many(30));
  bench.workspace.write("home/jobs/shop/builds/3/archive/TEST-more.xml", junit(many(5, "pays")));
  bench.as_planned({"--set", "{month}", home});
  BOOST_TEST(bench.server->runs().size() == 95U);
  BOOST_TEST(bench.set_shows("2024-01").size() == 35U);
}

BOOST_AUTO_TEST_CASE(a_history_of_few_tests_of_a_large_project_is_forecast) {
  for (const auto* more : {"adds", "pays"}) {  // Tests that are known, and such that are not.
    const Backfills bench;
    bench.has_recorded(many(110));
    const auto home = bench.jenkins(3, many(20));
    bench.workspace.write("home/jobs/shop/builds/2/archive/TEST-more.xml", junit(many(30, more)));
    for (const auto* set : {"Nightly", "{month}", "{build}"}) {
      BOOST_TEST_CONTEXT(set) { bench.as_planned({"--set", set, home}); }
    }
    BOOST_TEST(bench.server->tests().size() == (*more == 'a' ? 110U : 140U));
  }
}

BOOST_AUTO_TEST_CASE(fields_speak_of_each_build_and_are_asked_for_once) {
  Backfills bench;
  bench.environment["JENKINS_URL"] = "https://ci.example/";
  bench.environment["BUILD_NUMBER"] = "99";  // Of the job that runs the backfill.
  const auto told = bench.as_planned(
      {"--set",
       "{job} {build}",
       "--run-field=Build={ci.build}",
       "--run-field=version={date}",
       bench.jenkins(2, many(3))}
  );
  BOOST_TEST(told.count("GET", "fields.json") == 1U);
  const auto runs = bench.runs_of("shop.Cart.adds0");
  BOOST_TEST_REQUIRE(runs.size() == 2U);
  const auto* const first = R"({"version":"2024-01-16","custom-fields":{"---f-403":"1"}})";
  const auto* const second = R"({"version":"2024-01-17","custom-fields":{"---f-403":"2"}})";
  BOOST_TEST(runs[0].attributes == first);
  BOOST_TEST(runs[1].attributes == second);
}

BOOST_AUTO_TEST_CASE(tests_that_results_name_by_their_ids_are_forecast) {
  const Backfills bench;
  ByHand hand(*bench.server);
  const auto login = hand.test("Login works");
  const auto display_id = bench.server->tests().front().display_id;
  const auto told = bench.as_planned(
      {"--set",
       "{job} {build}",
       bench.jenkins(3, {passed(fmt::format("logs in [PT-{}]", display_id)), passed("adds")})}
  );
  BOOST_TEST(told.count("GET", "tests.json") == 1U, "at the first build alone");
  const auto runs = bench.runs_of("Login works");
  BOOST_TEST(runs.size() == 3U);
  BOOST_TEST(bench.server->tests().size() == 2U);
  BOOST_TEST(bench.server->tests().front().id == login);
}

BOOST_AUTO_TEST_CASE(folders_of_days_are_told_by_a_pattern) {
  const Backfills bench;
  bench.as_planned(
      {"--build-from", "(?<date>\\d{4}-\\d\\d-\\d\\d)", "--set", "{week}", fixtures + "/dated"}
  );
  BOOST_TEST(bench.set_shows("2024-W03").size() == 4U);
  BOOST_TEST(bench.statuses_of("shop.Cart.total") == "PASSED FAILED PASSED");
}

BOOST_AUTO_TEST_CASE(archives_within_archives_are_builds) {
  const Backfills bench;
  const auto build = [](const char* name) {
    return support::packed(
        "tar.gz", {{"reports/TEST-a.xml", junit({passed("adds"), failed(name)})}}
    );
  };
  const auto file = bench.workspace.write(
      "all.zip",
      support::packed("zip", {{"build-1.tar.gz", build("a")}, {"build-2.tar.gz", build("b")}})
  );
  const auto told = bench.as_planned({"--set", "{build}", file});
  BOOST_TEST(bench.set_shows("build-1").size() == 2U);
  BOOST_TEST(bench.set_shows("build-2").size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_bomb_is_told_and_the_others_go_on) {
  const Backfills bench;
  bench.workspace.write("h/1.zip", support::packed("zip", {{"a.xml", junit({passed("adds")})}}));
  bench.workspace.write(
      "h/2.tar.xz", support::packed("tar.xz", {{"a.xml", std::string(100U << 20U, ' ')}})
  );
  const auto told = bench.backfill({(bench.workspace.path() / "h").string()});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("2.tar.xz: it unpacks to more than 1000 times its size"), told.err);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(killed_at_any_call_the_same_command_goes_on) {
  constexpr std::size_t builds = 3;
  const auto cases = many(22);
  for (const char* when : {"before", "after"}) {
    for (const std::size_t call : {1, 2, 10, 23, 24, 25, 26, 27, 28, 29}) {
      BOOST_TEST_CONTEXT("killed while call " << call << " hangs " << when) {
        const Backfills bench;
        const auto home = bench.jenkins(builds, cases);
        const std::vector<std::string> arguments{"--set", "{job} {build}", home};
        bench.server->set_faults({fmt::format("POST * #{}: delay 3600000 {}", call, when)});
        {
          Process process(bench.command("backfill", arguments));
          const auto posts = [&] {
            const auto calls = bench.server->calls();
            return static_cast<std::size_t>(std::ranges::count_if(calls, [&](const auto& one) {
              return one.method == "POST" && (*when == 'b' || one.carried_out);
            }));
          };
          while (posts() < call && !process.has_ended()) {
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
          }
          BOOST_TEST_REQUIRE(!process.has_ended());
          process.send(SIGKILL);
          process.wait();
        }
        bench.server->set_faults({});
        const auto told = bench.backfill(arguments);
        BOOST_TEST(told.exit_code == 0, told.err);
        BOOST_TEST(bench.server->tests().size() == cases.size());
        const auto runs = bench.server->runs();
        BOOST_TEST(runs.size() == builds * cases.size());
        std::set<std::string> outputs;
        for (const auto& run : runs) {
          outputs.insert(run.output);
        }
        BOOST_TEST(outputs.size() == runs.size(), "a run is there twice");
      }
    }
  }
}

// scripts/torture stops does the same with 200 builds, a hundred times.
BOOST_AUTO_TEST_CASE(stopped_three_times_it_records_all_of_it_once_and_in_order) {
  using When = Stop::When;
  const std::vector<std::vector<Stop>> cases = {
      {{SIGINT, When::between_builds, 2},
       {SIGTERM, When::before_call, 5},
       {SIGKILL, When::after_call, 4}},
      {{SIGKILL, When::before_call, 12},
       {SIGINT, When::after_call, 21},
       {SIGTERM, When::between_builds, 2}}};
  for (const auto& stops : cases) {
    const Backfills bench;
    const JobsHistory history{.jobs = 2, .builds = 6, .tests = 23};
    auto arguments = history.arguments(bench.workspace);
    arguments.insert(arguments.begin(), {"--settle", "1"});
    auto planning = arguments;
    planning.insert(planning.begin(), {"--plan", "--format", "json"});
    const auto planned = bench.backfill(planning).json().at("planned_calls").at("total");
    const auto ends = stop_and_go_on(bench, bench.command("backfill", arguments), stops);
    BOOST_TEST_CONTEXT(ends.story) {
      for (std::size_t i = 0; i < stops.size(); ++i) {
        BOOST_TEST(ends.exit_codes[i] == (stops[i].signal == SIGKILL ? 128 + SIGKILL : 130));
      }
      BOOST_TEST(ends.exit_codes.back() == 0);
      BOOST_TEST(history.wrong(*bench.server) == JobsHistory::Wrong());
      BOOST_TEST(ends.calls <= planned.to_number<std::size_t>() + most_calls_of_a_kill);
    }
  }
}

BOOST_AUTO_TEST_CASE(an_interrupt_between_builds_begins_no_other) {
  const Backfills bench;
  const JobsHistory history{.jobs = 1, .builds = 4, .tests = 3};
  auto arguments = history.arguments(bench.workspace);
  arguments.insert(arguments.begin(), {"--format", "json"});
  // The next one takes so long to read that the interrupt comes meanwhile.
  const auto cases = many(20'000, "pays");
  bench.workspace.write("home/jobs/job0/builds/2/archive/TEST-more.xml", junit(cases));
  Process process(bench.command("backfill", arguments));
  process.wait_for("[1/4]");
  process.send(SIGINT);
  Told told;
  static_cast<Ended&>(told) = process.wait();
  BOOST_TEST(told.exit_code == 130, told.err);
  BOOST_TEST(bench.state(told, "recorded") == 1U);
  BOOST_TEST(bench.state(told, "not begun") + bench.state(told, "stopped") == 3U);
  BOOST_TEST(bench.server->runs().size() == 3U);
  const auto calls = told.json().at("calls").at("total").to_number<std::size_t>();
  BOOST_TEST(bench.server->calls().size() == calls);
}

BOOST_AUTO_TEST_CASE(what_is_left_of_a_killed_one_is_forecast) {
  const Backfills bench;
  const auto cases = many(45);
  bench.has_recorded(cases);
  const auto home = bench.jenkins(3, cases);
  bench.server->set_faults({"POST runs.json #5: delay 3600000 before"});
  {
    Process process(bench.command("backfill", {home}));
    while (bench.server->count("POST", "runs.json") < 5 && !process.has_ended()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    process.send(SIGKILL);
    process.wait();
  }
  bench.server->set_faults({});
  const auto planned = bench.backfill({"--plan", "--format", "json", home}).json();
  BOOST_TEST(planned.at("builds").at(0).at("state").as_string() == "recorded before");
  BOOST_TEST(planned.at("builds").at(0).at("calls").to_number<int>() == 0);
  BOOST_TEST(planned.at("builds").at(2).at("calls").to_number<int>() == 3);
  const auto told = bench.backfill({home});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 4 * cases.size());
}

BOOST_AUTO_TEST_CASE(a_choice_says_what_it_saves) {
  const Backfills bench;
  const auto cases = many(40);
  bench.has_recorded(cases);
  const auto home = bench.jenkins(6, cases);
  const auto plan = bench.backfill({"--plan", "--last", "2", home});
  BOOST_TEST(plan.says("the choice saves 8 calls"), plan.out);
  bench.as_planned({"--every", "2", "--until", "2024-01-19", home});
  BOOST_TEST(bench.server->runs().size() == 3 * cases.size());
  const auto rest = bench.backfill({home});
  BOOST_TEST(rest.says("are older than one that was recorded before"), rest.out);
  BOOST_TEST(bench.server->runs().size() == 7 * cases.size());
}

BOOST_AUTO_TEST_CASE(a_build_that_fails_does_not_stop_the_others) {
  const Backfills bench;
  const auto cases = many(3);
  bench.has_recorded(cases);
  const auto home = bench.jenkins(3, cases);
  bench.server->set_faults({"POST sets.json: reject name shop 2"});
  const std::vector<std::string> arguments{"--set", "{job} {build}", home};
  const auto told = bench.backfill(arguments);
  BOOST_TEST(told.exit_code == 1, told.err);
  BOOST_TEST(told.says("[2/3] shop #2"), told.err);
  BOOST_TEST(told.says("1  partly recorded"), told.out);
  BOOST_TEST(bench.server->runs().size() == 3 * 3U);
  bench.server->set_faults({});
  const auto again = bench.backfill(arguments);
  BOOST_TEST(again.exit_code == 0, again.err);
  BOOST_TEST(bench.server->runs().size() == 4 * 3U);
}

BOOST_AUTO_TEST_CASE(what_refuses_everything_ends_it) {
  const Backfills bench;
  const auto home = bench.jenkins(3, many(3));
  bench.server->set_faults({"* * #4+: 401"});
  const auto told = bench.backfill({"--set", "{build}", "--format", "json", home});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST(bench.state(told, "not begun") >= 1U);
}

BOOST_AUTO_TEST_CASE(moved_elsewhere_it_is_still_recorded_once) {
  const Backfills bench;
  const auto cases = many(3);
  const auto home = bench.jenkins(2, cases);
  BOOST_TEST(bench.backfill({home}).exit_code == 0);
  std::filesystem::rename(home, bench.workspace.path() / "elsewhere");
  const auto again = bench.backfill({(bench.workspace.path() / "elsewhere").string()});
  BOOST_TEST(again.calls.empty(), again.out);
  BOOST_TEST(bench.server->runs().size() == 6U);
}

BOOST_AUTO_TEST_CASE(resume_says_how_to_go_on_with_it) {
  const Backfills bench;
  const auto home = bench.jenkins(2, many(3));
  bench.server->set_faults({"POST * #2: delay 3600000 before"});
  {
    Process process(bench.command("backfill", {home}));
    while (bench.server->count("POST", "*") < 2 && !process.has_ended()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    process.send(SIGKILL);
    process.wait();
  }
  bench.server->set_faults({});
  auto resume = bench.command("resume", {});
  resume.arguments = {"resume"};
  const auto told = bench.run(resume);
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(told.says("ptimport backfill"), told.err);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_CASE(options_that_make_no_sense_are_refused) {
  const Backfills bench;
  const auto home = bench.jenkins(1, many(1));
  const std::vector<std::vector<std::string>> wrong = {
      {"--ledger", "none", home},
      {"--since", "yesterday", home},
      {"--every", "0", home},
      {"--build-from", "(", home},
      {"--set", "{buidl}", home},
      {"--set", "{branch}", home},
      {"--clone-set", "Template", home},
      {"-"}};
  for (const auto& arguments : wrong) {
    const auto told = bench.backfill(arguments);
    BOOST_TEST(told.exit_code == 2, told.err);
    BOOST_TEST(told.calls.empty());
  }
  BOOST_TEST(bench.backfill({(bench.workspace.path() / "gone").string()}).exit_code == 3);
}

BOOST_AUTO_TEST_SUITE_END()
