#include "tests/e2e/bench.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(executions)

namespace {

std::vector<std::string> statuses(const std::vector<sandbox::HeldRun>& runs) {
  std::vector<std::string> all;
  for (const auto& run : runs) {
    all.push_back(run.status);
  }
  return all;
}

struct Skipped {
  const char* as;
  const char* status;
};

std::ostream& operator<<(std::ostream& out, const Skipped& skipped) {
  return out << "--skipped " << skipped.as;
}

constexpr Skipped kinds[] = {{"na", "N/A"}, {"no-run", "NO RUN"}, {"blocked", "BLOCKED"}};

/// A test that failed once and passed when it was repeated, as Surefire writes it.
Case flaky(std::string name) {
  auto made = passed(std::move(name));
  made.inside = R"(<flakyFailure message="timed out" type="Timeout">at Shop.wait</flakyFailure>)";
  return made;
}

Case rerun_in_vain(std::string name) {
  auto made = failed(std::move(name), "timed out");
  made.inside += R"(<rerunFailure message="timed out again" type="Timeout">at x</rerunFailure>)";
  return made;
}

/// A report whose suite itself failed beside one result.
std::string report_with_own_failure() {
  return "<?xml version=\"1.0\"?>\n<testsuite name=\"shop\" tests=\"1\" errors=\"1\">\n"
         "<testcase classname=\"shop.Cart\" name=\"adds\" time=\"1\"/>\n"
         "<error message=\"the database did not start\"/>\n</testsuite>\n";
}

}  // namespace

BOOST_AUTO_TEST_CASE(equal_names_become_runs_of_one_instance_with_the_worst_last) {
  const Bench bench;
  const auto told = bench.import(
      {bench.report("r.xml", {passed("adds"), failed("adds"), passed("adds"), skipped("adds")})}
  );
  BOOST_TEST(told.exit_code == 0);
  const auto runs = statuses(bench.runs_of("shop.Cart.adds"));
  BOOST_TEST_REQUIRE(runs.size() == 4U);
  BOOST_TEST(runs.back() == "FAILED");
  BOOST_TEST(std::ranges::count(runs, "PASSED") == 2);
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.set_shows().at(0) == "shop.Cart.adds: FAILED");
}

BOOST_AUTO_TEST_CASE(equal_names_are_said_out_loud) {
  const Bench bench;
  const auto told = bench.import({bench.report("r.xml", {passed("adds"), passed("adds")})});
  BOOST_TEST(
      (told.err.find("2 results are named 'shop.Cart.adds'") != std::string::npos), told.err
  );
}

BOOST_AUTO_TEST_CASE(equal_names_of_several_reports_are_runs_of_one_instance_too) {
  const Bench bench;
  const auto bad = bench.report("a.xml", {failed("adds")});
  const auto good = bench.report("b.xml", {passed("adds")});
  BOOST_TEST(bench.import({bad, good}).exit_code == 0);
  BOOST_TEST(bench.set_shows().at(0) == "shop.Cart.adds: FAILED");
}

BOOST_AUTO_TEST_CASE(runs_of_one_instance_never_share_a_call_and_come_in_order) {
  // The sandbox refuses a call that names an instance twice.
  const Bench bench;
  std::vector<Case> cases;
  for (int execution = 0; execution < 4; ++execution) {
    for (const auto* name : {"adds", "pays", "ships"}) {
      auto each = passed(name);
      each.time = std::to_string(execution + 1);
      each.inside = "<system-out>" + std::to_string(execution) + "</system-out>";
      cases.push_back(each);
    }
  }
  const auto told = bench.import({bench.report("r.xml", cases)});
  BOOST_TEST(told.exit_code == 0);
  std::vector<std::size_t> sizes;
  for (const auto& call : told.calls) {
    if (call.resource == "runs.json") {
      BOOST_TEST(call.status == 200);
      sizes.push_back(call.items);
    }
  }
  BOOST_TEST(sizes == std::vector<std::size_t>({3, 3, 3}), boost::test_tools::per_element());
  const auto runs = bench.runs_of("shop.Cart.pays");
  BOOST_TEST_REQUIRE(runs.size() == 4U);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    BOOST_TEST(runs[i].duration == "00:00:0" + std::to_string(i + 1));
  }
}

BOOST_AUTO_TEST_CASE(the_order_holds_while_answers_are_late) {
  const Bench bench;
  std::vector<Case> cases = many(40);
  for (int execution = 0; execution < 3; ++execution) {
    auto each = passed("again");
    each.time = std::to_string(execution + 1);
    cases.push_back(each);
  }
  bench.has_recorded(cases);
  bench.server->set_faults({"POST runs.json #1: delay 300", "POST runs.json #2: delay 150"});
  BOOST_TEST(bench.import({bench.report("r.xml", cases)}).exit_code == 0);
  const auto runs = bench.runs_of("shop.Cart.again");
  BOOST_TEST_REQUIRE(runs.size() == 6U);
  for (std::size_t i = 0; i < 3; ++i) {
    BOOST_TEST(runs[3 + i].duration == "00:00:0" + std::to_string(i + 1));
  }
}

