#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/files.hpp"

#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <string>

/// Robot Framework's output as JSON.

BOOST_AUTO_TEST_SUITE(robot_json)

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using parsers::Status;

std::string output(const std::string& suite) {
  return "{\n\"generator\":\"Robot 7.2 (Python 3.12.3 on linux)\",\n\"suite\":" + suite + "}";
}

parsers::Report read(const std::string& suite) {
  return parsers::read_report("output.json", output(suite));
}

/// The model of a fixture without what tells the file: its name, its writer's version, its lines.
json::value model_of(const std::string& name) {
  auto model = parsers::to_json(support::read_file(fs::path(FIXTURES_DIR) / "robot" / name));
  model.erase("file");
  model.erase("producer");
  const auto without_lines = [](json::value& list) {
    for (auto& item : list.as_array()) {
      item.as_object().erase("report_line");
      item.as_object().erase("report_column");
    }
  };
  for (auto& suite : model.at("suites").as_array()) {
    without_lines(suite.at("results"));
  }
  without_lines(model.at("errors"));
  without_lines(model.at("oddities"));
  return model;
}

}  // namespace

BOOST_AUTO_TEST_CASE(json_and_xml_of_one_run_mean_the_same) {
  BOOST_TEST(model_of("handmade-robot-7-output.json") == model_of("handmade-robot-7.xml"));
}

BOOST_AUTO_TEST_CASE(places_are_the_lines_of_the_json) {
  const auto report = read(
      "{\"name\":\"S\",\n\"doc\":\"two\\nlines\",\n\"tests\":[\n"
      "{\"name\":\"a\",\n\"body\":[],\"status\":\"PASS\"},{},\n"
      "{\"name\":\"b\",\"status\":\"ODD\"}]}"
  );
  BOOST_TEST(report.results.at(0).report_line == 6U);
  BOOST_TEST(report.results.at(2).report_line == 8U);
  BOOST_REQUIRE(support::has_oddity(report, "unknown words in a status"));
  BOOST_TEST(report.oddities.back().report_line == 8U);
}

BOOST_AUTO_TEST_CASE(text_is_text_whatever_is_in_it) {
  const auto report = read(R"({"name":"S","tests":[{"name":"<a b=\"c\"> & {\n}","status":"FAIL",)"
                           R"("message":"]]> &lt; \u001b[31mred\u001b[0m \u0000 \\ \"}"}]})");
  const auto& result = report.results.at(0);
  BOOST_TEST(result.name == "<a b=\"c\"> & {\n}");
  BOOST_TEST(result.evidence().message == "]]> &lt; red \uFFFD \\ \"}");
  BOOST_TEST(support::has_oddity(report, "terminal colour"));
}

BOOST_AUTO_TEST_CASE(what_rebot_wrote_has_its_teardowns_applied_already) {
  const std::string suite = R"({"name":"S","tests":[{"name":"a","status":"PASS"}],)"
                            R"("teardown":{"name":"Close","status":"FAIL","message":"stuck"}})";
  BOOST_TEST((read(suite).results.at(0).status == Status::failed));
  auto by_rebot = output(suite);
  by_rebot.replace(by_rebot.find("Robot"), 5, "Rebot");
  const auto report = parsers::read_report("output.json", by_rebot);
  BOOST_TEST((report.results.at(0).status == Status::passed));
}

BOOST_AUTO_TEST_CASE(members_of_another_kind_than_they_should_be_are_passed_over) {
  const auto report = read(
      R"({"name":7,"tests":[1,"a",null,{"name":["x"],"status":{},"body":{},"tags":[1,true,2.5,{}]}],)"
      R"("suites":"none","metadata":[]})"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST((report.results.at(0).status == Status::inconclusive));
  BOOST_TEST(report.results.at(0).evidence().tags.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_file_that_ends_in_the_middle_ends_early) {
  const auto whole =
      support::slurp(fs::path(FIXTURES_DIR) / "robot" / "handmade-robot-7-output.json");
  const auto end = whole.find_last_not_of('\n');
  for (std::size_t size = 60; size <= end; size += 7) {
    BOOST_TEST_CONTEXT(size) {
      BOOST_CHECK_THROW(
          parsers::read_report("output.json", whole.substr(0, size)), parsers::EndsEarly
      );
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_wrong_with_the_json_is_refused_with_its_line) {
  const auto refusal = support::refusal_of(output("{\"name\":\"S\",\n\"tests\":[}]}"));
  BOOST_TEST(refusal.starts_with("4:0: this is not well-formed JSON"), refusal);
  const auto none = support::refusal_of(R"({"generator":"Robot 7.2","suites":[]})");
  BOOST_TEST((none.find("without the suite that was run") != std::string::npos), none);
}

BOOST_AUTO_TEST_CASE(json_nested_without_end_is_refused) {
  std::string suite;
  for (int depth = 0; depth < 100'000; ++depth) {
    suite += R"({"suites":[)";
  }
  const auto refusal = support::refusal_of(output(suite));
  BOOST_TEST((refusal.find("not well-formed JSON") != std::string::npos), refusal);
}

BOOST_AUTO_TEST_SUITE_END()
