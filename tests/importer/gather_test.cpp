#include "importer/gather.hpp"
#include "importer/summary.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using by_hand::add;
using importer::Gathered;
using importer::RunStatus;
using parsers::Status;

BOOST_AUTO_TEST_SUITE(gathering_results)

namespace {

parsers::StartTime at(int second, std::optional<std::chrono::minutes> offset = {}) {
  parsers::StartTime start;
  start.local = std::chrono::local_time<std::chrono::milliseconds>(std::chrono::seconds(second));
  start.utc_offset = offset;
  return start;
}

/// One report whose results all have one name, in the order of these statuses.
importer::Reports all_alike(const std::vector<Status>& statuses) {
  importer::Reports reports;
  reports.read.push_back(by_hand::report());
  for (const auto status : statuses) {
    add(reports.read[0], "Cart", "adds", status);
  }
  return reports;
}

std::vector<Status> order_of(const importer::NamedTest& test) {
  std::vector<Status> order;
  for (const auto& execution : test.executions) {
    order.push_back(execution.result->status);
  }
  return order;
}

std::vector<std::uint32_t> lines_of(const importer::NamedTest& test) {
  std::vector<std::uint32_t> lines;
  for (const auto& execution : test.executions) {
    lines.push_back(execution.result->report_line);
  }
  return lines;
}

bool is(const std::vector<Status>& got, const std::vector<Status>& wanted) {
  return std::ranges::equal(got, wanted);
}

using Lines = std::vector<std::uint32_t>;

}  // namespace

BOOST_AUTO_TEST_CASE(tests_come_in_the_order_of_their_first_result) {
  const auto reports = by_hand::passed({"b", "a", "c", "a"});
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(gathered.results == 4U);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 3U);
  BOOST_TEST(gathered.tests[0].name == "b");
  BOOST_TEST(gathered.tests[1].name == "a");
  BOOST_TEST(gathered.tests[2].name == "c");
  BOOST_TEST(gathered.tests[1].executions.size() == 2U);
}

BOOST_AUTO_TEST_CASE(equal_names_in_several_files_are_runs_of_one_test) {
  importer::Reports reports;
  for (const auto* source : {"chrome.xml", "firefox.xml"}) {
    reports.read.push_back(by_hand::report(source));
    add(reports.read.back(), "Cart", "adds");
  }
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  BOOST_TEST_REQUIRE(gathered.tests[0].executions.size() == 2U);
  BOOST_TEST(gathered.tests[0].executions[0].report->source == "chrome.xml");
  BOOST_TEST(gathered.tests[0].executions[1].report->source == "firefox.xml");
}

BOOST_AUTO_TEST_CASE(names_that_differ_in_blanks_or_unicode_form_are_one_test) {
  const auto reports =
      by_hand::passed({"caf\u00e9 opens", "cafe\u0301  opens ", "\tcaf\u00e9\nopens"});
  BOOST_TEST(by_hand::gathered(reports).tests.size() == 1U);
}

