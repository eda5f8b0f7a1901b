#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(jenkins)

namespace {

using parsers::Status;

/// A report of one case with these fields.
parsers::Report read_case(const std::string& fields) {
  return parsers::read_report(
      "junitResult.xml",
      "<result><suites><suite><cases><case><testName>t</testName>" + fields +
          "</case></cases></suite></suites></result>"
  );
}

Status status_of(const std::string& fields) { return read_case(fields).results.at(0).status; }

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("jenkins", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("jenkins", {});
}

BOOST_AUTO_TEST_CASE(an_error_element_fails_a_case_even_when_it_is_empty) {
  BOOST_TEST((status_of("") == Status::passed));
  BOOST_TEST((status_of("<errorDetails/>") == Status::failed));
  BOOST_TEST((status_of("<errorStackTrace></errorStackTrace>") == Status::failed));
}

BOOST_AUTO_TEST_CASE(a_skipped_case_is_skipped_whatever_else_it_holds) {
  BOOST_TEST((status_of("<skipped>true</skipped>") == Status::skipped));
  BOOST_TEST((status_of("<skipped>true</skipped><errorDetails>x</errorDetails>") == Status::skipped)
  );
  BOOST_TEST((status_of("<skipped>false</skipped>") == Status::passed));
}

BOOST_AUTO_TEST_CASE(a_file_of_xml_1_1_is_read) {
  const auto report = parsers::read_report(
      "junitResult.xml",
      "<?xml version='1.1' encoding='UTF-8'?><result plugin='junit@1.51'><suites><suite>"
      "<cases><case><testName>t</testName><stdout>a&#x1;b</stdout></case></cases>"
      "</suite></suites></result>"
  );
  BOOST_TEST(report.producer == "Jenkins (junit@1.51)");
  BOOST_TEST(
      report.results.at(0).evidence().out ==
      "a\xEF\xBF\xBD"
      "b"
  );
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_build_in_which_a_test_began_to_fail_is_kept) {
  const auto report = read_case("<errorDetails>x</errorDetails><failedSince>12</failedSince>");
  const auto& properties = report.results.at(0).evidence().properties;
  BOOST_TEST(properties.size() == 1U);
  BOOST_TEST(properties.at(0).name == "failedSince");
  BOOST_TEST(properties.at(0).value == "12");
}

BOOST_AUTO_TEST_CASE(a_build_without_results_is_read_as_empty) {
  const auto report = parsers::read_report("junitResult.xml", "<result><suites/></result>");
  BOOST_TEST(report.format == "jenkins");
  BOOST_TEST(report.results.empty());
}

BOOST_AUTO_TEST_SUITE_END()
