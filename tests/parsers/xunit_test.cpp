#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <span>
#include <string>

/// The rules of xUnit.net's XML one by one; whole reports are in fixtures/xunit.

BOOST_AUTO_TEST_SUITE(xunit)

namespace {

using parsers::Status;

parsers::Report read_assembly(const std::string& children, const std::string& attributes = "") {
  return parsers::read_report(
      "x.xml", "<assemblies><assembly " + attributes + ">" + children + "</assembly></assemblies>"
  );
}

/// A collection of one test.
parsers::Report read_test(const std::string& attributes, const std::string& children = "") {
  return read_assembly(
      "<collection name='c'><test " + attributes + ">" + children + "</test></collection>"
  );
}

Status status_of(const std::string& attributes, const std::string& children = "") {
  const auto report = read_test(attributes, children);
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  return report.results[0].status;
}

/// `name|parameters` of a test of the method Adds in the class Shop.CartTest.
std::string parts_of(const std::string& display) {
  const auto report =
      read_test("type='Shop.CartTest' method='Adds' result='Pass' name='" + display + "'");
  const auto& result = report.results.at(0);
  return std::string(result.name) + "|" + std::string(result.parameters);
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("xunit", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_corpus_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("xunit", std::span<const support::Explained>());
}

BOOST_AUTO_TEST_CASE(each_result_has_its_status) {
  BOOST_TEST((status_of("result='Pass'") == Status::passed));
  BOOST_TEST((status_of("result='Fail'") == Status::failed));
  BOOST_TEST((status_of("result='Skip'") == Status::skipped));
  BOOST_TEST((status_of("result='NotRun'") == Status::not_run));
}

BOOST_AUTO_TEST_CASE(an_unknown_result_is_an_error_and_a_missing_one_is_told_by_the_children) {
  BOOST_TEST((status_of("result='Perhaps'") == Status::errored));
  BOOST_TEST((status_of("") == Status::errored));
  BOOST_TEST((status_of("", "<failure/>") == Status::failed));
  BOOST_TEST((status_of("", "<reason/>") == Status::skipped));
}

BOOST_AUTO_TEST_CASE(an_assembly_without_anything_of_a_test_run_is_not_ours) {
  BOOST_TEST(support::refusal_of("<assembly xmlns='urn:schemas-microsoft-com:asm.v1'/>") != "read");
  BOOST_TEST(support::refusal_of("<assemblies><item/></assemblies>") != "read");
  BOOST_TEST(support::refusal_of("<assembly><class/></assembly>") == "read");
  BOOST_TEST(support::refusal_of("<assemblies/>") == "read");
}

BOOST_AUTO_TEST_CASE(parameters_are_told_apart_where_the_name_is_that_of_the_method) {
  BOOST_TEST(parts_of("Shop.CartTest.Adds") == "Adds|");
  BOOST_TEST(
      parts_of("Shop.CartTest.Adds(count: 1, of: &quot;a(b&quot;)") == "Adds|count: 1, of: \"a(b\""
  );
  BOOST_TEST(parts_of("Adds(face: &quot;:)&quot;, 2)") == "Adds|face: \":)\", 2");
  BOOST_TEST(parts_of("Adds(said: &quot;a \\&quot;) b&quot;)") == "Adds|said: \"a \\\") b\"");
  BOOST_TEST(parts_of("Adds(inch: 3&quot;)") == "Adds|inch: 3\"");
  BOOST_TEST(parts_of("Shop.CartTest.Adds&lt;Int32&gt;(1)") == "Adds<Int32>|1");
  BOOST_TEST(parts_of("Shop.CartTest.Adds()") == "Adds|");
  BOOST_TEST(parts_of("Adds (a) (b)") == "Adds|(a) (b)");
}

BOOST_AUTO_TEST_CASE(a_name_of_the_testers_own_choice_stays_whole) {
  BOOST_TEST(parts_of("Should add (twice)") == "Should add (twice)|");
  BOOST_TEST(parts_of("AddsMore(1)") == "AddsMore(1)|");
  BOOST_TEST(parts_of("Adds(1) or not") == "Adds(1) or not|");
}

BOOST_AUTO_TEST_CASE(the_reason_of_a_skip_is_a_text_or_in_version_1_a_message) {
  const auto text = read_test("result='Skip'", "<reason><![CDATA[ slow ]]></reason>");
  const auto message = read_test("result='Skip'", "<reason><message>slow</message></reason>");
  BOOST_TEST(text.results.at(0).evidence().message == "slow");
  BOOST_TEST(message.results.at(0).evidence().message == "slow");
}

BOOST_AUTO_TEST_CASE(traits_are_properties_and_categories_are_tags) {
  const auto report = read_test(
      "result='Pass'",
      "<traits><trait name='Category' value='slow'/><trait name='Owner' value='ada'/></traits>"
  );
  const auto& evidence = report.results.at(0).evidence();
  BOOST_REQUIRE_EQUAL(evidence.tags.size(), 1U);
  BOOST_TEST(evidence.tags[0] == "slow");
  BOOST_REQUIRE_EQUAL(evidence.properties.size(), 1U);
  BOOST_TEST(evidence.properties[0].name == "Owner");
  BOOST_TEST(evidence.properties[0].value == "ada");
}

BOOST_AUTO_TEST_CASE(an_error_outside_of_tests_is_an_error_of_the_run) {
  const auto report = read_assembly(
      "<errors><error type='assembly-cleanup' name='Shop.dll'><failure exception-type='E'>"
      "<message>disk full</message><stack-trace>at X</stack-trace></failure></error></errors>"
      "<collection><test name='t' result='Pass'/></collection>",
      "total='1' failed='0' errors='1'"
  );
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(report.run_errors[0].message == "assembly-cleanup Shop.dll: disk full");
  BOOST_TEST(report.run_errors[0].details == "at X");
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(errors_that_are_counted_but_not_told_are_errors_of_the_run) {
  const std::string test = "<collection><test name='t' result='Pass'/></collection>";
  BOOST_TEST(read_assembly(test, "total='1' errors='2'").run_errors.size() == 1U);
  BOOST_TEST(read_assembly(test, "total='1' errors='0'").run_errors.empty());
}

BOOST_AUTO_TEST_CASE(the_failure_of_a_class_in_version_1_is_an_error_of_the_run) {
  const auto report = parsers::read_report(
      "x.xml",
      "<assembly name='C:\\b\\Shop.dll' total='1' failed='1'><class name='Shop.CartTest'>"
      "<failure><message>fixture broke</message></failure><test name='t' result='Pass'/>"
      "</class></assembly>"
  );
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(report.run_errors[0].message == "Shop.CartTest: fixture broke");
  BOOST_TEST(report.results.at(0).class_name == "Shop.CartTest");
  BOOST_TEST(report.oddities.empty());
  BOOST_TEST(report.suites.at(0).name == "Shop.dll");
}

BOOST_AUTO_TEST_CASE(a_summary_without_its_tests_is_an_error_of_the_run) {
  BOOST_TEST(read_assembly("", "total='3' passed='3'").run_errors.size() == 1U);
  BOOST_TEST(read_assembly("", "total='invalid' failed='2'").run_errors.size() == 1U);
  BOOST_TEST(read_assembly("", "total='2' skipped='1' not-run='1'").run_errors.empty());
  BOOST_TEST(read_assembly("", "total='0'").run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_decimal_comma_is_understood) {
  const auto report = read_test("result='Pass' time='0,014'");
  BOOST_TEST((report.results.at(0).duration == parsers::Duration(14)));
}

BOOST_AUTO_TEST_CASE(a_zoned_start_goes_before_the_date_and_time_of_the_machine) {
  const auto zoned = read_assembly(
      "", "run-date='2026-11-23' run-time='10:00:00' start-rtf='2026-11-23T10:00:00.5+01:00'"
  );
  const auto local = read_assembly("", "run-date='2026-11-23' run-time='10:00:00'");
  const auto placeholder = read_assembly("", "run-date='YYYY-MM-DD' run-time='HH:MM:SS'");
  BOOST_REQUIRE(zoned.suites.at(0).start.has_value());
  BOOST_TEST(parsers::iso_8601(*zoned.suites[0].start) == "2026-11-23T10:00:00.500+01:00");
  BOOST_REQUIRE(local.suites.at(0).start.has_value());
  BOOST_TEST(parsers::iso_8601(*local.suites[0].start) == "2026-11-23T10:00:00");
  BOOST_TEST(!placeholder.suites.at(0).start.has_value());
  BOOST_TEST(placeholder.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_line_in_the_output_or_a_trait_may_name_a_file) {
  const auto report = read_test(
      "result='Pass'",
      "<output>[[ATTACHMENT|a.png]]</output><traits><trait name='attachment' "
      "value='b.png'/></traits>"
  );
  const auto& files = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 2U);
  BOOST_TEST(files[0].path == "b.png");
  BOOST_TEST(files[1].path == "a.png");
}

BOOST_AUTO_TEST_CASE(an_attached_text_is_output_and_an_attached_file_an_attachment) {
  const auto report = read_test(
      "result='Pass'",
      "<attachments><attachment name='cart'>two mugs</attachment>"
      "<attachment name='shot' media-type='image/png'>iVBORw0KGgo=</attachment></attachments>"
  );
  BOOST_TEST(report.results.at(0).evidence().out == "[cart]\ntwo mugs");
  const auto& files = report.results[0].evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 1U);
  BOOST_TEST(files[0].name == "shot");
  BOOST_TEST(files[0].media_type == "image/png");
  BOOST_TEST(files[0].content == "iVBORw0KGgo=");
  BOOST_TEST(parsers::size_of_content(files[0]) == 8U);
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_SUITE_END()
