#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace {

using parsers::Report;
using parsers::Status;

Report read(std::string bytes) { return parsers::read_report("x.xml", std::move(bytes)); }

std::optional<Report> read_or_refused(std::string bytes) {
  try {
    return read(std::move(bytes));
  } catch (const parsers::ParseError&) {
    return std::nullopt;
  }
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

/// What tells the result's test from all others, and how it ended.
std::string told(const parsers::Result& result, bool with_status) {
  return fmt::format(
      "{}:{}: {}.{}({}) {}",
      result.report_line,
      result.retried,
      result.class_name,
      result.name,
      result.parameters,
      with_status ? name_of(result.status) : ""
  );
}

std::vector<std::string> told(const Report& report, bool with_status) {
  std::vector<std::string> list;
  for (const auto& result : report.results) {
    list.push_back(told(result, with_status));
  }
  return list;
}

/// Whether each of `some` is among `all`, in the same order.
bool are_in_order_in(const std::vector<std::string>& some, const std::vector<std::string>& all) {
  auto rest = all.begin();
  for (const auto& one : some) {
    rest = std::find(rest, all.end(), one);
    if (rest == all.end()) {
      return false;
    }
    ++rest;
  }
  return true;
}

struct Sample {
  const char* path;
  /// The most whole results that a cut may leave out because their meaning stands behind it.
  std::size_t left_out = 0;
  /// Why a result may have another status in the whole report; null when none may.
  const char* may_change = nullptr;
};

std::ostream& operator<<(std::ostream& out, const Sample& sample) { return out << sample.path; }

/// Something of everything in each format; not so large that trying every byte takes long.
const std::vector<Sample> samples = {
    {"junit/handmade-everything.xml"},
    {"junit/phpunit-suites.xml"},
    {"junit/ctest-shop.xml"},
    {"junit/doctest-stock.xml"},
    {"junit/surefire-cdata-end.xml"},
    {"junit/handmade-shift-jis.xml"},
    {"nunit2/nunit-console-smoke.xml"},
    {"nunit2/handmade-nunit-2.2.xml"},
    {"nunit3/handmade-fixture-failures.xml"},
    {"nunit3/handmade-test-logger.xml"},
    {"testng/handmade-testng-7.xml", 3},
    {"testng/testng-database.xml", 3},
    {"ctest/ctest-dashboard-plain.xml"},
    {"trx/handmade-mstest-ordered.xml"},
    {"trx/handmade-vstest.xml", 9},
    {"xunit/handmade-v1.xml"},
    {"xunit/handmade-v3.xml"},
    {"robot/handmade-robot-7.xml", 0, "the tear-down of a suite fails what passed in it"},
    {"robot/handmade-rebot-merge.xml"},
    {"jenkins/handmade-xml-1.1.xml"},
    {"ranorex/handmade-ranorex-4.xml"},
    {"ranorex/handmade-ranorex-9.xml"},
    {"ranorex/handmade-recording.xml"},
    {"cucumber/handmade-jvm.json", 9},
    {"cucumber-messages/handmade-retries.ndjson", 1},
    {"behave/behave-cart.json"},
};

constexpr const char* two_cases =
    "<testsuite name='s' tests='4' failures='1'>\n"
    "<testcase classname='A' name='a'/>\n"
    "<testcase classname='A' name='b'><failure message='no'/></testcase>\n";

}  // namespace

BOOST_AUTO_TEST_SUITE(cut)

BOOST_DATA_TEST_CASE(
    at_whatever_byte_a_report_is_cut_what_is_read_is_as_in_the_whole_report, samples, sample
) {
  const auto bytes = support::slurp(std::string(FIXTURES_DIR) + "/" + sample.path);
  const bool with_status = sample.may_change == nullptr;
  const auto all = told(read(bytes), with_status);
  const auto end = bytes.find_last_not_of(" \r\n");
  std::size_t most = 0;
  std::size_t before = 0;
  std::size_t left_out = 0;
  for (std::size_t size = 0; size < end; ++size) {
    const auto report = read_or_refused(bytes.substr(0, size));
    if (!report) {
      continue;
    }
    const auto some = told(*report, with_status);
    BOOST_TEST_REQUIRE(report->cut_off.has_value(), "cut at " << size);
    BOOST_TEST_REQUIRE(!some.empty(), "cut at " << size);
    for (const auto& one : some) {
      BOOST_TEST_INFO(one);
    }
    BOOST_TEST_REQUIRE(are_in_order_in(some, all), "cut at " << size);
    // What is left out is counted, so nothing is lost in silence.
    const auto seen = some.size() + report->cut_off->left_out;
    BOOST_TEST_REQUIRE(seen >= before, "cut at " << size);
    before = seen;
    most = std::max(most, some.size());
    left_out = std::max(left_out, static_cast<std::size_t>(report->cut_off->left_out));
  }
  BOOST_TEST(most == all.size());
  BOOST_TEST(left_out <= sample.left_out);
}

