#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <set>
#include <string>

/// behave's reports of the formatters json and json.pretty.

BOOST_AUTO_TEST_SUITE(behave)

namespace {

namespace fs = std::filesystem;
using parsers::Status;

parsers::Report read(
    const std::string& elements, const std::string& location = "features/a.feature:1"
) {
  return parsers::read_report(
      "behave.json",
      R"([{"keyword":"Feature","name":"F","location":")" + location +
          R"(","status":"failed","elements":[)" + elements + "]}]"
  );
}

std::string scenario(const std::string& status, const std::string& steps) {
  return R"({"type":"scenario","keyword":"Scenario","name":"S","location":"features/a.feature:3",)"
         R"("steps":[)" +
         steps + R"(],"status":")" + status + "\"}";
}

std::string step(const std::string& status, const std::string& error = "\"\"") {
  return R"({"keyword":"Given","name":"x","location":"a:4","result":{"status":")" + status +
         R"(","duration":0.25,"error_message":)" + error + "}}";
}

constexpr const char* unreached = R"({"keyword":"Then","name":"y","location":"a:5"})";

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("behave", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  BOOST_TEST(report.format == "behave");
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(names_and_statuses_are_those_of_the_junit_that_behave_writes_of_the_run) {
  const auto names_in = [](const fs::path& path) {
    std::set<std::string> names;
    const auto report = support::read_file(fs::path(FIXTURES_DIR) / path);
    for (const auto& result : report.results) {
      if (result.class_name == "cart.Cart") {  // The JUnit has a file for each feature.
        const bool passed = result.status == Status::passed;
        names.insert(std::string(result.name) + (passed ? " passed" : ""));
      }
    }
    return names;
  };
  const auto names = names_in("behave/behave-cart.json");
  BOOST_TEST(names == names_in("junit/behave-cart.xml"), boost::test_tools::per_element());
  BOOST_TEST(names.size() == 11U);
}

BOOST_AUTO_TEST_CASE(the_class_is_the_path_below_the_features_and_the_feature) {
  const auto class_at = [](const std::string& location) {
    return std::string(read(scenario("passed", step("passed")), location).results.at(0).class_name);
  };
  BOOST_TEST(class_at("features/cart.feature:2") == "cart.F");
  BOOST_TEST(class_at("tests/features/deep/d.feature:2") == "deep.d.F");
  BOOST_TEST(class_at("features\\\\deep\\\\d.feature:2") == "deep.d.F");
  BOOST_TEST(class_at("bdd/d.feature:2") == "bdd.d.F");
}

BOOST_AUTO_TEST_CASE(durations_are_seconds_and_the_last_line_of_a_trace_is_its_reason) {
  const auto report = read(scenario(
      "failed",
      step("passed") + "," +
          step(
              "failed",
              R"(["Traceback (most recent call last):","  File x","E: dark","","Captured stdout:","hi"])"
          ) +
          "," + unreached
  ));
  const auto& result = report.results.at(0);
  BOOST_TEST((result.status == Status::failed));
  BOOST_TEST(result.duration.value().count() == 500);
  BOOST_TEST(result.evidence().message == "E: dark");
  BOOST_TEST(result.evidence().details.ends_with("hi"));
  BOOST_TEST((result.evidence().steps.at(2).status == Status::not_run));
}

BOOST_AUTO_TEST_CASE(a_scenario_whose_hook_failed_says_that_the_format_does_not_say_how) {
  const auto report = read(scenario("failed", unreached));
  BOOST_TEST((report.results.at(0).status == Status::failed));
  BOOST_TEST(report.results.at(0).evidence().message.starts_with("the scenario failed outside"));
}

BOOST_AUTO_TEST_CASE(what_behave_left_out_is_skipped_and_what_it_did_not_come_to_not_run) {
  BOOST_TEST((read(scenario("skipped", unreached)).results.at(0).status == Status::skipped));
  BOOST_TEST((read(scenario("untested", unreached)).results.at(0).status == Status::not_run));
  BOOST_TEST((read(scenario("untested", "")).results.at(0).status == Status::not_run));
  BOOST_TEST((read(scenario("undefined", step("undefined"))).results.at(0).status == Status::failed)
  );
}

BOOST_AUTO_TEST_CASE(a_feature_that_failed_without_a_scenario_is_a_failure_of_the_run) {
  BOOST_TEST(read("").run_errors.size() == 1U);
}

/// As json.pretty sorts the members.
BOOST_AUTO_TEST_CASE(scenarios_whose_features_name_is_cut_off_are_left_out_and_counted) {
  const auto one = scenario("passed", step("passed"));
  const auto whole = R"([{"elements":[)" + one +
                     R"(],"keyword":"Feature","location":"features/a.feature:1","name":"F"},)";
  const auto report = parsers::read_report("b.json", whole + R"({"elements":[)" + one);
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.cut_off.value().left_out == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
