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

struct History : Bench {
  Told backfill(std::vector<std::string> arguments) const {
    return run(command("backfill", arguments));
  }

  /// By as many calls as were planned. Requires that all is recorded.
  Told as_planned(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"--format", "json"});
    auto planning = arguments;
    planning.emplace_back("--plan");
    const auto planned = backfill(planning);
    BOOST_TEST(planned.calls.empty(), "a plan calls nobody");
    BOOST_TEST(planned.exit_code == 0, planned.err);
    auto told = backfill(arguments);
    BOOST_TEST(told.exit_code == 0, told.err);
    const auto forecast = planned.json().at("planned_calls").at("total");
    BOOST_TEST(told.calls.size() == forecast.to_number<std::size_t>());
    BOOST_TEST(told.json().at("calls").at("total") == forecast);
    return told;
  }

  /// Builds of a job of Jenkins, a day after the other, each with these cases.
  std::string jenkins(std::size_t builds, const std::vector<Case>& cases) const {
    for (std::size_t build = 1; build <= builds; ++build) {
      jenkins_build(build, cases);
    }
    return (workspace.path() / "home").string();
  }

  void jenkins_build(std::size_t build, const std::vector<Case>& cases) const {
    write_jenkins_build(workspace, "shop", build, 1'705'291'200'000 + 86'400'000 * build, cases);
  }

  std::string statuses_of(const std::string& test) const {
    std::string all;
    for (const auto& run : runs_of(test)) {
      all += (all.empty() ? "" : " ") + run.status;
    }
    return all;
  }

  std::size_t state(const Told& told, const char* name) const {
    const auto answer = told.json();
    const auto& builds = answer.at("builds").as_array();
    return static_cast<std::size_t>(std::ranges::count_if(builds, [name](const auto& build) {
      return build.at("state").as_string() == name;
    }));
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(records_the_builds_of_a_jenkins_job_in_the_order_of_their_time) {
  const History bench;
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
  const History bench;
  const auto cases = many(static_cast<std::size_t>(n));
  bench.has_recorded(cases);
  const auto told = bench.as_planned({"--set", "{job} {build}", bench.jenkins(4, cases)});
  BOOST_TEST(told.calls.size() <= 4 * (2 + pages(cases.size()) + batches(cases.size())));
  BOOST_TEST(bench.server->tests().size() == cases.size());
  BOOST_TEST(bench.server->runs().size() == 5 * cases.size());
}

BOOST_DATA_TEST_CASE(one_set_for_all_takes_the_runs_alone, data::make({1, 20, 130}), n) {
  const History bench;
  const auto cases = many(static_cast<std::size_t>(n));
  bench.has_recorded(cases);
  const auto told = bench.as_planned({bench.jenkins(4, cases)});
  BOOST_TEST(told.calls.size() == 4 * batches(cases.size()));
  BOOST_TEST(bench.server->runs().size() == 5 * cases.size());
}

BOOST_AUTO_TEST_CASE(a_first_history_is_forecast_too) {
  const History bench;
  const auto home = bench.jenkins(3, many(30));
  bench.workspace.write("home/jobs/shop/builds/3/archive/TEST-more.xml", junit(many(5, "pays")));
  bench.as_planned({"--set", "{month}", home});
  BOOST_TEST(bench.server->runs().size() == 95U);
  BOOST_TEST(bench.set_shows("2024-01").size() == 35U);
}

BOOST_AUTO_TEST_CASE(a_history_of_few_tests_of_a_large_project_is_forecast) {
  for (const auto* more : {"adds", "pays"}) {  // Tests that are known, and such that are not.
    const History bench;
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
  History bench;
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
  const History bench;
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
  const History bench;
  bench.as_planned(
      {"--build-from", "(?<date>\\d{4}-\\d\\d-\\d\\d)", "--set", "{week}", fixtures + "/dated"}
  );
  BOOST_TEST(bench.set_shows("2024-W03").size() == 4U);
  BOOST_TEST(bench.statuses_of("shop.Cart.total") == "PASSED FAILED PASSED");
}

BOOST_AUTO_TEST_CASE(archives_within_archives_are_builds) {
  const History bench;
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
  const History bench;
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
        const History bench;
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
    const History bench;
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
  const History bench;
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
  const History bench;
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
  const History bench;
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
  const History bench;
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
  const History bench;
  const auto home = bench.jenkins(3, many(3));
  bench.server->set_faults({"* * #4+: 401"});
  const auto told = bench.backfill({"--set", "{build}", "--format", "json", home});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST(bench.state(told, "not begun") >= 1U);
}

BOOST_AUTO_TEST_CASE(moved_elsewhere_it_is_still_recorded_once) {
  const History bench;
  const auto cases = many(3);
  const auto home = bench.jenkins(2, cases);
  BOOST_TEST(bench.backfill({home}).exit_code == 0);
  std::filesystem::rename(home, bench.workspace.path() / "elsewhere");
  const auto again = bench.backfill({(bench.workspace.path() / "elsewhere").string()});
  BOOST_TEST(again.calls.empty(), again.out);
  BOOST_TEST(bench.server->runs().size() == 6U);
}

BOOST_AUTO_TEST_CASE(resume_says_how_to_go_on_with_it) {
  const History bench;
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
  const History bench;
  const auto home = bench.jenkins(1, many(1));
  const std::vector<std::vector<std::string>> wrong = {
      {"--ledger", "none", home},
      {"--since", "yesterday", home},
      {"--every", "0", home},
      {"--build-from", "(", home},
      {"--set", "{buidl}", home},
      {"--set", "{branch}", home},
      {"-"}};
  for (const auto& arguments : wrong) {
    const auto told = bench.backfill(arguments);
    BOOST_TEST(told.exit_code == 2, told.err);
    BOOST_TEST(told.calls.empty());
  }
  BOOST_TEST(bench.backfill({(bench.workspace.path() / "gone").string()}).exit_code == 3);
}

namespace {

/// Seven builds in which `adds` always passes, and `pays` fails in the third and fourth.
struct Changing : History {
  Changing() {
    for (std::size_t build = 1; build <= 7; ++build) {
      const bool fails = build == 3 || build == 4;
      jenkins_build(build, {passed("adds"), fails ? failed("pays") : passed("pays")});
    }
    home = (workspace.path() / "home").string();
  }
  std::string home;
};

}  // namespace

BOOST_AUTO_TEST_CASE(records_only_what_changes_by_as_many_calls_as_were_planned) {
  const Changing bench;
  const std::vector<std::string> changes{"--results", "changes", bench.home};
  const auto told = bench.as_planned(changes);
  BOOST_TEST(bench.statuses_of("shop.Cart.adds") == "PASSED PASSED");  // The first and the last.
  BOOST_TEST(bench.statuses_of("shop.Cart.pays") == "PASSED FAILED PASSED PASSED");
  BOOST_TEST(bench.state(told, "recorded") == 7U);
  std::size_t left_out = 0;
  const auto answer = told.json();
  for (const auto& build : answer.at("builds").as_array()) {
    const auto* const number = build.as_object().if_contains("left_out");
    left_out += number == nullptr ? 0 : number->to_number<std::size_t>();
  }
  BOOST_TEST(left_out == 2U * 7U - 6U);
  BOOST_TEST(bench.backfill(changes).calls.empty());
  // What was left out can be recorded later, and nothing comes twice.
  BOOST_TEST(bench.backfill({bench.home}).exit_code == 0);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 7U);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 7U);
}

