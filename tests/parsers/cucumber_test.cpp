#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

/// Cucumber's report of the formatter json.

BOOST_AUTO_TEST_SUITE(cucumber)

namespace {

using parsers::Status;

parsers::Report read_features(const std::string& features) {
  return parsers::read_report("cucumber.json", "[" + features + "]");
}

std::string feature(const std::string& elements) {
  return R"({"uri":"a.feature","keyword":"Feature","name":"F","elements":[)" + elements + "]}";
}

std::string step(const std::string& status, const std::string& more = "") {
  return R"({"keyword":"Given ","name":"it is )" + status + R"(","result":{"status":")" + status +
         "\"" + more + "}}";
}

std::string scenario(const std::string& steps, const std::string& more = "") {
  return R"({"type":"scenario","keyword":"Scenario","name":"S","line":3,"steps":[)" + steps + "]" +
         more + "}";
}

parsers::Report read_steps(const std::string& steps, const std::string& more = "") {
  return read_features(feature(scenario(steps, more)));
}

std::string row(const std::string& name, const std::string& id, int line) {
  return R"({"type":"scenario","keyword":"Scenario Outline","name":")" + name + R"(","id":")" + id +
         R"(","line":)" + std::to_string(line) + R"(,"steps":[]})";
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("cucumber", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  BOOST_TEST(report.format == "cucumber");
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(pending_undefined_and_ambiguous_fail_and_say_so) {
  for (const std::string word : {"pending", "undefined", "ambiguous"}) {
    const auto report = read_steps(step("passed") + "," + step(word) + "," + step("skipped"));
    const auto& result = report.results.at(0);
    BOOST_TEST((result.status == Status::failed));
    BOOST_TEST(result.evidence().message.starts_with(word), result.evidence().message);
    BOOST_TEST((result.evidence().message.find("Given it is " + word) != std::string_view::npos));
    BOOST_TEST((result.evidence().steps.at(2).status == Status::skipped));
  }
}

BOOST_AUTO_TEST_CASE(the_gravest_step_is_the_outcome) {
  const auto failed = read_steps(step("undefined") + "," + step("failed") + "," + step("passed"));
  BOOST_TEST(failed.results.at(0).evidence().message == "failed: Given it is failed");
  BOOST_TEST(
      (read_steps(step("passed") + "," + step("skipped")).results.at(0).status == Status::skipped)
  );
  BOOST_TEST((read_steps("").results.at(0).status == Status::passed));
}

BOOST_AUTO_TEST_CASE(a_status_that_nobody_knows_is_told) {
  const auto report = read_steps(step("passed") + "," + step("splendid"));
  BOOST_TEST((report.results.at(0).status == Status::inconclusive));
  BOOST_TEST(support::has_oddity(report, "status that is unknown"));
}

BOOST_AUTO_TEST_CASE(a_scenario_that_lacks_the_outcome_of_a_step_never_ended) {
  const auto report = read_steps(step("passed") + R"(,{"keyword":"Then ","name":"end"})");
  BOOST_TEST((report.results.at(0).status == Status::aborted));
}

BOOST_AUTO_TEST_CASE(a_hook_that_fails_fails_the_scenario_and_one_that_passes_is_no_step) {
  const std::string passed = R"({"match":{"location":"h.a"},"result":{"status":"passed"}})";
  const std::string failed = R"({"match":{"location":"h.b"},"result":{"status":"failed",)"
                             R"("error_message":"E: no browser\n\tat h.b"}})";
  const auto report =
      read_steps(step("passed"), ",\"before\":[" + passed + "],\"after\":[" + failed + "]");
  const auto& result = report.results.at(0);
  BOOST_TEST((result.status == Status::failed));
  BOOST_TEST(result.evidence().message == "E: no browser");
  BOOST_REQUIRE_EQUAL(result.evidence().steps.size(), 2U);
  BOOST_TEST(result.evidence().steps[1].name == "After hook: h.b");
}

BOOST_AUTO_TEST_CASE(durations_are_nanoseconds_and_summed) {
  const auto report = read_steps(
      step("passed", R"(,"duration":1500000)") + "," + step("passed", R"(,"duration":2000000)")
  );
  BOOST_TEST(report.results.at(0).duration.value().count() == 4);
  const auto huge = std::string(R"(,"duration":9223372036854775807)");
  const auto endless = read_steps(step("passed", huge) + "," + step("passed", huge));
  BOOST_TEST(endless.results.at(0).duration.value().count() > 0);
  const auto odd = read_steps(step("passed", R"(,"duration":-1)"));
  BOOST_TEST(!odd.results.at(0).duration);
  BOOST_TEST(support::has_oddity(odd, "durations"));
}

BOOST_AUTO_TEST_CASE(rows_are_called_as_in_cucumbers_own_junit_where_the_id_tells_them) {
  const auto report = read_features(feature(
      row("Pays", "f;pays;;3", 11) + "," + row("Pays", "f;pays;;2", 10) + "," +
      row("Pays", "f;pays;cards;2", 15) + "," + row("Eats 3", "f;eats-<n>;;2", 20) + "," +
      row("Adds", "f;adds", 30)
  ));
  BOOST_TEST(report.results.at(0).name == "Pays - #1.2");
  BOOST_TEST(report.results.at(1).name == "Pays - #1.1");
  BOOST_TEST(report.results.at(2).name == "Pays - #2.1");
  BOOST_TEST(report.results.at(3).name == "Eats 3");
  BOOST_TEST(report.results.at(4).name == "Adds");
  BOOST_TEST(support::has_oddity(report, "table of examples"));
}

BOOST_AUTO_TEST_CASE(rows_of_one_table_that_was_run_whole_are_nothing_to_tell) {
  const auto report = read_features(
      feature(row("Pays", "f;pays;cards;2", 10) + "," + row("Pays", "f;pays;cards;3", 11))
  );
  BOOST_TEST(report.oddities.empty());
  const auto second = read_features(feature(row("Pays", "f;pays;cards;3", 11)));
  BOOST_TEST(second.results.at(0).name == "Pays - #1.2");
  BOOST_TEST(support::has_oddity(second, "table of examples"));
}

BOOST_AUTO_TEST_CASE(of_a_cut_file_whole_scenarios_are_read) {
  const auto all = "[" + feature(scenario(step("passed")) + "," + scenario(step("failed")));
  const auto report = parsers::read_report("c.json", all.substr(0, all.size() - 12));
  BOOST_TEST(report.results.size() == 1U);
  BOOST_REQUIRE(report.cut_off);
  BOOST_TEST(
      describe(*report.cut_off).starts_with("the file ends in the middle of \""),
      describe(*report.cut_off)
  );
}

/// Cucumber-JVM writes it behind its scenarios.
BOOST_AUTO_TEST_CASE(scenarios_whose_features_name_is_cut_off_are_left_out_and_counted) {
  const auto whole = feature(scenario(step("passed")));
  const std::string begun = R"(,{"line":1,"elements":[)" + scenario(step("passed")) + ",";
  const auto report = parsers::read_report("c.json", "[" + whole + begun);
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.cut_off.value().left_out == 1U);
}

