#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace e2e;
namespace data = boost::unit_test::data;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(match_field)

namespace {

using Texts = std::vector<std::string>;

const std::string option = "--match-field=Automation ID={property:aid}";
/// The key of that field in the sandbox.
const std::string key = "---f-407";

Case with_aid(Case one, const std::string& value) {
  one.inside +=
      fmt::format("<properties><property name=\"aid\" value=\"{}\"/></properties>", value);
  return one;
}

Case passed_with_aid(const std::string& name, const std::string& value) {
  return with_aid(passed(name), value);
}

client::FieldValues holding(const std::string& value) { return {{key, value}}; }

/// What the test of this id holds in the field; empty for nothing.
std::string held_by(const Bench& bench, client::Id id) {
  const auto tests = bench.server->tests();
  const auto found = std::ranges::find(tests, id, &sandbox::HeldTest::id);
  BOOST_TEST_REQUIRE((found != tests.end()));
  const auto attributes = json::parse(found->attributes).as_object();
  const auto* const custom = attributes.if_contains("custom-fields");
  const auto* const value = custom != nullptr ? custom->as_object().if_contains(key) : nullptr;
  return value != nullptr && value->is_string() ? json::value_to<std::string>(*value)
                                                : std::string();
}

/// Imports as one build, and requires as many calls as the plan forecasts.
Told import_as_planned(const Bench& bench, const Texts& cases_and_options, int exit_code = 0) {
  Texts arguments{"--format", "json", option};
  arguments.insert(arguments.end(), cases_and_options.begin(), cases_and_options.end());
  const auto planned = bench.plan(arguments).json().at("planned_calls");
  auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == exit_code, told.err);
  BOOST_TEST(told.json().at("calls") == planned);
  return told;
}

/// The first test of what --format json tells.
json::object first_test(const Told& told) {
  const auto document = told.json();
  return document.at("tests").at(0).as_object();
}

std::string text_of(const json::value& value) { return json::value_to<std::string>(value); }

}  // namespace

BOOST_AUTO_TEST_CASE(a_test_that_holds_the_value_gets_the_run_whatever_it_is_called) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set("Nightly", {hand.test("Cart adds up", holding("CART-1"))});
  hand.test("Something else", holding("CART-2"));
  const auto report = bench.report("r.xml", {passed_with_aid("adds", "CART-1")});
  const auto told = import_as_planned(bench, {report});
  BOOST_TEST(bench.server->tests().size() == 2U);
  BOOST_TEST(bench.runs_of("Cart adds up").size() == 1U);
  const auto test = first_test(told);
  BOOST_TEST(text_of(test.at("results").at(0).at("matched_by")) == "field");
  BOOST_TEST(
      text_of(test.at("why")).starts_with("matched by 'CART-1' in field Automation ID to instance"),
      text_of(test.at("why"))
  );
  BOOST_TEST(text_of(test.at("said").at("value")) == "CART-1");
  // The ledger remembers it.
  BOOST_TEST(import_as_planned(bench, {report}).calls.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_test_that_is_made_holds_the_value_and_is_found_by_it_after_a_rename) {
  const Bench bench;
  import_as_planned(bench, {bench.report("r.xml", {passed_with_aid("adds", "CART-1")})});
  const auto tests = bench.server->tests();
  BOOST_TEST_REQUIRE(tests.size() == 1U);
  BOOST_TEST(held_by(bench, tests[0].id) == "CART-1");
  const auto renamed = bench.report("r.xml", {passed_with_aid("sums_up", "CART-1")});
  BOOST_TEST(import_as_planned(bench, {renamed}).calls.size() == 1U);
  // Fields of the project, its tests, the set and its instances, the run.
  BOOST_TEST(import_as_planned(bench, {"--look-again", renamed}).calls.size() == 5U);
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_value_that_no_test_holds_leaves_it_to_the_name) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto adds = hand.test("shop.Cart.adds");
  const auto report = bench.report("r.xml", {passed_with_aid("adds", "CART-1")});
  const auto told = import_as_planned(bench, {report});
  BOOST_TEST(bench.server->tests().size() == 1U);
  const auto test = first_test(told);
  BOOST_TEST(text_of(test.at("results").at(0).at("matched_by")) == "name");
  BOOST_TEST(
      (text_of(test.at("why")).find("no test holds 'CART-1' in field Automation ID") !=
       std::string::npos),
      text_of(test.at("why"))
  );
  BOOST_TEST(held_by(bench, adds).empty());  // Tests that exist are not changed.
  BOOST_TEST(import_as_planned(bench, {report}).calls.size() == 1U);
  // Unless that is asked for.
  import_as_planned(bench, {"--update=tests", report});
  BOOST_TEST(held_by(bench, adds) == "CART-1");
}