BOOST_AUTO_TEST_CASE(records_only_failures_and_says_what_that_saves) {
  const Changing bench;
  const std::vector<std::string> failures{"--results", "failures", bench.home};
  const auto plan = bench.backfill({"--plan", "--results", "failures", bench.home});
  BOOST_TEST(plan.says("12  runs left out by --results"), plan.out);
  BOOST_TEST(plan.says("of all builds it would be"), plan.out);
  bench.as_planned(failures);
  BOOST_TEST(bench.statuses_of("shop.Cart.pays") == "FAILED FAILED");
  BOOST_TEST(
      bench.test_names() == std::vector<std::string>{"shop.Cart.pays"},
      boost::test_tools::per_element()
  );
}

namespace {

/// The day that the run brings; empty for none.
std::string day_of(const sandbox::HeldRun& run) {
  const auto attributes = boost::json::parse(run.attributes).as_object();
  const auto* const day = attributes.if_contains("run-date");
  return day == nullptr ? std::string() : boost::json::value_to<std::string>(*day);
}

/// With an account's token, which may name a tester.
struct Dated : Changing {
  Dated() { environment["PRACTITEST_TOKEN"] = server->address().account_token; }

  static std::vector<std::string> with_tester(std::vector<std::string> more) {
    more.insert(more.begin(), {"--date-runs", "--author-id", "5001"});
    return more;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(runs_bring_the_day_of_their_build_where_that_is_asked_for) {
  const Dated bench;
  bench.as_planned(Dated::with_tester({bench.home}));
  BOOST_TEST(
      bench.statuses_of("shop.Cart.pays") == "PASSED PASSED FAILED FAILED PASSED PASSED PASSED"
  );
  const auto runs = bench.runs_of("shop.Cart.pays");
  BOOST_TEST(runs.front().run_type == "ManualRun");
  BOOST_TEST(day_of(runs.front()) == "2024-01-16");
  BOOST_TEST(day_of(runs.back()) == "2024-01-22");
  // Manual runs have no output: it is in a step.
  BOOST_TEST(runs.at(2).output.empty());
  BOOST_TEST_REQUIRE(!runs.at(2).steps.empty());
  const auto& said = runs.at(2).steps.front().actual_results;
  BOOST_TEST(said.find("expected 3 but was 4") != std::string::npos, said);
  BOOST_TEST(bench.backfill(Dated::with_tester({bench.home})).calls.empty());
}

// Such runs carry no key: one that came although the answer was lost is known by its time.
BOOST_AUTO_TEST_CASE(dated_runs_whose_answer_was_lost_are_recorded_once) {
  const Dated bench;
  bench.server->set_faults({"POST runs.json #2: 502 after"});
  const auto told = bench.backfill(Dated::with_tester({bench.home}));
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 14U);
}

BOOST_AUTO_TEST_CASE(dated_runs_without_a_tester_end_it_at_the_first_call) {
  Dated bench;
  bench.options["--author-id"] = "5001";
  bench.has_recorded({passed("adds"), passed("pays")});
  bench.options.erase("--author-id");
  const auto told = bench.backfill({"--date-runs", bench.home});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST(told.says("give --author-id ID, the id of a user"), told.err);
  BOOST_TEST(told.count("POST", "runs.json") == 1U);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_page_shows_what_became_of_each_build_and_how_they_went) {
  const Changing bench;
  const auto page = bench.workspace.path() / "page.html";
  const auto shown = [&page](std::string_view text) {
    return content_of(page).find(text) != std::string::npos;
  };
  const std::vector<std::string> arguments{
      "--set", "{build}", "--report", page.string(), bench.home};
  auto planning = arguments;
  planning.emplace_back("--plan");
  BOOST_TEST(bench.backfill(planning).exit_code == 0);
  BOOST_TEST(shown("A plan: nothing was changed in PractiTest."));
  BOOST_TEST(shown("planned · 2 results, 1 failed · to be 2 runs in &apos;3&apos;"));
  BOOST_TEST(bench.backfill(arguments).exit_code == 0);
  BOOST_TEST(shown("All builds are recorded."));
  BOOST_TEST(shown("<title>shop #3, 2024-01-18 04:00: 2 results, 1 failed</title>"));
  BOOST_TEST(shown("7 builds: 14 results, 2 failed"));
  // The builds are not read again, and shown all the same.
  BOOST_TEST(bench.backfill(arguments).exit_code == 0);
  BOOST_TEST(shown("recorded before · 2 results, 1 failed"));
  BOOST_TEST(shown("7 builds: 14 results, 2 failed"));
  auto elsewhere = arguments;
  elsewhere[3] = "/proc/no/page.html";
  const auto told = bench.backfill(elsewhere);
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("the report /proc/no/page.html cannot be written"), told.err);
}

BOOST_AUTO_TEST_SUITE_END()
