#include "tests/e2e/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(grains)

namespace {

/// `count` cases in classes of 12; the last class takes what is left over.
std::vector<Case> in_classes(std::size_t count) {
  auto cases = many(count);
  const auto classes = count / 12;
  for (std::size_t i = 0; i < count; ++i) {
    cases[i].class_name = "shop.Class" + std::to_string(std::min(i / 12, classes - 1));
  }
  return cases;
}

using Lines = std::vector<std::string>;

/// "name: status" of the steps.
Lines steps_of(const sandbox::HeldRun& run) {
  Lines lines;
  for (const auto& step : run.steps) {
    lines.push_back(step.name + ": " + step.status);
  }
  return lines;
}

/// A report that ends in the middle of what follows its cases.
std::string cut_off(const std::vector<Case>& cases) {
  auto text = junit(cases);
  text.resize(text.rfind("</testsuite>"));
  return text + "<testcase name=\"cut";
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_1000_results_in_83_classes_the_calls_are_those_of_83_tests) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto report = bench.report("r.xml", in_classes(1'000));
  const auto first = bench.import({report});
  BOOST_TEST(first.exit_code == 0, first.err);
  BOOST_TEST(first.calls.size() == 83U + 3U);
  const auto again = bench.import({"--format", "json", report});
  BOOST_TEST(again.calls.size() == 5U);
  BOOST_TEST(again.json().at("results").to_number<int>() == 1'000);
  BOOST_TEST(again.json().at("executions").to_number<int>() == 83);
  std::size_t steps = 0;
  for (const auto& run : bench.server->runs()) {
    BOOST_TEST(run.status == "PASSED");
    steps += run.steps.size();
  }
  BOOST_TEST(steps == 2U * 1'000U);
}

BOOST_AUTO_TEST_CASE(practitest_computes_the_status_that_the_plan_shows) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto report = bench.report("r.xml", {passed("adds"), failed("totals"), skipped("prints")});
  const auto plan = bench.plan({report});
  BOOST_TEST(plan.says("FAILED        shop.Cart  ("));
  BOOST_TEST(plan.says("3 cases)"));
  BOOST_TEST(bench.import({report}).exit_code == 0);
  const auto runs = bench.runs_of("shop.Cart");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  BOOST_TEST(runs[0].duration == "00:00:01");
  BOOST_TEST(
      steps_of(runs[0]) == (Lines{"adds: PASSED", "totals: FAILED", "prints: N/A"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(an_account_token_makes_the_tests_and_then_their_runs_with_steps) {
  Bench bench;
  bench.options["--granularity"] = "class";
  bench.environment["PRACTITEST_TOKEN"] = bench.server->address().account_token;
  bench.options["--author-id"] = std::to_string(bench.server->address().author_id);
  BOOST_TEST(bench.import({bench.report("r.xml", in_classes(36))}).exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 3U);
  BOOST_TEST(bench.runs_of("shop.Class1").at(0).steps.size() == 12U);
}

BOOST_AUTO_TEST_CASE(a_class_is_recorded_once_whatever_becomes_of_the_answers) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto report = bench.report("r.xml", in_classes(36));
  bench.server->set_faults({"POST runs/auto_create.json #2: 502 after"});
  BOOST_TEST(bench.import({"--build", "7", "--settle", "1", report}).exit_code == 0);
  bench.server->set_faults({});
  const auto again = bench.import({"--build", "7", report});
  BOOST_TEST(again.calls.empty());
  BOOST_TEST(bench.server->runs().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_class_that_was_cut_off_is_not_completed_until_the_whole_report_is_there) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const std::vector<Case> cases = {passed("adds"), passed("totals")};
  const auto path = bench.workspace.write("r.xml", cut_off(cases));
  BOOST_TEST(bench.import({"--build", "7", path}).exit_code == 1);
  BOOST_TEST(
      bench.set_shows() == Lines{"shop.Cart: NOT COMPLETED"}, boost::test_tools::per_element()
  );
  bench.report("r.xml", cases);
  BOOST_TEST(bench.import({"--build", "7", path}).exit_code == 0);
  BOOST_TEST(bench.set_shows() == Lines{"shop.Cart: PASSED"}, boost::test_tools::per_element());
  BOOST_TEST(bench.runs_of("shop.Cart").size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_files_of_all_cases_go_with_the_run_of_their_class) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto with_output = [](Case made, const std::string& text) {
    made.inside += "<system-out>" + text + "</system-out>";
    return made;
  };
  bench.workspace.write("totals.png", "picture");
  const auto report = bench.report(
      "r.xml",
      {with_output(passed("adds"), "all is well"),
       with_output(failed("totals"), "[[ATTACHMENT|totals.png]] went wrong"),
       with_output(failed("prints"), "no paper")}
  );
  const auto told = bench.import({report});
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto runs = bench.runs_of("shop.Cart");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  Lines files;
  for (const auto& file : runs[0].files) {
    files.push_back(file.filename);
  }
  BOOST_TEST(
      files == (Lines{"totals.png", "totals stdout.txt", "prints stdout.txt"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(a_saved_plan_holds_the_steps) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto report = bench.report("r.xml", {passed("adds"), failed("totals")});
  const auto file = (bench.workspace.path() / "plan.json").string();
  BOOST_TEST(bench.plan({"--build", "7", "--out", file, report}).exit_code == 0);
  const auto told = bench.import({"--build", "7", "--format", "json", "--plan", file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.json().at("results").to_number<int>() == 2);
  BOOST_TEST(told.json().at("executions").to_number<int>() == 1);
  const auto runs = bench.runs_of("shop.Cart");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(
      steps_of(runs[0]) == (Lines{"adds: PASSED", "totals: FAILED"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(parts_of_side_by_side_jobs_are_gathered_by_the_import) {
  Bench bench;
  bench.report("one.xml", {passed("adds"), failed("totals")});
  bench.report("other.xml", {passed("prints")});
  for (const std::string name : {"one", "other"}) {
    Command job;
    job.arguments = {"plan", "--offline", "--out", name + ".json", name + ".xml"};
    job.folder = bench.workspace.path();
    BOOST_TEST(bench.run(job).exit_code == 0);
  }
  bench.options["--granularity"] = "class";
  const auto told = bench.import({"--plan", "one.json", "other.json"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("2 reports with 3 results in 2 runs"), told.out);
  BOOST_TEST(bench.set_shows() == Lines{"shop.Cart: FAILED"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_an_import_says_tells_results_from_runs) {
  Bench bench;
  bench.options["--granularity"] = "class";
  const auto report = bench.report("r.xml", {passed("adds"), failed("totals"), skipped("prints")});
  const auto text = bench.import({report});
  BOOST_TEST(text.says("1 report with 3 results in 1 run"), text.out);
  const auto page = bench.import({"--format", "markdown", report});
  BOOST_TEST(page.says("| Results | 3 |\n| Runs of them | 1 |"), page.out);
}

BOOST_AUTO_TEST_CASE(of_a_class_with_5000_cases_one_run_has_501_steps_and_counts_the_rest) {
  Bench bench;
  bench.options["--granularity"] = "class";
  auto cases = many(4'999);
  cases.push_back(failed("last"));
  const auto told = bench.import({bench.report("r.xml", cases)});
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto runs = bench.runs_of("shop.Cart");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 501U);
  BOOST_TEST(runs[0].steps[499].name == "last");
  BOOST_TEST(runs[0].steps[500].name == "and 4,500 more cases");
}

BOOST_AUTO_TEST_CASE(parametrised_cases_are_steps_of_one_test) {
  Bench bench;
  const auto report =
      bench.report("r.xml", {passed("adds[1]"), failed("adds[2]"), passed("opens")});
  const auto told =
      bench.import({"--parameters", "steps", "--split-parameters", "brackets", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(
      bench.set_shows() == (Lines{"shop.Cart.adds: FAILED", "shop.Cart.opens: PASSED"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(parameters_that_nobody_told_apart_are_spoken_of) {
  const Bench bench;
  const auto told =
      bench.import({"--parameters", "steps", bench.report("r.xml", {passed("adds[1]")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.says("--split-parameters does that"), told.err);
}

BOOST_AUTO_TEST_CASE(granularity_stands_in_the_environment_too_and_the_command_line_beats_it) {
  Bench bench;
  bench.environment["PTIMPORT_GRANULARITY"] = "class";
  const auto report = bench.report("r.xml", {passed("adds"), passed("totals")});
  BOOST_TEST(bench.import({report}).exit_code == 0);
  BOOST_TEST(bench.import({"--granularity", "case", report}).exit_code == 0);
  BOOST_TEST(bench.import({"--parameters", "steps", report}).exit_code == 0);
  BOOST_TEST(bench.test_names().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_name_that_does_not_fit_the_granularity_is_refused) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  const std::vector<std::vector<std::string>> wrong = {
      {"--granularity", "class", "--test-name", "{classname}.{name}"},
      {"--granularity", "class", "--test-name", "{suite}"},
      {"--granularity", "suite", "--test-name", "{classname}"},
      {"--granularity", "file", "--test-name", "{classname}"},
      {"--granularity", "class", "--parameters", "steps"},
      {"--parameters", "steps", "--test-name", "{name}{parameters}"},
  };
  for (auto arguments : wrong) {
    arguments.push_back(report);
    const auto told = bench.import(arguments);
    BOOST_TEST(told.exit_code == 2);
    BOOST_TEST(told.calls.empty());
    BOOST_TEST((told.says("--test-name '") || told.says("--parameters steps has no meaning")));
  }
}

BOOST_AUTO_TEST_SUITE_END()
