#include "parsers/error.hpp"
#include "parsers/read_report.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(formats_asked_for)

namespace {

parsers::Report read_as(const std::string& format, const std::string& text) {
  parsers::ReadOptions options;
  options.format = format;
  return parsers::read_report("r.xml", text, options);
}

std::string refusal(const std::string& format, const std::string& text) {
  try {
    read_as(format, text);
  } catch (const parsers::NotAReport& error) {
    return error.what();
  }
  return "not refused";
}

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

}  // namespace

BOOST_AUTO_TEST_CASE(every_format_has_a_name) {
  const auto names = parsers::format_names();
  BOOST_TEST(names.size() == 13U);
  BOOST_TEST((std::ranges::find(names, "robot") != names.end()));
}

BOOST_AUTO_TEST_CASE(a_report_of_the_format_asked_for_is_read_as_ever) {
  const auto report = read_as("junit", "<testsuite name='s'><testcase name='a'/></testsuite>");
  BOOST_TEST(report.format == "junit");
  BOOST_TEST(report.results.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_report_that_lacks_its_marks_is_read_when_its_format_is_asked_for) {
  const std::string without_namespace =
      "<TestRun><Results><UnitTestResult testName='a' outcome='Passed'/></Results></TestRun>";
  BOOST_CHECK_THROW(parsers::read_report("r.trx", without_namespace), parsers::ParseError);
  const auto report = read_as("trx", without_namespace);
  BOOST_TEST(report.format == "trx");
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST((report.results[0].status == parsers::Status::passed));
}

BOOST_AUTO_TEST_CASE(a_report_of_another_format_is_refused_with_the_names_of_both) {
  const auto why = refusal("robot", "<testsuite name='s'><testcase name='a'/></testsuite>");
  BOOST_TEST(has(why, "to be read as robot"), why);
  BOOST_TEST(has(why, "<testsuite> is junit"), why);
  // The same root, but surely the other generation.
  const auto older = refusal("nunit3", "<test-suite executed='True' name='s'/>");
  BOOST_TEST(has(older, "<test-suite> is nunit2"), older);
}

BOOST_AUTO_TEST_CASE(a_root_of_no_report_is_refused_whatever_is_asked_for) {
  const auto why = refusal("junit", "<project><modules/></project>");
  BOOST_TEST(has(why, "<project> is no root element of that format"), why);
  BOOST_TEST(has(why, "without --report-format the content decides"), why);
}

BOOST_AUTO_TEST_CASE(a_fitting_root_with_nothing_of_the_format_in_it_is_refused) {
  const auto why = refusal("ranorex", "<report name='coverage'><counter/></report>");
  BOOST_TEST(has(why, "<report> holds nothing of that format"), why);
}

BOOST_AUTO_TEST_CASE(json_that_is_asked_for_as_xml_or_as_another_format_is_refused_with_both_names
) {
  const std::string messages = "{\"meta\":{\"implementation\":{}}}\n{\"testRunFinished\":{}}\n";
  BOOST_TEST(read_as("cucumber-messages", messages).format == "cucumber-messages");
  const auto other = refusal("cucumber", messages);
  BOOST_TEST(has(other, "to be read as cucumber, but it is cucumber-messages"), other);
  BOOST_TEST(has(refusal("junit", messages), "to be read as junit, but it is cucumber-messages"));
  const auto xml = refusal("behave", "<testsuite name='s'><testcase name='a'/></testsuite>");
  BOOST_TEST(has(xml, "to be read as behave"), xml);
  BOOST_TEST(has(xml, "but it is XML"), xml);
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_format_is_an_error_of_the_caller) {
  BOOST_CHECK_THROW(read_as("junit5", "<testsuite/>"), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
