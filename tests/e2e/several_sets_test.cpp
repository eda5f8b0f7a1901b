#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(several_sets)

namespace {

using Shown = std::vector<std::string>;
using Texts = std::vector<std::string>;

/// A report a browser, of tests that each has: `--set '{suite}'` makes a set of each.
struct Browsers : Bench {
  explicit Browsers(const sandbox::Options& options = practitest()) : Bench(options) {
    this->options["--set"] = "{suite}";
  }

  std::string report_of(const std::string& browser, const std::vector<Case>& cases) const {
    return workspace.write(fmt::format("reports/{}.xml", browser), junit(cases, browser));
  }

  /// Two sets of the same tests, and one of each browser alone. Gives the reports' folder.
  std::string chrome_and_firefox(std::size_t common) const {
    for (const std::string browser : {"Chrome", "Firefox"}) {
      auto cases = many(common);
      cases.push_back(failed("prints in " + browser));
      report_of(browser, cases);
    }
    return (workspace.path() / "reports").string();
  }
};

/// All is recorded, by the calls that were planned.
Told import_by(const Bench& bench, std::size_t calls, Texts arguments) {
  arguments.insert(arguments.begin(), {"--format", "json"});
  const auto planned = bench.plan(arguments).json();
  auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() == calls);
  const auto summary = told.json();
  BOOST_TEST(planned.at("planned_calls") == summary.at("calls"));
  BOOST_TEST(summary.at("planned_calls") == summary.at("calls"));
  return told;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_has_its_results_and_their_runs_share_calls) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(7);
  // A look at sets and tests, 9 tests, 2 sets, 1 list of their instances, 16 runs.
  const auto told = import_by(bench, 2 + 9 + 2 + 1 + 1, {reports});
  BOOST_TEST(told.count("POST", "runs.json") == 1U);
  BOOST_TEST(bench.server->tests().size() == 9U);
  BOOST_TEST(bench.server->runs().size() == 16U);
  for (const std::string browser : {"Chrome", "Firefox"}) {
    const auto shows = bench.set_shows(browser);
    BOOST_TEST_REQUIRE(shows.size() == 8U);
    BOOST_TEST(
        (std::ranges::find(shows, "shop.Cart.prints in " + browser + ": FAILED") != shows.end())
    );
  }
}

BOOST_AUTO_TEST_CASE(that_are_remembered_take_the_runs_alone) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(9);
  BOOST_TEST(bench.import({reports}).exit_code == 0);
  import_by(bench, 1, {reports});
  BOOST_TEST(bench.server->runs().size() == 40U);
  BOOST_TEST(bench.server->held().size() == 20U);
}

BOOST_AUTO_TEST_CASE(that_are_not_remembered_are_found_in_one_list_of_sets_and_one_of_instances) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(9);
  BOOST_TEST(bench.import({reports}).exit_code == 0);
  const auto told = import_by(bench, 3, {"--look-again", reports});
  BOOST_TEST(told.count("GET", "sets.json") == 1U);
  BOOST_TEST(told.count("GET", "instances.json") == 1U);
  BOOST_TEST(bench.server->held().size() == 20U);
}

// One browser's report alone is of one set, whose name is still what the result says.
BOOST_AUTO_TEST_CASE(one_alone_that_is_not_remembered_is_found) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(2);
  BOOST_TEST(bench.import({reports}).exit_code == 0);
  const auto chrome = bench.report_of("Chrome", many(2));
  for (const Texts& look :
       {Texts{"--look-again"}, Texts{"--ledger", "none"}, Texts{"--absent", "na"}}) {
    auto arguments = look;
    arguments.push_back(chrome);
    const auto told = bench.import(arguments);
    BOOST_TEST(told.exit_code == 0, told.err);
    BOOST_TEST(told.count("POST", "sets.json") == 0U);
  }
  BOOST_TEST(bench.server->sets().size() == 2U);
  BOOST_TEST(bench.runs_of("shop.Cart.adds0").size() == 5U);
}

