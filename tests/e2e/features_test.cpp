#include "tests/e2e/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

/// `--features`: tests that are made for results of scenarios are BDD tests.

using namespace e2e;
namespace fs = std::filesystem;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(features)

namespace {

constexpr const char* feature = R"(Feature: Cart
  Background:
    Given an empty cart

  Scenario: A lamp is dark
    When a lamp is added
    Then it shines

  Scenario Outline: Counts <things>
    Then it is <things>

    Examples:
      | things |
      | one    |
      | two    |
)";

constexpr const char* lamp_text =
    "Background:\n  Given an empty cart\n\nScenario: A lamp is dark\n  When a lamp is added\n"
    "  Then it shines";

/// Two rows of the outline, the lamp, and a result of no scenario.
constexpr const char* cucumber = R"([{
"uri":"features/cart.feature","keyword":"Feature","name":"Cart","line":1,"elements":[
{"type":"scenario","keyword":"Scenario","name":"A lamp is dark","line":5,"id":"cart;a-lamp-is-dark","steps":[
 {"keyword":"When ","name":"a lamp is added","result":{"status":"passed"}},
 {"keyword":"Then ","name":"it shines","result":{"status":"failed","error_message":"Dark"}}]},
{"type":"scenario","keyword":"Scenario Outline","name":"Counts one","line":14,"id":"cart;counts-<things>;;2","steps":[
 {"keyword":"Then ","name":"it is one","result":{"status":"passed"}}]},
{"type":"scenario","keyword":"Scenario Outline","name":"Counts two","line":15,"id":"cart;counts-<things>;;3","steps":[
 {"keyword":"Then ","name":"it is two","result":{"status":"passed"}}]},
{"type":"scenario","keyword":"Scenario","name":"Not written down","line":30,"id":"cart;not","steps":[
 {"keyword":"Then ","name":"it is gone","result":{"status":"passed"}}]}]}])";

/// A project, a folder of features, and a report of them.
struct Shop : Bench {
  Shop() {
    workspace.write("features/cart.feature", feature);
    bdd_report = workspace.write("cucumber.json", cucumber);
    folder = (workspace.path() / "features").string();
  }

  sandbox::HeldTest test(const std::string& name) const {
    for (const auto& each : server->tests()) {
      if (each.name == name) {
        return each;
      }
    }
    BOOST_FAIL("no test " << name);
    return {};
  }

  /// Empty for none.
  std::string scenario_of(const std::string& name) const {
    const auto attributes = json::parse(test(name).attributes).as_object();
    const auto* const scenario = attributes.if_contains("scenario");
    return scenario == nullptr ? std::string() : json::value_to<std::string>(*scenario);
  }

  std::string bdd_report;
  std::string folder;
};

void check_made(const Shop& bench) {
  BOOST_TEST(bench.test("Cart.A lamp is dark").test_type == "BDDTest");
  BOOST_TEST(bench.scenario_of("Cart.A lamp is dark") == lamp_text);
  for (const auto* row : {"Cart.Counts one", "Cart.Counts two"}) {
    BOOST_TEST(bench.test(row).test_type == "BDDTest");
    const auto text = bench.scenario_of(row);
    BOOST_TEST(
        text.ends_with("Scenario Outline: Counts <things>\n  Then it is <things>\n\n  Examples:\n"
                       "    | things |\n    | one    |\n    | two    |"),
        text
    );
  }
  BOOST_TEST(bench.test("Cart.Not written down").test_type == "ApiTest");
  BOOST_TEST(bench.scenario_of("Cart.Not written down").empty());
  // Runs are as ever: steps, of which PractiTest makes the status.
  const auto runs = bench.runs_of("Cart.A lamp is dark");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].status == "FAILED");
  BOOST_TEST(runs[0].steps.at(0).name == "When a lamp is added");
}

void check_calls(const Told& told) {
  const auto summary = told.json();
  BOOST_TEST(summary.at("calls") == summary.at("planned_calls"));
  BOOST_TEST(summary.at("calls").at("total").to_number<std::size_t>() == told.calls.size());
}