BOOST_AUTO_TEST_CASE(results_of_one_value_are_runs_of_one_test) {
  const Bench bench;
  import_as_planned(
      bench,
      {bench.report(
          "r.xml", {passed_with_aid("adds", "CART-1"), passed_with_aid("sums up", "CART-1")}
      )}
  );
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_result_without_a_value_is_of_the_test_of_its_name) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed_with_aid("adds", "CART-1"), passed("adds")});
  import_as_planned(bench, {report});
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.server->runs().size() == 2U);
  import_as_planned(bench, {report});
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.server->runs().size() == 4U);
}

BOOST_AUTO_TEST_CASE(an_id_says_more_than_a_value) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("By value", holding("CART-1"));
  hand.test("By id");
  const auto by_id = bench.server->tests().at(1).display_id;
  import_as_planned(
      bench,
      {bench.report("r.xml", {passed_with_aid(fmt::format("adds [PT-{}]", by_id), "CART-1")})}
  );
  BOOST_TEST(bench.runs_of("By id").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_value_that_several_tests_hold_is_refused_with_their_ids) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto one = hand.test("One", holding("CART-1"));
  const auto other = hand.test("Other", holding("CART-1"));
  const auto report =
      bench.report("r.xml", {passed_with_aid("adds", "CART-1"), passed_with_aid("pays", "CART-2")});
  const auto told = import_as_planned(bench, {report}, 1);
  BOOST_TEST(
      told.says(fmt::format(
          "it says 'CART-1' in field Automation ID, and tests {}, {} hold that", one, other
      )),
      told.err
  );
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_test_of_the_name_that_holds_another_value_is_not_taken) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto adds = hand.test("shop.Cart.adds", holding("CART-7"));
  const auto told =
      import_as_planned(bench, {bench.report("r.xml", {passed_with_aid("adds", "CART-1")})}, 1);
  BOOST_TEST(
      told.says(fmt::format("and test {}, which has its name, holds another value", adds)), told.err
  );
  BOOST_TEST(bench.server->runs().empty());
  BOOST_TEST(bench.server->tests().size() == 1U);
}

