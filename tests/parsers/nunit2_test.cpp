#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>
#include <string>

BOOST_AUTO_TEST_SUITE(nunit2)

namespace {

using parsers::Status;

parsers::Report read(const std::string& xml) { return parsers::read_report("TestResult.xml", xml); }

/// A report of Shop.CartTests with these children.
parsers::Report read_fixture(const std::string& attributes, const std::string& children) {
  return read(
      "<test-results name='Shop.dll'><test-suite type='Assembly' name='Shop.dll'><results>"
      "<test-suite type='Namespace' name='Shop'><results>"
      "<test-suite type='TestFixture' name='CartTests' " +
      attributes + ">" + children +
      "</test-suite></results></test-suite></results></test-suite></test-results>"
  );
}

parsers::Report read_case(const std::string& attributes, const std::string& children = "") {
  return read_fixture(
      "", "<results><test-case " + attributes + ">" + children + "</test-case></results>"
  );
}

using support::has_oddity;

struct Outcome {
  std::string_view attributes;
  Status status;
};

std::ostream& operator<<(std::ostream& out, const Outcome& row) { return out << row.attributes; }

constexpr std::array outcomes = std::to_array<Outcome>({
    {"executed='True' result='Success' success='True'", Status::passed},
    {"executed='True' result='SUCCESS'", Status::passed},
    {"executed='True' result='Passed'", Status::passed},
    {"executed='True' result='Failure' success='False'", Status::failed},
    {"executed='True' result='failed'", Status::failed},
    {"executed='True' result='Error' success='False'", Status::errored},
    {"executed='True' result='Cancelled' success='False'", Status::errored},
    {"executed='False' result='NotRunnable'", Status::errored},
    {"executed='False' result='Ignored'", Status::skipped},
    {"executed='False' result='Skipped'", Status::skipped},
    {"executed='True' result='Inconclusive' success='False'", Status::inconclusive},
    {"executed='True' result='Perhaps' success='True'", Status::inconclusive},
    {"executed='True' success='True'", Status::passed},
    {"executed='True' success='False'", Status::failed},
    {"executed='True'", Status::passed},
    {"executed='False'", Status::skipped},
    {"name='a'", Status::not_run},
});

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("nunit2", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("nunit2", {});
}

BOOST_DATA_TEST_CASE(the_result_decides_and_before_it_existed_executed_and_success, outcomes, row) {
  const auto report = read_case(std::string(row.attributes));
  BOOST_TEST((report.results.at(0).status == row.status));
}

BOOST_AUTO_TEST_CASE(a_failure_fails_a_case_that_says_nothing_else) {
  const auto report = read_case("executed='True'", "<failure><message>no</message></failure>");
  BOOST_TEST((report.results.at(0).status == Status::failed));
}

BOOST_AUTO_TEST_CASE(the_names_of_the_suites_tell_where_the_class_ends) {
  const auto report = read_case("name='Shop.CartTests.Costs 1.5 (a.b)' result='Success'");
  BOOST_TEST(report.results.at(0).class_name == "Shop.CartTests");
  BOOST_TEST(report.results.at(0).name == "Costs 1.5 (a.b)");
  BOOST_TEST(report.results.at(0).parameters == "");
}

BOOST_AUTO_TEST_CASE(arguments_of_fixtures_stay_with_the_class_and_those_of_cases_are_parameters) {
  const auto report = read_fixture(
      "",
      "<results><test-suite type='ParameterizedFixture' name='Stock'><results>"
      "<test-suite type='TestFixture' name='Stock(&quot;a.b&quot;)'><results>"
      "<test-suite type='ParameterizedTest' name='Sells'><results>"
      "<test-case name='Shop.CartTests.Stock(&quot;a.b&quot;).Sells&lt;Int32&gt;(2,&quot;)&quot;)' "
      "result='Success'/></results></test-suite></results></test-suite></results></test-suite>"
      "</results>"
  );
  const auto& result = report.results.at(0);
  BOOST_TEST(result.class_name == "Shop.CartTests.Stock(\"a.b\")");
  BOOST_TEST(result.name == "Sells<Int32>");
  BOOST_TEST(result.parameters == "2,\")\"");
  BOOST_TEST(report.suites.at(result.suite).name == "Stock(\"a.b\")");
}

BOOST_AUTO_TEST_CASE(a_name_without_class_takes_it_from_the_suites) {
  const auto report = read_case("name='Totals' executed='True'");
  BOOST_TEST(report.results.at(0).class_name == "Shop.CartTests");
  BOOST_TEST(report.results.at(0).name == "Totals");
}

BOOST_AUTO_TEST_CASE(a_failed_set_up_of_the_fixture_is_told_by_each_case) {
  const auto report = read_fixture(
      "result='Error'",
      "<failure><message>SetUp : database away</message><stack-trace>at Connect()</stack-trace>"
      "</failure><results><test-case result='Failure'><failure>"
      "<message>TestFixtureSetUp failed in CartTests</message><stack-trace/></failure></test-case>"
      "</results>"
  );
  BOOST_TEST(report.run_errors.empty());
  BOOST_TEST(report.results.at(0).evidence().details == "SetUp : database away\nat Connect()");
}

BOOST_AUTO_TEST_CASE(a_fixture_that_failed_though_its_cases_passed_is_an_error_of_the_run) {
  const auto report = read_fixture(
      "executed='True' result='Failure' success='False'",
      "<results><test-case result='Success'/></results>"
  );
  BOOST_TEST_REQUIRE(report.run_errors.size() == 1);
  BOOST_TEST(report.suites.at(report.run_errors[0].suite.value()).name == "CartTests");
}

BOOST_AUTO_TEST_CASE(categories_and_properties_reach_the_cases_behind_results) {
  const auto report = read_fixture(
      "",
      "<categories><category name='slow'/></categories>"
      "<properties><property name='Team' value='a'/></properties>"
      "<results><test-case result='Success'><categories><category name='smoke'/></categories>"
      "</test-case></results>"
  );
  const auto& evidence = report.results.at(0).evidence();
  BOOST_TEST_REQUIRE(evidence.tags.size() == 2);
  BOOST_TEST(evidence.tags[0] == "smoke");
  BOOST_TEST(evidence.tags[1] == "slow");
  BOOST_TEST(evidence.properties.at(0).name == "Team");
}

BOOST_AUTO_TEST_CASE(cases_start_with_the_run_whatever_language_its_date_is_in) {
  const auto start_of = [](const std::string& attributes) {
    const auto report =
        read("<test-results " + attributes + "><test-case result='Success'/></test-results>");
    const auto& start = report.results.at(0).start;
    return start ? parsers::iso_8601(*start) : "none";
  };
  BOOST_TEST(start_of("date='2026-11-23' time='21:12:10'") == "2026-11-23T21:12:10");
  BOOST_TEST(
      start_of("date='27.04.2009 00:00:00' time='11:39:03.4062500'") == "2009-04-27T11:39:03.406"
  );
  BOOST_TEST(start_of("date='4/5/2009' time='11:39:03'") == "none");
  BOOST_TEST(start_of("") == "none");
}

BOOST_AUTO_TEST_CASE(a_summary_without_cases_is_an_error_of_the_run) {
  const auto report = read("<test-results name='Shop.dll' total='3' not-run='1'/>");
  BOOST_TEST(report.results.empty());
  BOOST_TEST(report.run_errors.size() == 1);
  BOOST_TEST(read("<test-results total='x' failures='1'/>").run_errors.size() == 1);
  BOOST_TEST(read("<test-results total='0' failures='0' not-run='0'/>").run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_summary_that_counts_otherwise_is_told) {
  const auto root = [](const std::string& counts) {
    return read(
        "<test-results " + counts +
        "><test-case result='Success'/>"
        "<test-case executed='False' result='NotRunnable'/></test-results>"
    );
  };
  BOOST_TEST(root("total='1' not-run='1' failures='0' invalid='1'").oddities.empty());
  BOOST_TEST(has_oddity(root("total='7' not-run='1' failures='0' invalid='1'"), "totals differ"));
}

BOOST_AUTO_TEST_CASE(a_suite_as_root_is_read_and_told) {
  const auto report = read(
      "<test-suite type='TestFixture' name='A' executed='True' result='Success'><results>"
      "<test-case name='A.b' result='Success'/></results></test-suite>"
  );
  BOOST_TEST(report.format == "nunit2");
  BOOST_TEST(report.results.size() == 1);
  BOOST_TEST(has_oddity(report, "<test-results>"));
}

BOOST_AUTO_TEST_CASE(suites_as_deep_as_the_file_is_long_are_read) {
  constexpr std::size_t depth = 50'000;
  std::string xml = "<test-results>";
  for (std::size_t level = 0; level < depth; ++level) {
    xml += "<test-suite name='a'><results><test-case name='b' result='Success'/>";
  }
  for (std::size_t level = 0; level < depth; ++level) {
    xml += "</results></test-suite>";
  }
  BOOST_TEST(read(xml + "</test-results>").results.size() == depth);
}

BOOST_AUTO_TEST_SUITE_END()