/// What `plan --offline` saves of the report.
std::string saved_part(const Shop& bench, const std::vector<std::string>& more) {
  auto part = (bench.workspace.path() / "part.json").string();
  auto saving = bench.command("plan", {});
  saving.arguments = {"plan", "--offline", "--out", part, bench.bdd_report};
  saving.arguments.insert(saving.arguments.end(), more.begin(), more.end());
  const auto saved = bench.run(saving);
  BOOST_TEST(saved.exit_code == 0, saved.err);
  BOOST_TEST(saved.calls.empty());
  return part;
}

}  // namespace

BOOST_AUTO_TEST_CASE(tests_are_made_with_their_scenario_without_one_more_call) {
  const Shop bench;
  const Shop without;
  const auto told =
      bench.import({"--features", bench.folder, "--format", "json", bench.bdd_report});
  BOOST_TEST(told.exit_code == 0, told.err);
  check_made(bench);
  check_calls(told);
  BOOST_TEST(told.calls.size() == without.import({without.bdd_report}).calls.size());
  const auto scenarios = told.json().at("scenarios");
  BOOST_TEST(scenarios.at("found").to_number<int>() == 3);
  BOOST_TEST(scenarios.at("without").as_array().size() == 1U);
  BOOST_TEST(told.says(" was found for 1 of 4 results; "), told.err);
  BOOST_TEST(
      told.says(
          "'Not written down': " + bench.folder + "/cart.feature has no scenario of its name"
      ),
      told.err
  );
}

BOOST_AUTO_TEST_CASE(so_they_are_by_a_call_of_their_own_and_an_account_token) {
  for (const bool by_account : {false, true}) {
    Shop bench;
    std::vector<std::string> more{"--no-auto-create"};
    if (by_account) {
      bench.environment["PRACTITEST_TOKEN"] = bench.server->address().account_token;
      more = {"--author-id", std::to_string(bench.server->address().author_id)};
    }
    more.insert(more.end(), {"--features", bench.folder, "--format", "json", bench.bdd_report});
    const auto told = bench.import(more);
    BOOST_TEST(told.exit_code == 0, told.err);
    BOOST_TEST(told.count("POST", "tests.json") == 4U);
    check_made(bench);
    check_calls(told);
  }
}

BOOST_AUTO_TEST_CASE(the_plan_shows_which_tests_get_which_scenario) {
  const Shop bench;
  const auto told = bench.plan({"--features", bench.folder, bench.bdd_report});
  BOOST_TEST(told.says("; BDD test of " + bench.folder + "/cart.feature:5; "), told.out);
  BOOST_TEST(told.says("4 tests, 3 of them with a scenario, 4 instances"), told.out);
  const auto tests = bench.plan({"--features", bench.folder, "--format", "json", bench.bdd_report})
                         .json()
                         .at("tests");
  const auto& lamp = tests.as_array().at(0).as_object();
  BOOST_TEST(lamp.at("test_type").as_string() == "BDDTest");
  BOOST_TEST(lamp.at("scenario").as_string() == bench.folder + "/cart.feature:5");
  const auto& other = tests.as_array().at(3).as_object();
  BOOST_TEST(other.at("test_type").as_string() == "ApiTest");
  BOOST_TEST(!other.contains("scenario"));
}

BOOST_AUTO_TEST_CASE(tests_that_are_there_are_not_changed) {
  const Shop bench;
  BOOST_TEST(bench.import({bench.bdd_report}).exit_code == 0);
  const auto told =
      bench.import({"--features", bench.folder, "--format", "json", bench.bdd_report});
  BOOST_TEST(told.exit_code == 0, told.err);
  check_calls(told);
  BOOST_TEST(told.count("POST", "runs.json") == 1U);
  BOOST_TEST(told.count("PUT", "*") == 0U);
  for (const auto& test : bench.server->tests()) {
    BOOST_TEST(test.test_type == "ApiTest");
  }
}

