#include "parsers/portions.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

/// A long CTest file is parsed in portions; nobody must be able to tell.

BOOST_AUTO_TEST_SUITE(portions)

namespace {

using parsers::Report;

Report read(const std::string& xml) { return parsers::read_report("Test.xml", xml); }

constexpr std::size_t many = 2000;

/// A test on three lines, its number in its name.
std::string test_element(std::size_t number) {
  return fmt::format(
      "    <Test Status=\"{}\"><Name>t{}</Name><Path>./lib{}</Path>\n"
      "      <Results><NamedMeasurement type=\"numeric/double\" name=\"Execution Time\">"
      "<Value>0.{}</Value></NamedMeasurement>\n"
      "      <Measurement><Value>a &lt; b &amp; c</Value></Measurement></Results></Test>",
      number % 7 == 0 ? "failed" : "passed",
      number,
      number % 3,
      number % 10
  );
}

/// With `between` behind each test.
std::string site(std::string_view between) {
  std::string xml =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Site BuildName=\"b\" Name=\"h\">\n"
      "  <Testing>\n    <StartTestTime>1795464536</StartTestTime>\n    <TestList>"
      "<Test>./t0</Test></TestList>\n";
  for (std::size_t number = 0; number < many; ++number) {
    xml.append(test_element(number)).append(between).append("\n");
  }
  return xml + "    <EndTestTime>1795464636</EndTestTime>\n  </Testing>\n</Site>\n";
}

std::size_t portions_of(const std::string& xml) {
  const auto portions =
      parsers::xml::find_portions(std::string_view(xml).substr(xml.find("<Site")));
  return portions ? portions->ends.size() : 0;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_long_report_is_parsed_in_several_and_reads_as_if_it_were_in_one) {
  const auto in_portions = site("");
  const auto in_one_tree = site("<!-- no row -->");
  BOOST_TEST_REQUIRE(portions_of(in_portions) > 2U);
  BOOST_TEST_REQUIRE(portions_of(in_one_tree) == 1U);
  const auto report = read(in_portions);
  BOOST_TEST_REQUIRE(report.results.size() == many);
  BOOST_TEST(
      parsers::pretty(parsers::to_json(report)) ==
      parsers::pretty(parsers::to_json(read(in_one_tree)))
  );
  BOOST_TEST(report.results.back().report_line == 6U + 3U * (many - 1));
  BOOST_TEST(report.suites.front().duration.value().count() == 100'000);
}

BOOST_AUTO_TEST_CASE(what_stands_behind_the_portions_has_its_place_in_the_file) {
  auto xml = site("");
  const std::string end = "1795464636";
  xml.replace(xml.find(end), end.size(), "soon");
  const auto report = read(xml);
  BOOST_TEST_REQUIRE(report.oddities.size() == 1U);
  BOOST_TEST(report.oddities.front().report_line == 6U + 3U * many);
}

BOOST_AUTO_TEST_CASE(what_is_ill_formed_in_a_portion_is_refused_with_its_place) {
  auto xml = site("");
  const std::string name = "<Name>t1500</Name>";
  xml.replace(xml.find(name), name.size(), "<Name>t1500</Nmae>");
  const auto refusal = support::refusal_of(xml);
  BOOST_TEST(refusal.starts_with(fmt::format("{}:", 6U + 3U * 1500U)), refusal);
  BOOST_TEST(refusal.find("does not match") != std::string::npos, refusal);
  const auto crossed = support::refusal_of("<Site><Testing><Test><Name></Test></Testing></Site>");
  BOOST_TEST(crossed.starts_with("1:"), crossed);
  BOOST_TEST(crossed.find("does not match") != std::string::npos, crossed);
}

BOOST_AUTO_TEST_CASE(tags_in_sections_comments_and_values_are_none) {
  const auto report = read(
      "<Site><Testing><Test Status='passed' note='</Test>'><Name><![CDATA[a</Test>]]></Name>"
      "<!-- </Test><Test> --></Test>\n<Test Status='failed'><Name>b</Name></Test>"
      "<Other/><Test Status='passed'><Name>c</Name></Test></Testing>"
      "<Testing><Test Status='passed'><Name>d</Name></Test></Testing></Site>"
  );
  std::string names;
  for (const auto& result : report.results) {
    names.append(result.name).append(" ");
  }
  BOOST_TEST(names == "a</Test> b c d ");
}

BOOST_AUTO_TEST_CASE(other_roots_and_tags_that_do_not_fit_are_left_to_one_tree) {
  BOOST_TEST(!parsers::xml::find_portions("<testsuite><testcase/></testsuite>"));
  BOOST_TEST(!parsers::xml::find_portions("<Site/>"));
  BOOST_TEST(!parsers::xml::find_portions("<Site><Testing/></Site>"));
  BOOST_TEST(!parsers::xml::find_portions("<Site><Testing><Test><Name></Test>"));
  BOOST_TEST(!parsers::xml::find_portions("<Site><Testing><Test a='"));
}

BOOST_AUTO_TEST_SUITE_END()