BOOST_AUTO_TEST_CASE(new_values_of_one_name_are_refused_until_something_tells_them_apart) {
  const Bench bench;
  const auto report =
      bench.report("r.xml", {passed_with_aid("adds", "CART-1"), passed_with_aid("adds", "CART-2")});
  const auto told = import_as_planned(bench, {report}, 1);
  BOOST_TEST(told.says("which no test holds, and others of its name say another value"), told.err);
  BOOST_TEST(bench.server->tests().empty());
  // Tests that hold the values do.
  ByHand hand(*bench.server);
  hand.test("Adds one", holding("CART-1"));
  hand.test("Adds two", holding("CART-2"));
  import_as_planned(bench, {report});
  BOOST_TEST(bench.runs_of("Adds one").size() == 1U);
  BOOST_TEST(bench.runs_of("Adds two").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_test_that_is_gone_is_looked_for_again_and_made_anew) {
  const Bench bench;
  std::vector<Case> cases;
  for (int i = 0; i < 25; ++i) {
    cases.push_back(passed_with_aid(fmt::format("case{}", i), fmt::format("CART-{}", i)));
  }
  const auto report = bench.report("r.xml", cases);
  import_as_planned(bench, {report});
  bench.server->remove(bench.server->held().at(7).test_id);
  const auto told = bench.import({option, report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 25U);
  BOOST_TEST(bench.server->runs().size() == 24U + 25U);
  BOOST_TEST(import_as_planned(bench, {report}).calls.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_test_whose_making_was_not_answered_is_known_by_its_value) {
  const Bench bench;
  bench.server->set_faults({"POST tests.json #1: 502 after"});
  import_as_planned(bench, {bench.report("r.xml", {passed_with_aid("adds", "CART-1")})});
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_test_of_several_sets_is_made_once) {
  const Bench bench;
  Texts arguments{"--set", "{report}"};
  for (const std::string name : {"a.xml", "b.xml"}) {
    arguments.push_back(bench.report(name, {passed_with_aid("adds", "CART-1")}));
  }
  import_as_planned(bench, arguments);
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_saved_plan_and_parts_hold_it) {
  const Bench bench;
  ByHand(*bench.server).test("Cart adds up", holding("CART-1"));
  const auto plan = (bench.workspace.path() / "plan.json").string();
  const auto part = (bench.workspace.path() / "part.json").string();
  const auto carry_out = [&bench](const std::string& file, Texts more) {
    auto command = bench.command("import", {"--build=none"});
    command.arguments = {"import", "--rate=0", "--format=json", "--plan", file};
    command.arguments.insert(command.arguments.end(), more.begin(), more.end());
    for (const auto* name : {"--url", "--ca-file"}) {
      command.arguments.insert(command.arguments.end(), {name, bench.options.at(name)});
    }
    return bench.run(command);
  };
  const auto report =
      bench.report("r.xml", {passed_with_aid("adds", "CART-1"), passed_with_aid("pays", "CART-2")});
  BOOST_TEST(bench.plan({option, "--out", plan, report}).exit_code == 0);
  const auto told = carry_out(plan, {});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "*") == 0U);
  BOOST_TEST(bench.runs_of("Cart adds up").size() == 1U);
  const auto made = bench.server->tests().at(1);
  BOOST_TEST(held_by(bench, made.id) == "CART-2");
  const auto saved = bench.plan({option, "--offline", "--out", part, report});
  BOOST_TEST(saved.exit_code == 0, saved.err);
  const auto joined = carry_out(part, {"--build=2"});
  BOOST_TEST(joined.exit_code == 0, joined.err);
  BOOST_TEST(bench.server->tests().size() == 2U);
  BOOST_TEST(bench.runs_of("Cart adds up").size() == 2U);
}

// With each size: the fields and the list once, then nothing but runs.
BOOST_DATA_TEST_CASE(looks_at_the_tests_of_the_project_once, data::make({1, 20, 130}), count) {
  const Bench bench;
  ByHand hand(*bench.server);
  std::vector<Case> cases;
  std::vector<client::Id> tests;
  for (int i = 0; i < count; ++i) {
    const auto value = fmt::format("CART-{}", i);
    tests.push_back(hand.test(fmt::format("Manual {}", i), holding(value)));
    cases.push_back(passed_with_aid(fmt::format("case{}", i), value));
  }
  hand.set("Nightly", tests);
  const auto pages = static_cast<std::size_t>((count + 99) / 100);
  const auto batches = static_cast<std::size_t>((count + 19) / 20);
  const auto report = bench.report("r.xml", cases);
  const auto first = import_as_planned(bench, {report});
  BOOST_TEST(first.count("GET", "fields.json") == 1U);
  BOOST_TEST(first.count("GET", "tests.json") == pages);
  BOOST_TEST(first.count("POST", "*") == batches);
  BOOST_TEST(import_as_planned(bench, {report}).calls.size() == batches);
}

namespace {

/// What is wrong with the option, told before any call but that of the fields.
struct Mistake {
  Texts arguments;
  std::string says;
  Texts faults = {};
};

const Mistake mistakes[] = {
    {{"--match-field=Automation ID"}, "--match-field takes NAME=TEMPLATE"},
    {{"--match-field=Automation ID=x"}, "asks results for nothing"},
    {{"--match-field=Automation ID={tag}"}, "holds {tag}, which is unknown"},
    {{"--match-field=Automaton ID={property:aid}"},
     "--match-field Automaton ID: the project has no such field of tests: did you mean 'Automation "
     "ID'?"},
    {{"--match-field=Attempts={property:aid}"}, "this field of the project is none of tests"},
    {{"--match-field=tags={property:aid}"}, "this field does not hold one text"},
    {{option, "--test-field=Automation ID={name}"}, "both name the field Automation ID"},
    {{option, "--granularity=class"}, "has {property}, and with this --granularity"},
    {{"--match-field=Automation ID={name}{parameters}", "--parameters=steps"},
     "parameters are those of the test's steps"},
    {{option}, "give its id instead, ---f-ID", {"GET fields.json: 403"}},
};

std::ostream& operator<<(std::ostream& out, const Mistake& mistake) { return out << mistake.says; }

}  // namespace

BOOST_DATA_TEST_CASE(says_what_is_wrong, data::make(mistakes), mistake) {
  const Bench bench;
  bench.server->set_faults(mistake.faults);
  auto arguments = mistake.arguments;
  arguments.push_back(bench.report("r.xml", {passed_with_aid("adds", "CART-1")}));
  const auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 2, told.err);
  BOOST_TEST(told.says(mistake.says), told.err);
  BOOST_TEST(bench.server->runs().empty());
}

BOOST_AUTO_TEST_CASE(an_id_of_the_field_needs_no_look_at_the_fields) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set("Nightly", {hand.test("Cart adds up", holding("CART-1"))});
  bench.server->set_faults({"GET fields.json: 403"});
  const auto told = bench.import(
      {"--match-field=407={property:aid}",
       bench.report("r.xml", {passed_with_aid("adds", "CART-1")})}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "fields.json") == 0U);
  BOOST_TEST(bench.runs_of("Cart adds up").size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
