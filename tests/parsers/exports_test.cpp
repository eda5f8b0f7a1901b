#include "parsers/read_report.hpp"
#include "parsers/report_ctrf.hpp"
#include "parsers/report_junit.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <string>

using parsers::Status;

BOOST_AUTO_TEST_SUITE(exports)

namespace {

/// What a status looks like after a way through JUnit, which knows only four.
Status as_junit(Status status) {
  switch (status) {
  case Status::blocked:
  case Status::not_run:
  case Status::inconclusive:
    return Status::skipped;
  case Status::aborted:
    return Status::errored;
  default:
    return status;
  }
}

parsers::Report through_junit(const parsers::Report& report) {
  return parsers::read_report("again.xml", parsers::to_junit(std::span(&report, 1)));
}

parsers::Report read(const std::string& xml) { return parsers::read_report("r.xml", xml); }

}  // namespace

BOOST_DATA_TEST_CASE(
    junit_that_we_write_reads_back_as_what_it_was,
    support::fixtures("junit", ".expected.json"),
    fixture
) {
  const auto report = support::read_file(fixture.report);
  const auto again = through_junit(report);
  BOOST_TEST_REQUIRE(again.results.size() == report.results.size());
  for (const auto& result : report.results) {
    // Results come by suite; with one name in several suites any of them may stand for it.
    const auto same = std::ranges::count_if(again.results, [&](const parsers::Result& other) {
      return other.name == result.name && other.class_name == result.class_name &&
             other.status == as_junit(result.status) && other.duration == result.duration &&
             // JUnit has no place for what a pass has to say.
             (result.status == Status::passed ||
              other.evidence().message == result.evidence().message) &&
             other.evidence().earlier_attempts.size() == result.evidence().earlier_attempts.size();
    });
    BOOST_TEST(same > 0, "lost or changed: " << result.class_name << " " << result.name);
  }
  BOOST_TEST(again.run_errors.size() == report.run_errors.size());
}

BOOST_DATA_TEST_CASE(
    ctrf_holds_every_result_once, support::fixtures("junit", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  const auto ctrf = parsers::to_ctrf(std::span(&report, 1));
  const auto& results = ctrf.at("results").as_object();
  const auto& summary = results.at("summary").as_object();
  BOOST_TEST(results.at("tests").as_array().size() == report.results.size());
  std::int64_t sum = 0;
  for (const auto* kind : {"passed", "failed", "skipped", "pending", "other"}) {
    sum += summary.at(kind).as_int64();
  }
  BOOST_TEST(sum == static_cast<std::int64_t>(report.results.size()));
}

BOOST_AUTO_TEST_CASE(ctrf_tells_a_flaky_test_from_one_that_failed_again) {
  const auto report = read(R"(<testsuite name="s">
    <testcase name="a" classname="C" time="0.5"><flakyFailure message="once"/></testcase>
    <testcase name="b" classname="C"><failure message="x"/><rerunFailure message="y"/></testcase>
  </testsuite>)");
  const auto ctrf = parsers::to_ctrf(std::span(&report, 1));
  const auto& tests = ctrf.at("results").at("tests").as_array();
  BOOST_TEST(tests.at(0).at("name").as_string() == "C.a");
  BOOST_TEST(tests.at(0).at("duration").as_int64() == 500);
  BOOST_TEST(tests.at(0).at("flaky").as_bool());
  BOOST_TEST(tests.at(0).at("retries").to_number<int>() == 1);
  BOOST_TEST(!tests.at(1).at("flaky").as_bool());
  BOOST_TEST(tests.at(1).at("status").as_string() == "failed");
}

BOOST_AUTO_TEST_CASE(ctrf_spans_from_the_first_start_to_the_last_end) {
  const auto report = read(R"(<testsuites>
    <testsuite name="a" timestamp="2026-11-23T10:00:00Z" time="2"><testcase name="x"/></testsuite>
    <testsuite name="b" timestamp="2026-11-23T12:00:01+02:00" time="3"><testcase name="y"/></testsuite>
  </testsuites>)");
  const auto ctrf = parsers::to_ctrf(std::span(&report, 1));
  const auto& summary = ctrf.at("results").at("summary").as_object();
  BOOST_TEST(summary.at("start").as_int64() == 1'795'428'000'000);
  BOOST_TEST(summary.at("stop").as_int64() - summary.at("start").as_int64() == 4'000);
}

BOOST_AUTO_TEST_CASE(text_that_looks_like_markup_stays_text) {
  const auto report = read(
      R"(<testsuite name="s"><testcase name="a &lt;b&gt; &quot;c&quot;">
         <failure message="x &lt;/failure&gt;">]]&gt; &amp;amp;</failure></testcase></testsuite>)"
  );
  const auto again = through_junit(report);
  BOOST_TEST(again.results.at(0).name == R"(a <b> "c")");
  BOOST_TEST(again.results.at(0).evidence().message == "x </failure>");
  BOOST_TEST(again.results.at(0).evidence().details == "]]> &amp;");
}

BOOST_AUTO_TEST_CASE(deep_suites_become_a_junit_document_in_proportion) {
  // Indented it would be 800 MB.
  constexpr std::size_t depth = 20'000;
  std::string deep;
  for (std::size_t i = 0; i < depth; ++i) {
    deep += "<testsuite>";
  }
  deep += "<testcase name=\"t\"/>";
  for (std::size_t i = 0; i < depth; ++i) {
    deep += "</testsuite>";
  }
  const auto report = read(deep);
  BOOST_TEST(parsers::to_junit(std::span(&report, 1)).size() < 100 * depth);
  BOOST_TEST(through_junit(report).suites.size() == depth);
}

BOOST_AUTO_TEST_CASE(a_result_below_very_many_suites_is_told_with_the_innermost) {
  std::string deep;
  for (int i = 1; i <= 1000; ++i) {
    deep += "<testsuite name=\"" + std::to_string(i) + "\">";
  }
  deep += "<testcase name=\"t\"/>";
  for (int i = 1; i <= 1000; ++i) {
    deep += "</testsuite>";
  }
  const auto report = read(deep);
  const auto ctrf = parsers::to_ctrf(std::span(&report, 1));
  const auto& path = ctrf.at("results").at("tests").at(0).at("suite").as_array();
  BOOST_TEST(path.size() == 100U);
  BOOST_TEST(path.front().as_string() == "901");
  BOOST_TEST(path.back().as_string() == "1000");
}

BOOST_AUTO_TEST_SUITE_END()