// A project with three pages of sets: two names are fewer calls than what is left of the list.
BOOST_AUTO_TEST_CASE(among_many_others_are_asked_for_by_name) {
  const Browsers bench;
  ByHand hand(*bench.server);
  for (int i = 0; i < 301; ++i) {
    hand.set(fmt::format("other {}", i));
  }
  const auto test = hand.test("shop.Cart.adds");
  hand.set("Chrome", {test});
  hand.set("Firefox", {test});
  bench.report_of("Chrome", {passed("adds")});
  bench.report_of("Firefox", {passed("adds")});
  const auto told =
      import_by(bench, 1 + 2 + 1 + 1, {(bench.workspace.path() / "reports").string()});
  BOOST_TEST(told.count("GET", "sets.json") == 3U);
  BOOST_TEST(bench.set_shows("Chrome") == Shown{"shop.Cart.adds: PASSED"});
  BOOST_TEST(bench.set_shows("Firefox") == Shown{"shop.Cart.adds: PASSED"});
}

BOOST_AUTO_TEST_CASE(that_are_there_get_the_instances_that_they_lack_together) {
  const Browsers bench;
  ByHand hand(*bench.server);
  std::vector<client::Id> tests;
  for (const auto& test : many(8)) {
    tests.push_back(hand.test("shop.Cart." + test.name));
  }
  hand.set("Chrome", {tests[0]});
  hand.set("Firefox", {tests[1]});
  bench.report_of("Chrome", many(8));
  bench.report_of("Firefox", many(8));
  // Sets, instances, tests; 14 instances, 16 runs.
  import_by(bench, 3 + 1 + 1, {(bench.workspace.path() / "reports").string()});
  BOOST_TEST(bench.server->held().size() == 16U);
  BOOST_TEST(bench.server->tests().size() == 8U);
}

BOOST_AUTO_TEST_CASE(a_new_test_of_both_is_made_once_also_without_auto_create) {
  auto options = practitest();
  options.auto_create = false;
  const Browsers bench(options);
  const auto reports = bench.chrome_and_firefox(3);
  const auto told = bench.import({"--no-auto-create", reports});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("POST", "tests.json") == 5U);
  BOOST_TEST(bench.server->runs().size() == 8U);
}

BOOST_AUTO_TEST_CASE(a_new_test_of_both_that_is_refused_is_refused_in_both) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(2);
  bench.server->set_faults({"POST tests.json: reject name shop.Cart.adds0"});
  const auto told = bench.import({"--format", "json", reports});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 4U);
  BOOST_TEST(told.json().at("outcomes").at("refused").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(one_that_cannot_be_made_does_not_keep_the_others_from_being_recorded) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(2);
  bench.server->set_faults({"POST sets.json: reject name Chrome"});
  const auto told = bench.import({"--format", "json", reports});
  BOOST_TEST(told.exit_code == 1);
  const auto summary = told.json();
  BOOST_TEST(summary.at("outcomes").at("recorded").to_number<int>() == 3);
  BOOST_TEST(summary.at("outcomes").at("refused").to_number<int>() == 3);
  BOOST_TEST(bench.set_shows("Firefox").size() == 3U);
  bench.server->set_faults({});
  const auto again = bench.import({"--build", "1", reports});
  BOOST_TEST(again.exit_code == 0, again.err);
  BOOST_TEST(bench.server->runs().size() == 6U);
}

BOOST_AUTO_TEST_CASE(of_which_one_is_gone_make_it_anew) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(2);
  const auto made = bench.import({"--format", "json", reports}).json();
  bench.server->remove(made.at("sets").at(1).at("id").to_number<std::int64_t>());
  const auto told = bench.import({reports});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("Chrome").size() == 3U);
  BOOST_TEST(bench.set_shows("Firefox").size() == 3U);
  BOOST_TEST(bench.runs_of("shop.Cart.prints in Chrome").size() == 2U);
}