BOOST_AUTO_TEST_CASE(names_that_differ_in_case_are_two_tests) {
  const auto reports = by_hand::passed({"adds", "Adds"});
  BOOST_TEST(by_hand::gathered(reports).tests.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_worst_of_equal_names_goes_last_whatever_their_order) {
  const Status rising[] = {
      Status::skipped,
      Status::passed,
      Status::not_run,
      Status::aborted,
      Status::blocked,
      Status::failed};
  const importer::StatusTable table;
  for (const auto better : rising) {
    for (const auto worse : rising) {
      if (table[better] >= table[worse]) {
        continue;
      }
      for (const auto& reports : {all_alike({better, worse}), all_alike({worse, better})}) {
        const auto gathered = by_hand::gathered(reports);
        BOOST_TEST(is(order_of(gathered.tests[0]), {better, worse}));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_ranks_are_those_by_which_practitest_computes_a_status) {
  const RunStatus rising[] = {
      RunStatus::not_applicable,
      RunStatus::passed,
      RunStatus::no_run,
      RunStatus::not_completed,
      RunStatus::blocked,
      RunStatus::failed};
  BOOST_TEST(std::ranges::is_sorted(rising));
}

BOOST_AUTO_TEST_CASE(equally_bad_results_keep_the_order_of_the_reports) {
  auto reports = all_alike({Status::failed, Status::passed, Status::errored, Status::failed});
  for (std::uint32_t i = 0; i < 4; ++i) {
    reports.read[0].results[i].report_line = i + 1;
  }
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(lines_of(gathered.tests[0]) == (Lines{2, 1, 3, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_retried_failure_goes_before_the_pass_that_replaced_it) {
  auto reports = all_alike({Status::failed, Status::errored, Status::passed});
  reports.read[0].results[0].retried = true;
  reports.read[0].results[1].retried = true;
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(is(order_of(gathered.tests[0]), {Status::failed, Status::errored, Status::passed}));
}

BOOST_AUTO_TEST_CASE(where_flaky_tests_are_to_fail_a_retried_failure_goes_last) {
  auto options = by_hand::options();
  options.statuses.let_flaky_fail();
  auto reports = all_alike({Status::failed, Status::passed});
  reports.read[0].results[0].retried = true;
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST(is(order_of(gathered.tests[0]), {Status::passed, Status::failed}));
  BOOST_TEST(importer::has_failures(gathered));
}

BOOST_AUTO_TEST_CASE(retries_go_in_the_order_of_their_start) {
  auto reports = all_alike({Status::failed, Status::failed, Status::failed, Status::passed});
  const int starts[] = {30, 10, 20, 5};
  for (std::uint32_t i = 0; i < 4; ++i) {
    auto& result = reports.read[0].results[i];
    result.report_line = i + 1;
    result.start = at(starts[i]);
    result.retried = i < 3;
  }
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(lines_of(gathered.tests[0]) == (Lines{2, 3, 1, 4}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(retries_of_several_zones_go_in_the_order_of_their_start) {
  using std::chrono::minutes;
  auto reports = all_alike({Status::failed, Status::failed, Status::passed});
  auto& results = reports.read[0].results;
  results[0].start = at(7'200, minutes(60));  // 01:00 in UTC.
  results[1].start = at(1'800, minutes(0));   // 00:30 in UTC.
  for (std::uint32_t i = 0; i < 3; ++i) {
    results[i].report_line = i + 1;
    results[i].retried = i < 2;
  }
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(lines_of(gathered.tests[0]) == (Lines{2, 1, 3}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(retries_that_do_not_all_tell_their_start_are_all_kept_before_the_last) {
  const std::optional<int> starts[] = {30, std::nullopt, 10, std::nullopt, 20};
  auto reports = all_alike(
      {Status::failed,
       Status::failed,
       Status::failed,
       Status::failed,
       Status::failed,
       Status::passed}
  );
  for (std::uint32_t i = 0; i < 6; ++i) {
    auto& result = reports.read[0].results[i];
    result.report_line = i + 1;
    result.retried = i < 5;
    if (i < 5 && starts[i]) {
      result.start = at(*starts[i]);
    }
  }
  const auto gathered = by_hand::gathered(reports);
  auto lines = lines_of(gathered.tests[0]);
  BOOST_TEST(lines.back() == 6U);
  std::ranges::sort(lines);
  BOOST_TEST(lines == (Lines{1, 2, 3, 4, 5, 6}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_skipped_result_does_not_hide_a_passed_one) {
  const auto reports = all_alike({Status::passed, Status::skipped});
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(is(order_of(gathered.tests[0]), {Status::skipped, Status::passed}));
}

BOOST_AUTO_TEST_CASE(what_is_left_out_on_request_stays_a_result_without_a_run) {
  auto options = by_hand::options();
  options.statuses = by_hand::skipped_as(std::nullopt);
  const auto reports = all_alike({Status::passed, Status::skipped});
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST(gathered.results == 2U);
  BOOST_TEST_REQUIRE(gathered.tests[0].executions.size() == 2U);
  BOOST_TEST(!gathered.tests[0].executions[0].status);
  BOOST_TEST(gathered.tests[0].executions[1].status.value() == RunStatus::passed);
}

BOOST_AUTO_TEST_CASE(failures_of_the_run_itself_stay_out_of_the_results_unless_asked_for) {
  auto reports = by_hand::passed({"adds"});
  reports.read[0].run_errors.push_back({std::nullopt, "crashed", "core dumped", 3});
  const auto gathered = by_hand::gathered(reports);
  BOOST_TEST(gathered.results == 1U);
  BOOST_TEST(gathered.made_up.empty());
}

BOOST_AUTO_TEST_CASE(failures_of_the_run_itself_become_failed_tests_named_after_their_suite) {
  auto options = by_hand::options();
  options.run_errors_as_results = true;
  auto reports = by_hand::passed({"adds"});
  auto& report = reports.read[0];
  const auto suite = by_hand::add_suite(report, "Checkout");
  report.run_errors.push_back({suite, "set-up failed", "at line 3", 7});
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST(gathered.results == 2U);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 2U);
  const auto& test = gathered.tests[1];
  BOOST_TEST(test.name == "Checkout");
  BOOST_TEST(test.executions[0].status.value() == RunStatus::failed);
  BOOST_TEST(test.executions[0].report->source == "report.xml");
  BOOST_TEST(test.executions[0].result->report_line == 7U);
  BOOST_TEST(test.executions[0].result->evidence().message == "set-up failed");
  BOOST_TEST(test.executions[0].result->evidence().details == "at line 3");
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_run_that_belongs_to_no_suite_is_named_after_its_file) {
  auto options = by_hand::options();
  options.run_errors_as_results = true;
  importer::Reports reports;
  reports.read.push_back(by_hand::report("out/shop.xml"));
  reports.read[0].suites[0].name = "First suite of many";
  reports.read[0].run_errors.push_back({std::nullopt, "aborted", "", 1});
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  BOOST_TEST(gathered.tests[0].name == "shop.xml");
}

BOOST_AUTO_TEST_CASE(a_failure_of_the_run_in_a_report_without_suites_is_a_result_too) {
  auto options = by_hand::options();
  options.run_errors_as_results = true;
  importer::Reports reports;
  reports.read.push_back(by_hand::report("out/shop.xml"));
  reports.read[0].suites = std::vector<parsers::Suite>();
  reports.read[0].run_errors.push_back({std::nullopt, "aborted", "", 1});
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  BOOST_TEST(gathered.tests[0].name == "shop.xml");
}

BOOST_AUTO_TEST_CASE(a_crash_is_not_hidden_by_a_passing_test_of_the_same_name) {
  auto options = by_hand::options();
  options.run_errors_as_results = true;
  auto reports = by_hand::passed({"Checkout"});
  const auto suite = by_hand::add_suite(reports.read[0], "Checkout");
  reports.read[0].run_errors.push_back({suite, "crashed", "", 1});
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  BOOST_TEST(gathered.tests[0].executions.back().status.value() == RunStatus::failed);
}

BOOST_AUTO_TEST_SUITE_END()
