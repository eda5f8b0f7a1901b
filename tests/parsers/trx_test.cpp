#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <array>
#include <span>
#include <string>

/// The rules of TRX one by one; whole reports are in fixtures/trx.

BOOST_AUTO_TEST_SUITE(trx)

namespace {

using parsers::Status;

constexpr auto start_tag =
    "<TestRun name='r' xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'>";

parsers::Report read(const std::string& children) {
  return parsers::read_report("x.trx", start_tag + children + "</TestRun>");
}

parsers::Report read_results(const std::string& results) {
  return read("<Results>" + results + "</Results>");
}

/// The only result that these attributes of a UnitTestResult give.
parsers::Result result_with(const std::string& attributes) {
  auto report = read_results("<UnitTestResult testName='t' " + attributes + "/>");
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  return std::move(report.results[0]);
}

Status status_of(const std::string& attributes) { return result_with(attributes).status; }

/// A definition of the test `t` in the class Shop.CartTest.
std::string definition(const std::string& children = "") {
  return "<TestDefinitions><UnitTest name='t' id='1' storage='shop.dll'>" + children +
         "<TestMethod codeBase='C:\\b\\Shop.dll' className='Shop.CartTest, Shop' name='t'/>"
         "</UnitTest></TestDefinitions>";
}

/// A summary with one RunInfo, beside one result.
parsers::Report read_info(const std::string& outcome, const std::string& text) {
  return read(fmt::format(
      "<Results><UnitTestResult testName='t' outcome='Failed'/></Results>"
      "<ResultSummary outcome='Failed'><RunInfos><RunInfo outcome='{}'><Text>{}</Text></RunInfo>"
      "</RunInfos></ResultSummary>",
      outcome,
      text
  ));
}

parsers::Report read_summary(const std::string& run_outcome, const std::string& test_outcome) {
  return read(fmt::format(
      "<ResultSummary outcome='{}'/><Results><UnitTestResult testName='t' outcome='{}'/></Results>",
      run_outcome,
      test_outcome
  ));
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("trx", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_corpus_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("trx", std::span<const support::Explained>());
}

BOOST_AUTO_TEST_CASE(each_outcome_has_its_status) {
  const std::pair<const char*, Status> outcomes[] = {
      {"Passed", Status::passed},
      {"Completed", Status::passed},
      {"Warning", Status::passed},
      {"PassedButRunAborted", Status::passed},
      {"Failed", Status::failed},
      {"Error", Status::errored},
      {"Timeout", Status::errored},
      {"Aborted", Status::errored},
      {"Disconnected", Status::errored},
      {"NotExecuted", Status::skipped},
      {"NotRunnable", Status::skipped},
      {"Skipped", Status::skipped},
      {"passed", Status::passed},
      {"FAILED", Status::failed},
      {"Inconclusive", Status::inconclusive},
      {"Blocked", Status::blocked},
      {"Pending", Status::not_run},
      {"InProgress", Status::not_run},
  };
  for (const auto& [word, status] : outcomes) {
    BOOST_TEST_CONTEXT(word) {
      BOOST_TEST((status_of(fmt::format("outcome='{}'", word)) == status));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_missing_outcome_is_an_error_and_so_is_an_unknown_one) {
  BOOST_TEST((status_of("") == Status::errored));
  BOOST_TEST((status_of("outcome=''") == Status::errored));
  const auto report = read_results("<UnitTestResult testName='t' outcome='Splendid'/>");
  BOOST_TEST((report.results[0].status == Status::errored));
  BOOST_REQUIRE_EQUAL(report.oddities.size(), 1U);
  BOOST_TEST(report.oddities[0].what == "unknown outcomes, taken for errors: 1");
}

BOOST_AUTO_TEST_CASE(only_the_namespace_of_microsoft_makes_a_trx) {
  const auto refusal = support::refusal_of("<TestRun><Results/></TestRun>");
  BOOST_TEST(refusal.find("CppUnit") != std::string::npos, refusal);
  BOOST_TEST(
      support::refusal_of("<v:TestRun xmlns:v='http://microsoft.com/schemas/VisualStudio/TeamTest/"
                          "2006'/>") == "read"
  );
}

BOOST_AUTO_TEST_CASE(a_definition_gives_class_assembly_owners_categories_and_properties) {
  const auto report = read(
      "<Results><UnitTestResult testId='1' testName='t' outcome='Passed'/></Results>" +
      definition("<Owners><Owner name='ada'/></Owners><Description> d </Description>"
                 "<TestCategory><TestCategoryItem TestCategory='slow'/></TestCategory>"
                 "<Properties><Property><Key>k</Key><Value>v</Value></Property></Properties>")
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  const auto& result = report.results[0];
  BOOST_TEST(result.class_name == "Shop.CartTest");
  BOOST_TEST(result.name == "t");
  BOOST_TEST(report.suites[result.suite].name == "Shop.dll");
  const auto& evidence = result.evidence();
  BOOST_REQUIRE_EQUAL(evidence.tags.size(), 1U);
  BOOST_TEST(evidence.tags[0] == "slow");
  BOOST_REQUIRE_EQUAL(evidence.properties.size(), 3U);
  BOOST_TEST(evidence.properties[0].name == "owner");
  BOOST_TEST(evidence.properties[1].value == "d");
  BOOST_TEST(evidence.properties[2].name == "k");
  BOOST_TEST(evidence.properties[2].value == "v");
}

BOOST_AUTO_TEST_CASE(a_definition_is_also_found_by_the_execution) {
  const auto report = read(
      "<Results><UnitTestResult executionId='7' testName='t' outcome='Passed'/></Results>" +
      definition("<Execution id='7'/>")
  );
  BOOST_TEST(report.results.at(0).class_name == "Shop.CartTest");
}

BOOST_AUTO_TEST_CASE(a_result_without_definition_is_kept_under_its_own_name) {
  const auto report = read_results("<UnitTestResult testId='9' testName='t(1)' outcome='Passed'/>");
  BOOST_TEST(report.results.at(0).name == "t(1)");
  BOOST_TEST(report.results.at(0).class_name.empty());
}

BOOST_AUTO_TEST_CASE(a_test_with_many_properties_and_many_results_stays_bounded) {
  std::string properties;
  std::string results;
  for (int i = 0; i < 1000; ++i) {
    properties += "<Property><Key>k</Key><Value>v</Value></Property>";
    results += "<UnitTestResult testId='1' testName='t' outcome='Passed'/>";
  }
  const auto report = read(
      "<Results>" + results + "</Results>" +
      definition("<Properties>" + properties + "</Properties>")
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1000U);
  BOOST_TEST(report.results[999].evidence().properties.size() == 100U);
  BOOST_TEST(report.oddities.at(0).what == "surplus properties of tests left out: 900");
}

BOOST_AUTO_TEST_CASE(of_a_data_driven_test_the_rows_count_and_not_the_whole) {
  const auto report = read(
      "<Results><UnitTestResult testId='1' testName='t' outcome='Failed' "
      "resultType='DataDrivenTest'><InnerResults>"
      "<UnitTestResult testId='1' testName='t' outcome='Passed' dataRowInfo='0'/>"
      "<UnitTestResult testId='1' testName='t (1,2)' outcome='Failed' dataRowInfo='1'/>"
      "</InnerResults></UnitTestResult></Results>" +
      definition()
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 2U);
  BOOST_TEST(report.results[0].name == "t");
  BOOST_TEST(report.results[0].parameters == "row 0");
  BOOST_TEST(report.results[1].name == "t");
  BOOST_TEST(report.results[1].parameters == "1,2");
  BOOST_TEST(report.run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_data_driven_test_that_found_no_rows_stands_for_itself) {
  const auto report = read_results(
      "<UnitTestResult testName='t' outcome='Failed' "
      "resultType='DataDrivenTest'><InnerResults/></UnitTestResult>"
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST((report.results[0].status == Status::failed));
}

BOOST_AUTO_TEST_CASE(a_whole_that_failed_though_its_parts_passed_is_an_error_of_the_run) {
  const auto report = read_results(
      "<UnitTestResult testName='t' outcome='Failed'><Output><ErrorInfo>"
      "<Message>clean-up failed</Message></ErrorInfo></Output><InnerResults>"
      "<UnitTestResult testName='t' outcome='Passed' dataRowInfo='0'/></InnerResults>"
      "</UnitTestResult>"
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST((report.results[0].status == Status::passed));
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(report.run_errors[0].message == "t: clean-up failed");
}

BOOST_AUTO_TEST_CASE(ordered_tests_are_suites_to_any_depth) {
  constexpr int depth = 20000;
  std::string text;
  for (int i = 0; i < depth; ++i) {
    text += "<TestResultAggregation testName='o' outcome='Passed'><InnerResults>";
  }
  text += "<UnitTestResult testName='t' outcome='Passed'/>";
  for (int i = 0; i < depth; ++i) {
    text += "</InnerResults></TestResultAggregation>";
  }
  const auto report = read_results(text);
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  int named = 0;
  for (std::optional suite = report.results[0].suite; suite; suite = report.suites[*suite].parent) {
    named += report.suites[*suite].name == "o" ? 1 : 0;
  }
  BOOST_TEST(named == depth);
}

BOOST_AUTO_TEST_CASE(a_duration_may_be_longer_than_a_day) {
  using std::chrono::milliseconds;
  BOOST_TEST((
      result_with("duration='00:01:02.3456789'").duration == parsers::Duration(milliseconds(62345))
  ));
  BOOST_TEST(
      (result_with("duration='1.02:00:00'").duration == parsers::Duration(std::chrono::hours(26)))
  );
  BOOST_TEST(!result_with("duration='soon'").duration.has_value());
  BOOST_TEST(!result_with("duration='-00:00:01'").duration.has_value());
}

BOOST_AUTO_TEST_CASE(without_a_duration_the_times_give_it) {
  const auto took = result_with(
                        "startTime='2026-11-23T23:59:59.5000000+02:00' "
                        "endTime='2026-11-23T22:00:01.0000000+00:00'"
  )
                        .duration;
  BOOST_TEST((took == parsers::Duration(1500)));
  BOOST_TEST(!result_with("startTime='2016-xx-14' endTime='2016-11-14'").duration.has_value());
  BOOST_TEST(!result_with("startTime='2026-11-23T10:00:00Z' endTime='2026-11-23T09:00:00Z'")
                  .duration.has_value());
}

BOOST_AUTO_TEST_CASE(a_time_that_was_never_set_is_none) {
  BOOST_TEST(!result_with("startTime='0001-01-01T00:00:00.0000000'").start.has_value());
}

BOOST_AUTO_TEST_CASE(files_of_a_result_lie_in_its_folder_below_that_of_the_run) {
  const auto report = read(
      "<TestSettings><Deployment runDeploymentRoot='ada_2026'/></TestSettings><Results>"
      "<UnitTestResult testName='t' outcome='Failed' relativeResultsDirectory='x1'><ResultFiles>"
      "<ResultFile path='HOST\\shot.png'/><ResultFile path='C:\\logs\\a.txt'/></ResultFiles>"
      "</UnitTestResult></Results>"
  );
  const auto& files = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 2U);
  BOOST_TEST(files[0].path == "ada_2026/In/x1/HOST/shot.png");
  BOOST_TEST(files[1].path == "C:\\logs\\a.txt");
}

BOOST_AUTO_TEST_CASE(a_line_in_the_output_may_name_a_file) {
  const auto report = read_results(
      "<UnitTestResult testName='t' "
      "outcome='Failed'><Output><StdOut>a\n[[ATTACHMENT|b.png]]</StdOut>"
      "</Output></UnitTestResult>"
  );
  const auto& files = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 1U);
  BOOST_TEST(files[0].path == "b.png");
}

BOOST_AUTO_TEST_CASE(a_message_of_the_run_is_an_error_of_it) {
  const auto report = read_info("Error", "The active test run was aborted.\nReason: crash");
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(report.run_errors[0].message == "The active test run was aborted.");
  BOOST_TEST(report.run_errors[0].details == "The active test run was aborted.\nReason: crash");
}

BOOST_AUTO_TEST_CASE(a_message_that_only_repeats_a_failed_test_is_no_error_of_the_run) {
  BOOST_TEST(read_info("Error", "[xUnit.net 00:00:00.39]     t [FAIL]").run_errors.empty());
  BOOST_TEST(read_info("Error", "[xUnit.net 00:00:00.39]     u [FAIL]").run_errors.size() == 1U);
  BOOST_TEST(read_info("Error", "[xUnit.net [FAIL]").run_errors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_warning_of_the_run_is_an_error_only_where_there_are_no_results) {
  const auto beside = read_info("Warning", "No test is available in a.dll.");
  BOOST_TEST(beside.run_errors.empty());
  BOOST_TEST(beside.suites.at(0).err == "No test is available in a.dll.");
  const auto alone = read(
      "<ResultSummary outcome='Completed'><RunInfos><RunInfo outcome='Warning'>"
      "<Text>No test is available in a.dll.</Text></RunInfo></RunInfos>"
      "</ResultSummary>"
  );
  BOOST_TEST(alone.run_errors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_run_that_failed_without_a_failed_test_is_an_error) {
  BOOST_TEST(read_summary("Failed", "Failed").run_errors.empty());
  BOOST_TEST(read_summary("Failed", "Passed").run_errors.size() == 1U);
  BOOST_TEST(read_summary("Completed", "Passed").run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_run_that_did_not_end_is_an_error_whatever_its_tests_say) {
  BOOST_TEST(read_summary("Aborted", "Failed").run_errors.size() == 1U);
  BOOST_TEST(read_summary("InProgress", "Passed").run_errors.size() == 1U);
  BOOST_TEST(read_summary("Completed", "PassedButRunAborted").run_errors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_summary_without_its_results_is_an_error_of_the_run) {
  const auto report =
      read("<ResultSummary outcome='Completed'><Counters total='3'/></ResultSummary>");
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(
      report.run_errors[0].message ==
      "the summary counts 3 tests, but the report holds none of them"
  );
}

BOOST_AUTO_TEST_SUITE_END()
