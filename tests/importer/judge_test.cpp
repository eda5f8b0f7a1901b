#include "importer/carry_out.hpp"
#include "importer/summary.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

using importer::ExitCode;
using importer::judge;
using importer::Outcome;
using importer::Summary;

namespace {

/// An import of two results into an empty project, with every run recorded.
struct Recorded {
  Recorded() {
    summary.reports = by_hand::passed({"adds", "removes"});
    gather();
    plan(by_hand::options());
    for (auto& test : summary.done->results) {
      for (auto& result : test) {
        result.outcome = Outcome::recorded;
      }
    }
  }

  void gather() { summary.gathered = by_hand::gathered(summary.reports); }

  void plan(const importer::ImportOptions& options) {
    summary.plan = importer::make_plan(summary.gathered, importer::Remote(), options);
    summary.done = importer::nothing_done_yet(*summary.plan);
  }

  void empty() {
    summary.reports = {};
    summary.plan.reset();
    summary.done.reset();
    gather();
  }

  Summary summary;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(judging_an_import, Recorded)

BOOST_AUTO_TEST_CASE(all_recorded_is_ok) { BOOST_TEST(judge(summary) == ExitCode::ok); }

BOOST_AUTO_TEST_CASE(failing_tests_do_not_make_an_import_fail) {
  summary.reports.read[0].results[0].status = parsers::Status::failed;
  gather();
  BOOST_TEST(judge(summary) == ExitCode::ok);
}

BOOST_AUTO_TEST_CASE(a_plan_that_is_not_carried_out_is_ok) {
  summary.done.reset();
  BOOST_TEST(judge(summary) == ExitCode::ok);
}

BOOST_AUTO_TEST_CASE(one_result_that_is_not_recorded_is_not_all) {
  for (const auto lost : {Outcome::refused, Outcome::unknown, Outcome::not_sent}) {
    summary.done->results[1][0].outcome = lost;
    BOOST_TEST(judge(summary) == ExitCode::not_all);
  }
}

BOOST_AUTO_TEST_CASE(a_result_left_out_on_request_is_no_loss) {
  summary.done->results[1][0].outcome = Outcome::omitted;
  BOOST_TEST(judge(summary) == ExitCode::ok);
}

BOOST_AUTO_TEST_CASE(an_unreadable_or_missing_file_beside_good_ones_is_not_all) {
  summary.reports.unreadable.push_back({"bad.xml", 3, 1, "cut off"});
  BOOST_TEST(judge(summary) == ExitCode::not_all);
  summary.reports.unreadable.clear();
  summary.reports.missing.push_back("none.xml");
  BOOST_TEST(judge(summary) == ExitCode::not_all);
}

BOOST_AUTO_TEST_CASE(a_file_passed_over_and_a_pattern_without_files_are_no_loss) {
  summary.reports.passed_over.push_back({"pom.xml", 0, 0, "no report"});
  summary.reports.unmatched.push_back("*.junit");
  BOOST_TEST(judge(summary) == ExitCode::ok);
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_run_itself_is_not_all) {
  summary.reports.read[0].run_errors.push_back({});
  BOOST_TEST(judge(summary) == ExitCode::not_all);
}

BOOST_AUTO_TEST_CASE(a_test_that_the_plan_refuses_is_not_all_also_in_a_dry_run) {
  auto options = by_hand::options();
  options.create = {false, false, false};
  plan(options);
  BOOST_TEST(judge(summary) == ExitCode::not_all);
  summary.done.reset();
  BOOST_TEST(judge(summary) == ExitCode::not_all);
}

BOOST_AUTO_TEST_CASE(no_report_and_no_result_and_none_readable_are_no_results) {
  empty();
  BOOST_TEST(judge(summary) == ExitCode::no_results);
  summary.reports.unreadable.push_back({"bad.xml", 0, 0, "empty"});
  BOOST_TEST(judge(summary) == ExitCode::no_results);
  empty();
  summary.reports.missing.push_back("none.xml");
  BOOST_TEST(judge(summary) == ExitCode::no_results);
  empty();
  summary.reports.read.push_back(by_hand::report());
  BOOST_TEST(judge(summary) == ExitCode::no_results);
}

BOOST_AUTO_TEST_CASE(what_stopped_the_import_outweighs_what_was_lost) {
  summary.done->results[1][0].outcome = Outcome::not_sent;
  for (const auto stop : {ExitCode::refused, ExitCode::unreachable, ExitCode::interrupted}) {
    summary.done->stopped = stop;
    BOOST_TEST(judge(summary) == stop);
  }
}

BOOST_AUTO_TEST_CASE(a_failed_test_counts_and_a_retried_or_skipped_one_does_not) {
  BOOST_TEST(!importer::has_failures(summary.gathered));
  auto& result = summary.reports.read[0].results[0];
  for (const auto status : {parsers::Status::failed, parsers::Status::errored}) {
    result.status = status;
    gather();
    BOOST_TEST(importer::has_failures(summary.gathered));
  }
  result.retried = true;
  gather();
  BOOST_TEST(!importer::has_failures(summary.gathered));
  result.retried = false;
  result.status = parsers::Status::skipped;
  gather();
  BOOST_TEST(!importer::has_failures(summary.gathered));
}

BOOST_AUTO_TEST_CASE(what_was_asked_before_the_plan_counts_as_calls_too) {
  summary.looks = {{"GET sets.json", 1}, {"POST runs.json", 1}};
  const auto calls = importer::forecast(summary);
  BOOST_TEST(calls.at("GET sets.json") == 1U);
  BOOST_TEST(calls.at("POST tests.json") == 2U);
  BOOST_TEST(calls.at("POST runs.json") == 2U);
}

BOOST_AUTO_TEST_CASE(a_place_is_told_with_its_line_where_that_is_known) {
  auto& result = summary.reports.read[0].results[0];
  result.report_line = 12;
  gather();
  BOOST_TEST(importer::place(summary.gathered.tests[0].executions[0]) == "report.xml:12");
  result.report_line = 0;
  BOOST_TEST(importer::place(summary.gathered.tests[0].executions[0]) == "report.xml");
}

BOOST_AUTO_TEST_SUITE_END()
