#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>
#include <string>

BOOST_AUTO_TEST_SUITE(nunit3)

namespace {

using parsers::Status;
using support::Explained;

constexpr std::array explained = std::to_array<Explained>({
    {"nunit3/launchable-cli__nunit__list.xml",
     "rejected",
     "a list of tests (--explore): none of them has a result"},
});

parsers::Report read(const std::string& xml) { return parsers::read_report("TestResult.xml", xml); }

/// A report of a fixture with these children.
parsers::Report read_fixture(const std::string& attributes, const std::string& children) {
  return read(
      "<test-run result='Failed'><test-suite type='TestFixture' name='CartTests' " + attributes +
      ">" + children + "</test-suite></test-run>"
  );
}

parsers::Report read_case(const std::string& attributes, const std::string& children = "") {
  return read_fixture(
      "result='Passed'", "<test-case " + attributes + ">" + children + "</test-case>"
  );
}

using support::has_oddity;

struct Outcome {
  std::string_view attributes;
  Status status;
};

std::ostream& operator<<(std::ostream& out, const Outcome& row) { return out << row.attributes; }

constexpr std::array outcomes = std::to_array<Outcome>({
    {"result='Passed'", Status::passed},
    {"result='Warning'", Status::passed},
    {"result='passed'", Status::passed},
    {"result='FAILED'", Status::failed},
    {"result='failed' label='error'", Status::errored},
    {"result='Error'", Status::errored},
    {"result='skipped' label='explicit'", Status::not_run},
    {"result='Failed'", Status::failed},
    {"result='Failed' label='Error'", Status::errored},
    {"result='Failed' label='Invalid'", Status::errored},
    {"result='Failed' label='Cancelled'", Status::errored},
    {"result='Failed' label='Test exceeded Timeout value 1ms.'", Status::failed},
    {"result='Failed(Error)'", Status::errored},
    {"result='Failed:Error'", Status::errored},
    {"result='Failed(Child)'", Status::failed},
    {"result='Skipped'", Status::skipped},
    {"result='Skipped' label='Ignored'", Status::skipped},
    {"result='Skipped' label='Invalid'", Status::skipped},
    {"result='Skipped' label='HelloThere'", Status::skipped},
    {"result='Skipped' label='Explicit'", Status::not_run},
    {"result='Skipped' runstate='Explicit'", Status::not_run},
    {"result='Inconclusive'", Status::inconclusive},
    {"result='Invalid'", Status::inconclusive},
    {"runstate='Runnable'", Status::not_run},
});

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("nunit3", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("nunit3", explained);
}

BOOST_DATA_TEST_CASE(result_and_label_together_make_the_status, outcomes, row) {
  const auto report = read_case(std::string(row.attributes));
  BOOST_TEST((report.results.at(0).status == row.status));
}

BOOST_AUTO_TEST_CASE(a_word_that_nobody_knows_is_kept_and_told) {
  const auto report = read_case("result='Invalid'");
  BOOST_TEST(report.results.at(0).evidence().type == "Invalid");
  BOOST_TEST(has_oddity(report, "unknown words for a result"));
}

BOOST_AUTO_TEST_CASE(class_name_and_parameters_together_are_the_full_name) {
  const auto report = read_case(
      "name='Sells(2,&quot;a.b&quot;)' "
      "fullname='Shop.Stock(&quot;mugs&quot;,3).Sells(2,&quot;a.b&quot;)' "
      "methodname='Sells' classname='Shop.Stock' result='Passed'"
  );
  const auto& result = report.results.at(0);
  BOOST_TEST(result.class_name == "Shop.Stock(\"mugs\",3)");
  BOOST_TEST(result.name == "Sells");
  BOOST_TEST(result.parameters == "2,\"a.b\"");
}

BOOST_AUTO_TEST_CASE(a_name_of_the_testers_own_is_not_taken_apart) {
  const auto report = read_case(
      "name='Adds nothing (twice)' fullname='Shop.Cart.Adds nothing (twice)' methodname='Adds' "
      "classname='Shop.Cart' result='Passed'"
  );
  BOOST_TEST(report.results.at(0).name == "Adds nothing (twice)");
  BOOST_TEST(report.results.at(0).parameters == "");
}

BOOST_AUTO_TEST_CASE(the_namespace_comes_from_the_full_name_when_the_class_name_lacks_it) {
  const auto report = read_case(
      "name='Adds' fullname='Shop.Cart.Adds' methodname='Adds' classname='Cart' result='Passed'"
  );
  BOOST_TEST(report.results.at(0).class_name == "Shop.Cart");
}

BOOST_AUTO_TEST_CASE(a_case_without_start_has_that_of_the_nearest_suite) {
  const auto report = read_fixture(
      "start-time='2026-11-23 21:08:56Z'",
      "<test-case result='Passed' start-time='0001-01-01 00:00:00Z'/>"
      "<test-case result='Passed' start-time='2026-11-23 21:09:00Z'/>"
  );
  BOOST_TEST(parsers::iso_8601(report.results.at(0).start.value()) == "2026-11-23T21:08:56Z");
  BOOST_TEST(parsers::iso_8601(report.results.at(1).start.value()) == "2026-11-23T21:09:00Z");
}

BOOST_AUTO_TEST_CASE(start_and_end_make_the_duration_where_none_is_told) {
  const auto report = read_case(
      "result='Passed' start-time='2026-11-23T21:08:56.5Z' end-time='2026-11-23T21:08:58Z'"
  );
  BOOST_TEST(report.results.at(0).duration.value().count() == 1500);
}

BOOST_AUTO_TEST_CASE(categories_and_properties_of_suites_are_given_to_their_cases_once) {
  const auto report = read_fixture(
      "result='Passed'",
      "<properties><property name='Category' value='shop'/><property name='Team' value='a'/>"
      "<property name='Description' value='of the fixture'/><property name='_PID' value='1'/>"
      "</properties><test-case result='Passed'><properties>"
      "<property name='Category' value='shop'/></properties></test-case>"
  );
  const auto& evidence = report.results.at(0).evidence();
  BOOST_TEST_REQUIRE(evidence.tags.size() == 1);
  BOOST_TEST(evidence.tags[0] == "shop");
  BOOST_TEST_REQUIRE(evidence.properties.size() == 1);
  BOOST_TEST(evidence.properties[0].name == "Team");
}

BOOST_AUTO_TEST_CASE(categories_of_one_suite_do_not_reach_the_next) {
  const auto report = read(
      "<test-run result='Passed'><test-suite type='TestFixture' name='a'><properties>"
      "<property name='Category' value='slow'/></properties></test-suite>"
      "<test-suite type='TestFixture' name='b'><test-case result='Passed'/></test-suite></test-run>"
  );
  BOOST_TEST(report.results.at(0).evidence().tags.empty());
}

BOOST_AUTO_TEST_CASE(a_fixture_that_failed_to_set_up_is_told_by_its_cases) {
  const auto report = read_fixture(
      "result='Failed' site='SetUp'",
      "<failure><message>database away</message><stack-trace>at Connect()</stack-trace></failure>"
      "<test-case result='Failed' site='Parent'><failure><message>OneTimeSetUp: database away"
      "</message></failure></test-case>"
  );
  BOOST_TEST(report.run_errors.empty());
  BOOST_TEST(report.results.at(0).evidence().message == "OneTimeSetUp: database away");
  BOOST_TEST(report.results.at(0).evidence().details == "database away\nat Connect()");
}

BOOST_AUTO_TEST_CASE(a_fixture_that_failed_without_cases_is_an_error_of_the_run) {
  const auto report = read_fixture(
      "result='Failed' site='SetUp'", "<failure><message>database away</message></failure>"
  );
  BOOST_TEST_REQUIRE(report.run_errors.size() == 1);
  BOOST_TEST(report.run_errors[0].message == "database away");
}

BOOST_AUTO_TEST_CASE(a_fixture_that_failed_to_tear_down_is_an_error_of_the_run_whatever_its_cases) {
  const auto report = read_fixture(
      "result='Failed' site='TearDown'",
      "<failure><message>One or more child tests had errors\nTearDown : still in use</message>"
      "</failure><test-case result='Failed'/><test-case result='Passed'/>"
  );
  BOOST_TEST_REQUIRE(report.run_errors.size() == 1);
  BOOST_TEST(report.run_errors[0].message == "TearDown : still in use");
  BOOST_TEST((report.results.at(1).status == Status::passed));
}

BOOST_AUTO_TEST_CASE(a_suite_that_failed_by_its_cases_is_no_error_of_the_run) {
  const auto report = read_fixture(
      "result='Failed' site='Child'",
      "<failure><message>One or more child tests had errors</message></failure>"
      "<test-case result='Failed'/>"
  );
  BOOST_TEST(report.run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_cancelled_run_is_one_error_of_the_run) {
  const auto report = read(
      "<test-run result='Failed' label='Cancelled'><test-suite type='Assembly' result='Failed' "
      "label='Cancelled'><test-case result='Failed' label='Cancelled'/></test-suite></test-run>"
  );
  BOOST_TEST_REQUIRE(report.run_errors.size() == 1);
  BOOST_TEST(report.run_errors[0].message == "the run was cancelled");
}

BOOST_AUTO_TEST_CASE(assertions_that_the_failure_does_not_repeat_are_not_lost) {
  const auto report = read_case(
      "result='Failed'",
      "<failure><message>two of them</message></failure><assertions>"
      "<assertion result='Failed'><message>first</message></assertion>"
      "<assertion result='Failed'><message>second</message><stack-trace>at T()</stack-trace>"
      "</assertion></assertions>"
  );
  BOOST_TEST(report.results.at(0).evidence().message == "two of them");
  BOOST_TEST(report.results.at(0).evidence().details == "first\nsecond\nat T()");
}

BOOST_AUTO_TEST_CASE(a_list_of_tests_is_no_report) {
  const std::string list =
      "<test-run testcasecount='1'><test-suite type='Assembly'><test-case name='a' "
      "runstate='Runnable'/></test-suite></test-run>";
  BOOST_CHECK_THROW(read(list), parsers::NotAReport);
}

BOOST_AUTO_TEST_CASE(a_suite_as_root_is_read_and_told) {
  const auto report = read(
      "<test-suite type='Assembly' result='Passed'><test-case result='Passed'/>"
      "</test-suite>"
  );
  BOOST_TEST(report.results.size() == 1);
  BOOST_TEST(has_oddity(report, "<test-run>"));
}

BOOST_AUTO_TEST_CASE(suites_as_deep_as_the_file_is_long_are_read) {
  constexpr std::size_t depth = 100'000;
  std::string xml = "<test-run result='Passed'>";
  for (std::size_t level = 0; level < depth; ++level) {
    xml += "<test-suite><test-case result='Passed'/>";
  }
  for (std::size_t level = 0; level < depth; ++level) {
    xml += "</test-suite>";
  }
  BOOST_TEST(read(xml + "</test-run>").results.size() == depth);
}

BOOST_AUTO_TEST_CASE(thousands_of_categories_are_not_copied_to_thousands_of_cases) {
  std::string properties;
  std::string cases;
  for (int count = 0; count < 5'000; ++count) {
    properties += fmt::format("<property name='Category' value='{}'/>", count);
    cases += "<test-case result='Passed'/>";
  }
  const auto report =
      read_fixture("result='Passed'", "<properties>" + properties + "</properties>" + cases);
  std::size_t tags = 0;
  for (const auto& result : report.results) {
    tags += result.evidence().tags.size();
  }
  BOOST_TEST(tags > 0);
  BOOST_TEST(tags < 100'000);
  BOOST_TEST(has_oddity(report, "too many"));
}

BOOST_AUTO_TEST_SUITE_END()
