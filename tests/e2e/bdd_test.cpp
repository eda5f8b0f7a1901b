#include "tests/e2e/bench.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

/// Reports of BDD tools.

using namespace e2e;

BOOST_AUTO_TEST_SUITE(bdd)

namespace {

constexpr const char* feature = R"([{
"uri":"features/cart.feature","keyword":"Feature","name":"Cart","line":1,"elements":[
{"type":"background","keyword":"Background","name":"","steps":[
 {"keyword":"Given ","name":"an empty cart","result":{"status":"passed","duration":1000000}}]},
{"type":"scenario","keyword":"Scenario","name":"A lamp is dark","line":7,"id":"cart;a-lamp-is-dark","steps":[
 {"keyword":"When ","name":"these things are added:","rows":[{"cells":["thing","count"]},{"cells":["lamp","1"]}],
  "result":{"status":"passed","duration":1000000},
  "embeddings":[{"mime_type":"image/png","data":"iVBORw==","name":"lamp.png"}]},
 {"keyword":"Then ","name":"the lamp shines","result":{"status":"failed","error_message":"Dark: no light\n  at lamp"}}]},
{"type":"scenario","keyword":"Scenario Outline","name":"Counts","line":20,"id":"cart;counts;;2","steps":[
 {"keyword":"Then ","name":"it is 1","result":{"status":"passed"}}]},
{"type":"scenario","keyword":"Scenario","name":"Later","line":30,"id":"cart;later","steps":[
 {"keyword":"Then ","name":"it is told","result":{"status":"pending"}}]}]}])";

}  // namespace

BOOST_AUTO_TEST_CASE(scenarios_are_tests_and_their_steps_are_steps_of_the_runs) {
  const Bench bench;
  const auto report = bench.workspace.write("cucumber.json", feature);
  const auto planned = bench.plan({"--format", "json", "--build", "7", report});
  const auto told = bench.import({"--format", "json", "--build", "7", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(planned.json().at("planned_calls") == told.json().at("calls"));
  const auto runs = bench.runs_of("Cart.A lamp is dark");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 4U);
  BOOST_TEST(runs[0].steps[0].name == "Given an empty cart");
  BOOST_TEST(runs[0].steps[1].description == "| thing | count |\n| lamp | 1 |");
  BOOST_TEST(runs[0].steps[2].status == "FAILED");
  BOOST_TEST(runs[0].steps[2].actual_results == "Dark: no light");
  BOOST_TEST((runs[0].steps[3].actual_results.find("at lamp") != std::string::npos));
  BOOST_TEST(bench.runs_of("Cart.Counts - #1.1").at(0).status == "PASSED");
  const auto pending = bench.runs_of("Cart.Later");
  BOOST_TEST_REQUIRE(pending.size() == 1U);
  BOOST_TEST(pending[0].status == "FAILED");
  BOOST_TEST(without_key(pending[0].output) == "pending: Then it is told");
}

/// Who changes from JUnit to messages gets no second tests.
BOOST_AUTO_TEST_CASE(json_and_junit_of_one_tool_find_the_same_tests) {
  const Bench bench;
  bench.has_recorded(
      {{.name = "A lamp is dark", .inside = "", .class_name = "Cart"},
       {.name = "Counts - #1.1", .inside = "", .class_name = "Cart"},
       {.name = "Later", .inside = "", .class_name = "Cart"}}
  );
  const auto before = bench.test_names();
  const auto told = bench.import({bench.workspace.write("cucumber.json", feature)});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.test_names() == before, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(of_a_cut_file_the_whole_scenarios_are_recorded_and_it_is_told) {
  const Bench bench;
  const std::string whole = feature;
  const auto told = bench.import(
      {bench.workspace.write("cucumber.json", whole.substr(0, whole.find("it is told")))}
  );
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("the file ends in the middle of \""), told.err);
  BOOST_TEST(bench.test_names().size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