BOOST_AUTO_TEST_CASE(a_call_never_holds_more_than_20_runs) {
  const Bench bench;
  bench.has_recorded(many(61));
  const auto told = bench.import({bench.report("r.xml", many(61))});
  std::size_t runs = 0;
  for (const auto& call : told.calls) {
    if (call.resource == "runs.json") {
      BOOST_TEST(call.items <= 20U);
      runs += call.items;
    }
  }
  BOOST_TEST(runs == 61U);
  BOOST_TEST(told.count("POST", "runs.json") == 4U);
}

BOOST_AUTO_TEST_CASE(a_call_never_makes_more_than_20_instances) {
  const Bench bench;
  bench.has_recorded({passed("adds0")});
  bench.has_recorded(many(46), "Weekly");
  const auto told = bench.import({bench.report("r.xml", many(46))});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.count("POST", "instances.json") == 3U);
}

BOOST_AUTO_TEST_CASE(a_flaky_test_passes_and_its_run_tells_of_the_failed_attempt) {
  const Bench bench;
  BOOST_TEST(bench.import({bench.report("r.xml", {flaky("waits")})}).exit_code == 0);
  const auto runs = bench.runs_of("shop.Cart.waits");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "PASSED");
  BOOST_TEST((runs[0].output.find("flaky") != std::string::npos));
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 2U);
  BOOST_TEST((runs[0].steps[0].actual_results.find("timed out") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_flaky_test_fails_where_the_user_wants_so_and_says_that_it_passed_in_the_end
) {
  Bench bench;
  bench.options["--flaky"] = "failed";
  const auto report = bench.report("r.xml", {flaky("waits")});
  BOOST_TEST(bench.plan({report}).says("FAILED        shop.Cart.waits"));
  BOOST_TEST(bench.import({"--fail-on-failures", report}).exit_code == 10);
  const auto runs = bench.runs_of("shop.Cart.waits");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  BOOST_TEST((runs[0].output.find("flaky: passed after 1 failed attempt") != std::string::npos));
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 2U);
  BOOST_TEST(runs[0].steps[0].status == "FAILED");
  BOOST_TEST(runs[0].steps[1].status == "PASSED");
}

BOOST_AUTO_TEST_CASE(a_test_rerun_in_vain_fails_and_its_run_tells_of_every_attempt) {
  const Bench bench;
  BOOST_TEST(bench.import({bench.report("r.xml", {rerun_in_vain("waits")})}).exit_code == 0);
  const auto runs = bench.runs_of("shop.Cart.waits");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  std::string all;
  for (const auto& step : runs[0].steps) {
    all += step.actual_results;
  }
  BOOST_TEST((all.find("timed out again") != std::string::npos), all);
}

BOOST_DATA_TEST_CASE(a_skipped_result_becomes_what_the_user_wants, kinds, skipped_as) {
  const Bench bench;
  const auto report = bench.report("r.xml", {skipped("prints", "needs a printer")});
  BOOST_TEST(bench.import({"--skipped", skipped_as.as, report}).exit_code == 0);
  const auto runs = bench.runs_of("shop.Cart.prints");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == skipped_as.status);
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 1U);
  BOOST_TEST((runs[0].steps[0].actual_results.find("needs a printer") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_table_says_what_results_become_in_plan_and_import_alike) {
  Bench bench;
  bench.options["--status"] = "failed=blocked,skipped=omit";
  const auto report = bench.report("r.xml", {failed("totals", "no database"), skipped("prints")});
  BOOST_TEST(bench.plan({report}).says("BLOCKED       shop.Cart.totals"));
  const auto told = bench.import({"--fail-on-failures", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto runs = bench.runs_of("shop.Cart.totals");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "BLOCKED");
  BOOST_TEST((runs[0].steps.at(0).actual_results.find("no database") != std::string::npos));
  BOOST_TEST(bench.test_names().size() == 1U);
}

BOOST_AUTO_TEST_CASE(skipped_omit_records_nothing_of_it_and_is_no_error) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds"), skipped("prints")});
  const auto told = bench.import({"--skipped", "omit", report});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST((told.out.find("left out   1 result") != std::string::npos), told.out);
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_report_itself_is_told_and_never_a_success) {
  const Bench bench;
  const auto told = bench.import({bench.workspace.write("r.xml", report_with_own_failure())});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("the database did not start") != std::string::npos), told.err);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(run_errors_result_records_it_as_a_result_named_after_the_suite) {
  const Bench bench;
  const auto report = bench.workspace.write("r.xml", report_with_own_failure());
  const auto told = bench.import({"--run-errors", "result", report});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 2U);
  const auto runs = bench.runs_of("shop");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  BOOST_TEST(without_key(runs[0].output) == "the database did not start");
}

BOOST_AUTO_TEST_SUITE_END()