BOOST_AUTO_TEST_CASE(the_break_is_told_with_its_place_and_the_innermost_open_element) {
  const auto report = read(std::string(two_cases) + "<testcase name='c'><system-out>Hel");
  BOOST_TEST(report.results.size() == 2U);
  const auto& cut_off = report.cut_off.value();
  BOOST_TEST(cut_off.line == 4U);
  BOOST_TEST(cut_off.column == 35U);
  BOOST_TEST(cut_off.element == "system-out");
  BOOST_TEST(says(describe(cut_off), "the file ends in the middle of <system-out>"));
}

BOOST_AUTO_TEST_CASE(a_whole_report_is_not_flagged) {
  BOOST_TEST(!read(std::string(two_cases) + "</testsuite>").cut_off);
  BOOST_TEST(!read("<testsuites>" + std::string(two_cases) + "</testsuite></testsuites>\n").cut_off
  );
  BOOST_TEST(!read("<testsuite/>").cut_off);
  BOOST_TEST(!read("<testsuite></testsuite >\n<!-- end -->").cut_off);
}

BOOST_AUTO_TEST_CASE(the_totals_of_what_is_cut_off_tell_nothing_more) {
  const auto report = read("<testsuites tests='9' failures='3'>" + std::string(two_cases));
  BOOST_TEST(report.run_errors.empty());
  BOOST_TEST(report.oddities.empty());
  // But those of a suite that is whole do.
  const auto differs = read("<testsuites>" + std::string(two_cases) + "</testsuite>");
  BOOST_TEST(differs.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_that_ends_behind_an_inner_suite_is_cut_though_it_looks_whole) {
  const auto report = read("<testsuite>\n" + std::string(two_cases) + "</testsuite>\n");
  BOOST_TEST(report.results.size() == 2U);
  BOOST_TEST(report.suites.size() == 2U);
  const auto& cut_off = report.cut_off.value();
  BOOST_TEST(cut_off.element == "testsuite");
  BOOST_TEST(cut_off.line == 6U);
}

BOOST_AUTO_TEST_CASE(an_end_tag_of_another_element_is_no_cut) {
  for (const std::string rest :
       {"<properties></testsuite>", "</testcase>", "<x></y></testsuite>"}) {
    const auto refusal = support::refusal_of(std::string(two_cases) + rest);
    BOOST_TEST_CONTEXT(rest) {
      BOOST_TEST(says(refusal, "an end tag does not match the element that is open"), refusal);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_open_but_no_result_stays_with_what_is_whole_in_it) {
  const auto report =
      read(std::string(two_cases) + "<properties><property name='p' value='1'/><property name='q'");
  BOOST_REQUIRE_EQUAL(report.suites.at(0).properties.size(), 1U);
  BOOST_TEST(report.suites[0].properties[0].name == "p");
}

BOOST_AUTO_TEST_CASE(a_file_without_a_whole_result_is_refused) {
  const auto refusal = support::refusal_of("<testsuite>\n<testcase name='a'>");
  BOOST_TEST(
      refusal ==
      "2:20: the file ends in the middle of <testcase>; it was probably cut off; no "
      "complete results stand before the break: run the tests again"
  );
  BOOST_CHECK_THROW(read("<testcase name='a'><failure/>"), parsers::EndsEarly);
  BOOST_CHECK_THROW(read("<testsuite na"), parsers::EndsEarly);
}

BOOST_AUTO_TEST_CASE(a_strict_reader_refuses_and_tells_how_much_is_whole) {
  const auto refusal = support::refusal_of(two_cases, support::strictly());
  BOOST_TEST(says(refusal, "2 complete results stand before the break"), refusal);
  BOOST_TEST(
      support::refusal_of(std::string(two_cases) + "</testsuite>", support::strictly()) == "read"
  );
}

/// A test that prints a report of its own, say.
BOOST_AUTO_TEST_CASE(what_looks_like_the_end_inside_of_a_section_is_none) {
  const std::string cases = two_cases;
  const auto report = read(cases + "<testcase name='c'><system-out><![CDATA[</testsuite>");
  BOOST_TEST(report.results.size() == 2U);
  BOOST_REQUIRE(report.cut_off);
  BOOST_TEST(report.cut_off->element == "system-out");
  const auto between = read(cases + "<![CDATA[</testsuite>\n");
  BOOST_TEST(between.results.size() == 2U);
  BOOST_REQUIRE(between.cut_off);
  BOOST_TEST(between.cut_off->element == "testsuite");
  BOOST_CHECK_THROW(read("<testsuite><![CDATA[</testsuite>"), parsers::EndsEarly);
}

BOOST_AUTO_TEST_CASE(what_is_not_there_yet_is_told_apart_from_what_is_wrong) {
  for (const std::string begun :
       {"",
        " \n",
        "<",
        "<?xml",
        "<!",
        "<!-",
        "<!-- a",
        "<!DOC",
        "<!DOCTYPE testsuite [",
        "<?xml?>"}) {
    BOOST_TEST_CONTEXT(begun) { BOOST_CHECK_THROW(read(begun), parsers::EndsEarly); }
  }
  const std::string cases = two_cases;
  BOOST_CHECK_THROW(read(cases + "<!-- </testsuite>"), parsers::EndsEarly);
  BOOST_CHECK_EXCEPTION(read("PK"), parsers::ParseError, [](const parsers::ParseError& error) {
    return dynamic_cast<const parsers::EndsEarly*>(&error) == nullptr;
  });
}

BOOST_AUTO_TEST_CASE(what_is_ill_formed_before_the_cut_is_refused) {
  const auto refusal = support::refusal_of("<testsuite><testcase name=a/><testcase/>");
  BOOST_TEST(says(refusal, "not well-formed"), refusal);
}

BOOST_AUTO_TEST_CASE(a_cut_file_of_an_unknown_kind_is_refused) {
  const auto refusal = support::refusal_of("<coverage><packages/>");
  BOOST_TEST(says(refusal, "the file ends in the middle of <coverage>"), refusal);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(cut_formats)

constexpr const char* trx_start =
    "<TestRun xmlns='http://microsoft.com/schemas/VisualStudio/TeamTest/2010'>";
constexpr const char* trx_results =
    "<Results><UnitTestResult testId='1' testName='A.a' outcome='Passed'/>"
    "<UnitTestResult testId='2' testName='A.b' outcome='Failed'/></Results>";
constexpr const char* trx_definition =
    "<TestDefinitions><UnitTest id='1' name='A.a'><TestMethod className='A' name='a'/></UnitTest>";

BOOST_AUTO_TEST_CASE(a_trx_result_whose_class_stands_behind_the_break_is_left_out) {
  const auto text = std::string(trx_start) + trx_results;
  BOOST_TEST(says(support::refusal_of(text), "2 whole results are left out"));
  const auto report = read(text + trx_definition + "<UnitTest id='2' name='A.b'>");
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST(report.results[0].class_name == "A");
  BOOST_TEST(report.cut_off.value().left_out == 1U);
  // With all definitions a test that has none is what it is in a whole file.
  BOOST_TEST(read(text + trx_definition + "</TestDefinitions>").results.size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_whole_rows_of_a_trx_test_that_is_cut_are_read) {
  const auto report = read(
      std::string(trx_start) + trx_definition + "</TestDefinitions><Results>" +
      "<UnitTestResult testId='1' testName='A.a' outcome='Failed'><InnerResults>"
      "<UnitTestResult testId='1' testName='A.a' dataRowInfo='0' outcome='Passed'/>"
      "<UnitTestResult testId='1' testName='A.a' dataRowInfo='1' outcome='Pass"
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST(report.results[0].parameters == "row 0");
  BOOST_TEST(report.run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_testng_skip_whose_reason_may_stand_behind_the_break_is_left_out) {
  const std::string start = "<testng-results><suite name='s'><test name='t'><class name='A'>";
  const std::string pass = "<test-method name='a' signature='a()' status='PASS'/>";
  const std::string skip = "<test-method name='b' signature='b()' status='SKIP'/>";
  const auto report = read(start + pass + skip);
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST(report.results[0].name == "a");
  BOOST_TEST(report.cut_off.value().left_out == 1U);
  // A suite that is whole has all its reasons.
  BOOST_TEST(read(start + pass + skip + "</class></test></suite>").results.size() == 2U);
  // Some skips tell their reason themselves.
  const auto on_purpose = read(
      start +
      "<test-method name='b' status='SKIP'><exception "
      "class='org.testng.SkipException'/></test-method>"
  );
  BOOST_TEST((on_purpose.results.at(0).status == Status::skipped));
}

BOOST_AUTO_TEST_CASE(the_tests_of_a_cut_robot_suite_have_the_status_that_they_ended_with) {
  const auto report = read(
      "<robot generator='Robot 7.0'><suite name='S'><test name='a'><status status='PASS'/></test>"
      "<test name='b'><kw name='k'"
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST((report.results[0].status == Status::passed));
  BOOST_TEST(report.results[0].class_name == "S");
}

BOOST_AUTO_TEST_CASE(the_list_of_ctest_does_not_tell_of_a_break_once_more) {
  const auto report = read(
      "<Site><Testing><TestList><Test>a</Test><Test>b</Test></TestList>"
      "<Test Status='passed'><Name>a</Name></Test><Test Status='passed'><Name>b</Na"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.oddities.empty());
  // Before the first result there is nothing but the list.
  BOOST_TEST(
      support::refusal_of("<Site><Testing><TestList><Test>a</Test><Test>b").starts_with("1:47: ")
  );
}

BOOST_AUTO_TEST_CASE(a_ranorex_run_that_is_cut_is_no_failure_of_its_own) {
  const auto report = read(
      "<report><activity type='root' result='Active'><activity type='test-suite' result='Failed'>"
      "<activity type='test-case' testcontainername='a' result='Success'/>"
      "<activity type='test-case' testcontainername='b' result='Failed'><activity"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.run_errors.empty());
}

BOOST_AUTO_TEST_CASE(an_nunit_suite_that_is_cut_may_have_failed_by_a_test_behind_the_break) {
  const auto report = read(
      "<test-run result='Failed' total='5'><test-suite type='Assembly' result='Failed'>"
      "<test-case name='a' result='Passed'/><test-case name='b'"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.run_errors.empty());
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_SUITE_END()