BOOST_AUTO_TEST_CASE(values_below_a_name_that_sounds_secret_are_masked) {
  const auto report = read_steps(
      R"({"keyword":"When ","name":"I log in","rows":[{"cells":["user","password"]},)"
      R"({"cells":["ann","hunter2"]}],"result":{"status":"failed","error_message":"no hunter2"}})"
  );
  const auto& evidence = report.results.at(0).evidence();
  BOOST_TEST(evidence.steps.at(0).description == "| user | password |\n| ann | *** |");
  BOOST_TEST(evidence.message == "no ***");
  const auto text = parsers::pretty(parsers::to_json(report));
  BOOST_TEST((text.find("hunter2") == std::string::npos));
}

BOOST_AUTO_TEST_CASE(content_that_can_be_no_base64_is_the_file_itself) {
  const auto report = read_steps(
      step("passed"),
      R"(,"after":[{"result":{"status":"passed"},"embeddings":[)"
      R"({"mime_type":"text/plain","data":"a note!"},{"media":{"type":"image/png"},"data":"iVBORw=="}]}])"
  );
  const auto& files = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 2U);
  BOOST_TEST((files[0].packing == parsers::Packing::unpacked));
  BOOST_TEST((files[1].packing == parsers::Packing::base64));
  BOOST_TEST(files[1].media_type == "image/png");
}

BOOST_AUTO_TEST_CASE(members_of_another_kind_than_they_should_be_are_passed_over) {
  const auto report = read_features(
      R"({"uri":7,"keyword":[],"name":{},"tags":"x","elements":[1,"a",null,{"name":["x"],)"
      R"("line":"ten","tags":[1,{"name":"@t"},{}],"steps":[3,{"result":[],"rows":{},)"
      R"("arguments":[4,{"rows":[5]}],"embeddings":[6,{"data":7}],"before":{}}],"after":[8]}]},2)"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.results.at(0).evidence().tags.size() == 2U);
}

BOOST_AUTO_TEST_CASE(other_json_is_refused_and_passed_over_where_it_holds_no_results) {
  const auto read = [](const std::string& text) { parsers::read_report("x.json", text); };
  BOOST_CHECK_THROW(read(R"({"name":"package","version":"1"})"), parsers::NotAReport);
  BOOST_CHECK_THROW(read(R"([{"elements":[]}])"), parsers::NotAReport);
  BOOST_CHECK_THROW(read("[]"), parsers::NotAReport);
  BOOST_CHECK_THROW(read(R"([1,2])"), parsers::NotAReport);
  const auto refusal = support::refusal_of(R"({"numTotalTests":3})");
  BOOST_TEST((refusal.find("jest-junit") != std::string::npos), refusal);
  BOOST_CHECK_THROW(read(R"([{"uri":)"), parsers::EndsEarly);
}

BOOST_AUTO_TEST_SUITE_END()