BOOST_AUTO_TEST_CASE(junit_finds_them_by_their_names) {
  const Shop bench;
  const auto report = bench.report(
      "r.xml",
      {{.name = "A lamp is dark", .inside = "", .class_name = "cart.Cart"},
       {.name = "Counts two -- @1.2 ", .inside = "", .class_name = "cart.Cart"}}
  );
  const auto told = bench.import({"--features", bench.folder, report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.scenario_of("cart.Cart.A lamp is dark") == lamp_text);
  BOOST_TEST(bench.test("cart.Cart.Counts two -- @1.2").test_type == "BDDTest");
}

BOOST_AUTO_TEST_CASE(a_name_that_two_scenarios_have_is_told_and_none_is_taken) {
  const Shop bench;
  bench.workspace.write("features/more/cart.feature", feature);
  const auto report =
      bench.report("r.xml", {{.name = "A lamp is dark", .inside = "", .class_name = "Cart"}});
  const auto told = bench.import({"--features", bench.folder, report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("2 scenarios could be it ("), told.err);
  BOOST_TEST(told.says("and none is taken"), told.err);
  BOOST_TEST(bench.test("Cart.A lamp is dark").test_type == "ApiTest");
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_understood_is_named_and_stops_nothing) {
  const Shop bench;
  bench.workspace.write("features/qap.feature", "# language: tlh\nQap: Cart\n");
  const auto told = bench.import({"--features", bench.folder, bench.bdd_report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(
      told.says("note: no scenario is taken from " + bench.folder + "/qap.feature:1: its language"),
      told.err
  );
  check_made(bench);
}

BOOST_AUTO_TEST_CASE(a_saved_plan_holds_the_scenarios) {
  const Shop bench;
  const auto plan = (bench.workspace.path() / "plan.json").string();
  const auto saved = bench.plan({"--features", bench.folder, "--out", plan, bench.bdd_report});
  BOOST_TEST(saved.exit_code == 0, saved.err);
  fs::remove_all(bench.folder);
  // With nothing of the import's options, but how PractiTest is reached.
  const auto with_plan = [&](const std::string& verb) {
    auto command = bench.command(verb, {});
    command.arguments = {verb, "--rate=0", "--settle=0"};
    for (const auto* name : {"--url", "--ca-file"}) {
      command.arguments.insert(command.arguments.end(), {name, bench.options.at(name)});
    }
    command.arguments.insert(command.arguments.end(), {"--plan", plan});
    return command;
  };
  const auto shown = bench.run(with_plan("plan"));
  BOOST_TEST(shown.says("; BDD test of " + bench.folder + "/cart.feature:5; "), shown.out);
  auto command = with_plan("import");
  command.arguments.emplace_back("--format=json");
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  check_made(bench);
  check_calls(told);
}

BOOST_AUTO_TEST_CASE(parts_hold_them_too) {
  for (const bool names_another_folder : {false, true}) {
    const Shop bench;
    const auto part = saved_part(bench, {"--features", bench.folder});
    fs::remove_all(bench.folder);
    std::vector<std::string> arguments{"--format", "json", "--plan", part};
    if (names_another_folder) {  // As a configuration may, on another machine.
      bench.workspace.write("elsewhere/a.feature", "Feature: A\n");
      const auto elsewhere = (bench.workspace.path() / "elsewhere").string();
      arguments.insert(arguments.begin(), {"--features", elsewhere});
    }
    const auto told = bench.import(arguments);
    BOOST_TEST(told.exit_code == 0, told.err);
    check_made(bench);
    check_calls(told);
  }
}

BOOST_AUTO_TEST_CASE(who_joins_parts_may_have_the_feature_files) {
  const Shop bench;
  const auto part = saved_part(bench, {});
  const auto told = bench.import({"--features", bench.folder, "--format", "json", "--plan", part});
  BOOST_TEST(told.exit_code == 0, told.err);
  check_made(bench);
  check_calls(told);
}

BOOST_AUTO_TEST_CASE(a_test_of_several_scenarios_is_refused) {
  const Shop bench;
  const auto told =
      bench.import({"--features", bench.folder, "--granularity", "class", bench.bdd_report});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(told.calls.empty());
  BOOST_TEST(told.says("--features makes a BDD test of a scenario"), told.err);
}

BOOST_AUTO_TEST_SUITE_END()