BOOST_AUTO_TEST_CASE(mark_what_their_own_results_do_not_mention) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(2);
  BOOST_TEST(bench.import({reports}).exit_code == 0);
  bench.report_of("Chrome", {passed("adds0")});
  bench.report_of("Firefox", {passed("adds1")});
  import_by(bench, 3, {"--absent", "no-run", reports});
  const Shown chrome{
      "shop.Cart.adds0: PASSED", "shop.Cart.adds1: NO RUN", "shop.Cart.prints in Chrome: NO RUN"};
  const Shown firefox{
      "shop.Cart.adds0: NO RUN", "shop.Cart.adds1: PASSED", "shop.Cart.prints in Firefox: NO RUN"};
  BOOST_TEST(bench.set_shows("Chrome") == chrome, boost::test_tools::per_element());
  BOOST_TEST(bench.set_shows("Firefox") == firefox, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_saved_plan_holds_them) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(3);
  const auto file = (bench.workspace.path() / "plan.json").string();
  const auto planned = bench.plan({"--build", "7", "--out", file, reports});
  BOOST_TEST_REQUIRE(planned.exit_code == 0, planned.err);
  auto command = bench.command("import", {"--build=7", "--format", "json", "--plan", file});
  std::erase(command.arguments, "{suite}");
  std::erase(command.arguments, "--set");
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "sets.json") == 0U);
  BOOST_TEST(told.json().at("calls") == told.json().at("planned_calls"));
  BOOST_TEST(bench.set_shows("Chrome").size() == 4U);
  BOOST_TEST(bench.server->tests().size() == 5U);
  // The very import, from its reports: all of it is there.
  const auto again = bench.import({"--build", "7", reports});
  BOOST_TEST(again.calls.empty());
  BOOST_TEST(bench.server->runs().size() == 8U);
}

BOOST_AUTO_TEST_CASE(are_told_each_with_its_runs) {
  const Browsers bench;
  const auto reports = bench.chrome_and_firefox(2);
  const auto plan = bench.plan({reports});
  BOOST_TEST(plan.says("test set   'Chrome' (to be made), 3 runs"), plan.out);
  BOOST_TEST(plan.says("set 'Firefox'"), plan.out);
  BOOST_TEST(plan.says("matched    0 tests in their sets, 0 in the project"), plan.out);
  BOOST_TEST(plan.says("to make    4 tests, 6 instances, 2 test sets"), plan.out);
  const auto page = (bench.workspace.path() / "page.html").string();
  const auto told = bench.import({"--format", "json", "--report", page, reports});
  const auto rows = content_of(page);
  BOOST_TEST((rows.find(" · in &apos;Firefox&apos;</span>") != std::string::npos), rows);
  const auto sets = told.json().at("sets").as_array();
  BOOST_TEST_REQUIRE(sets.size() == 2U);
  BOOST_TEST(sets[1].at("name").as_string() == "Firefox");
  BOOST_TEST(sets[1].at("made").as_bool());
  BOOST_TEST(sets[1].at("runs").to_number<int>() == 3);
}

BOOST_AUTO_TEST_CASE(results_that_do_not_say_theirs_are_refused_before_any_call) {
  const Browsers bench;
  const auto report = bench.report("r.xml", many(2));
  const auto refused = bench.import({"--set", "{property:browser}", report});
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.says("2 results, the first of them 'adds0' in "), refused.err);
  BOOST_TEST(refused.says("--set-else NAME"), refused.err);
  BOOST_TEST(refused.calls.empty());
  const auto told = bench.import({"--set", "{property:browser}", "--set-else", "Any", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("Any").size() == 2U);
}

BOOST_AUTO_TEST_CASE(do_not_go_with_what_is_for_one) {
  const Browsers bench;
  const auto report = bench.report("r.xml", many(1));
  const auto copy = bench.import({"--clone-set", "Base", report});
  BOOST_TEST(copy.exit_code == 2);
  BOOST_TEST(copy.says("--clone-set makes one set, and --set asks results"), copy.err);
  const auto otherwise = bench.import({"--set", "Nightly", "--set-else", "Any", report});
  BOOST_TEST(otherwise.exit_code == 2);
  BOOST_TEST(otherwise.says("--set asks results for nothing"), otherwise.err);
}

BOOST_AUTO_TEST_CASE(of_more_than_twenty_a_sandbox_of_the_import_s_own_lists_twenty) {
  const Bench bench;
  for (int i = 0; i < 23; ++i) {
    bench.workspace.write(fmt::format("r/{}.xml", i), junit(many(1), fmt::format("Suite{}", i)));
  }
  Command command;
  command.folder = bench.workspace.path();
  command.arguments = {"import", "--sandbox", "--set", "{suite}", "r"};
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  const std::string title = "The sandbox holds in test set";
  std::size_t titles = 0;
  for (auto at = told.out.find(title); at != told.out.npos; at = told.out.find(title, at + 1)) {
    ++titles;
  }
  BOOST_TEST(titles == 20U);
  BOOST_TEST(told.says("\nThe sandbox holds 3 more test sets.\n"), told.out);
}

BOOST_AUTO_TEST_SUITE_END()
