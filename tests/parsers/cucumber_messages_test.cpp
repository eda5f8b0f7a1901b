#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <set>
#include <string>

/// Cucumber's messages.

BOOST_AUTO_TEST_SUITE(cucumber_messages)

namespace {

namespace fs = std::filesystem;
using parsers::Status;

constexpr const char* begun =
    R"({"meta":{"implementation":{"name":"c","version":"1"}}}
{"gherkinDocument":{"uri":"a.feature","feature":{"name":"F","children":[{"scenario":{"id":"s","name":"S","steps":[{"id":"g","keyword":"Given ","text":"x"}]}}]}}}
{"pickle":{"id":"p","uri":"a.feature","astNodeIds":["s"],"name":"S","steps":[{"id":"ps","text":"x","astNodeIds":["g"]}]}}
{"testRunStarted":{}}
{"testCase":{"id":"c","pickleId":"p","testSteps":[{"id":"t","pickleStepId":"ps"}]}}
)";

std::string started(const std::string& id) {
  return R"({"testCaseStarted":{"id":")" + id + R"(","testCaseId":"c"}})" + "\n";
}

std::string stepped(const std::string& id, const std::string& status) {
  return R"({"testStepFinished":{"testCaseStartedId":")" + id +
         R"(","testStepId":"t","testStepResult":{"status":")" + status + "\"}}}\n";
}

std::string finished(const std::string& id, const std::string& again = "false") {
  return R"({"testCaseFinished":{"testCaseStartedId":")" + id + R"(","willBeRetried":)" + again +
         "}}\n";
}

constexpr const char* ended = "{\"testRunFinished\":{\"success\":true}}\n";

parsers::Report read(const std::string& messages) {
  return parsers::read_report("m.ndjson", begun + messages);
}

std::multiset<std::string> names_in(const fs::path& path) {
  std::multiset<std::string> names;
  const auto report = support::read_file(fs::path(FIXTURES_DIR) / path);
  for (const auto& result : report.results) {
    names.insert(
        std::string(result.class_name) + "." + std::string(result.name) + " " +
        std::string(parsers::name_of(result.status))
    );
  }
  return names;
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says,
    support::fixtures("cucumber-messages", ".expected.json"),
    fixture
) {
  const auto report = support::read_file(fixture.report);
  BOOST_TEST(report.format == "cucumber-messages");
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(names_and_statuses_are_those_of_the_junit_that_cucumber_writes_of_the_run) {
  BOOST_TEST(
      names_in("cucumber-messages/cucumber-js-cart.ndjson") ==
          names_in("junit/cucumber-js-cart.xml"),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(attempts_of_a_scenario_are_one_result) {
  const auto report = read(
      started("1") + stepped("1", "FAILED") + finished("1", "true") + started("2") +
      stepped("2", "PASSED") + finished("2") + ended
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST((report.results[0].status == Status::passed));
  BOOST_REQUIRE_EQUAL(report.results[0].evidence().earlier_attempts.size(), 1U);
  BOOST_TEST((report.results[0].evidence().earlier_attempts[0].status == Status::failed));
  BOOST_TEST(!report.cut_off);
}

BOOST_AUTO_TEST_CASE(test_cases_that_overlap_keep_their_own_steps) {
  const auto report = read(
      started("1") + started("2") + stepped("1", "FAILED") + stepped("2", "PASSED") +
      finished("2") + finished("1") + ended
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 2U);
  BOOST_TEST((report.results[0].status == Status::passed));
  BOOST_TEST((report.results[1].status == Status::failed));
}

BOOST_AUTO_TEST_CASE(a_scenario_that_began_and_did_not_end_is_aborted) {
  const auto report = read(started("1") + stepped("1", "PASSED") + ended);
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST((report.results[0].status == Status::aborted));
}

BOOST_AUTO_TEST_CASE(a_scenario_that_never_began_is_told) {
  const auto report = read(ended);
  BOOST_TEST(report.results.empty());
  BOOST_TEST(support::has_oddity(report, "never began"));
}

BOOST_AUTO_TEST_CASE(without_the_end_of_the_run_the_file_is_cut_off) {
  const auto report = read(started("1") + stepped("1", "PASSED") + finished("1"));
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.cut_off.has_value());
  // What the last attempt will be nobody knows.
  const auto again = read(
      started("1") + stepped("1", "PASSED") + finished("1") + started("2") +
      stepped("2", "FAILED") + finished("2", "true")
  );
  BOOST_TEST(again.results.size() == 1U);
  BOOST_TEST(again.cut_off.value().left_out == 1U);
}

BOOST_AUTO_TEST_CASE(two_runs_in_one_file_are_both_read_though_their_ids_are_the_same) {
  const auto run = started("1") + stepped("1", "PASSED") + finished("1") + ended;
  const auto report = read(run + begun + run);
  BOOST_TEST(report.results.size() == 2U);
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(failures_of_the_run_itself_are_told) {
  const auto report = read(
      R"({"hook":{"id":"h","type":"BEFORE_TEST_RUN","name":"open"}}
{"testRunHookStarted":{"id":"r","hookId":"h"}}
{"testRunHookFinished":{"testRunHookStartedId":"r","result":{"status":"FAILED","message":"no browser"}}}
{"testRunFinished":{"success":false,"exception":{"type":"E","message":"Whoops"}}}
)"
  );
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 2U);
  BOOST_TEST(report.run_errors[0].message == "BeforeAll hook: open: no browser");
  BOOST_TEST(report.run_errors[1].message == "the run ended with an error: Whoops");
}

BOOST_AUTO_TEST_CASE(messages_of_another_kind_than_they_should_be_are_passed_over) {
  const auto report = read(
      R"({"pickle":[]}
{"testCase":7}
{"testCaseStarted":{"id":{},"testCaseId":[]}}
{"testStepFinished":{"testCaseStartedId":"nobody"}}
{"attachment":{"testCaseStartedId":"","body":{}}}
{"testCaseFinished":{"testCaseStartedId":"","timestamp":{"seconds":-1,"nanos":"x"}}}
[]
)"
  );
  BOOST_TEST(report.results.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
