#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace e2e;
namespace data = boost::unit_test::data;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(identity)

namespace {

Case with_property(Case test, const std::string& name, const std::string& value) {
  test.inside +=
      fmt::format(R"(<properties><property name="{}" value="{}"/></properties>)", name, value);
  return test;
}

sandbox::HeldTest held(const Bench& bench, client::Id id) {
  const auto tests = bench.server->tests();
  const auto found = std::ranges::find(tests, id, &sandbox::HeldTest::id);
  BOOST_TEST_REQUIRE((found != tests.end()));
  return *found;
}

std::string display_id(const Bench& bench, client::Id id) {
  return fmt::format("PT-{}", held(bench, id).display_id);
}

/// The test of `name` in what --format json tells.
json::object test_in(const Told& told, std::string_view name) {
  const auto document = told.json();
  for (const auto& test : document.at("tests").as_array()) {
    if (test.at("name").as_string() == name) {
      return test.as_object();
    }
  }
  BOOST_TEST_REQUIRE(false, "no test " << name);
  return {};
}

std::string text_of(const json::value& value) { return value_to<std::string>(value); }

/// `count` tests that somebody made, named otherwise than the cases that say their display ids.
std::vector<Case> cases_with_ids(const Bench& bench, std::size_t count) {
  ByHand hand(*bench.server);
  std::vector<client::Id> tests;
  for (std::size_t i = 0; i < count; ++i) {
    tests.push_back(hand.test(fmt::format("Manual test {}", i)));
  }
  std::vector<Case> cases;
  for (const auto& test : bench.server->tests()) {
    cases.push_back(passed(fmt::format("case{} [PT-{}]", cases.size(), test.display_id)));
  }
  return cases;
}

std::size_t pages_of(std::size_t items) { return (items + 99) / 100; }
std::size_t batches_of(std::size_t runs) { return (runs + 19) / 20; }

/// Imports what `plan` forecasts, and requires the calls to be as many, and these.
void import_by_calls(const Bench& bench, std::size_t calls, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--format", "json"});
  const auto planned = bench.plan(arguments).json();
  const auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() == calls);
  BOOST_TEST(planned.at("planned_calls").at("total").to_number<std::size_t>() == calls);
}

const std::size_t sizes[] = {1, 20, 130, 1'000};

/// Where the property test_id holds system ids.
struct BenchWithSystemIds : Bench {
  BenchWithSystemIds() { environment["PTIMPORT_ID_PROPERTIES"] = "practitest_id,test_id=system"; }
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_result_that_says_an_id_goes_to_that_test_whatever_it_is_called) {
  const BenchWithSystemIds bench;
  ByHand hand(*bench.server);
  const auto login = hand.test("Login works");
  const auto logout = hand.test("Logout works");
  const auto mail = hand.test("Mail works");
  hand.set("Nightly");
  const auto told = bench.import(
      {"--format",
       "json",
       bench.report(
           "r.xml",
           {with_property(passed("adds"), "practitest_id", display_id(bench, login)),
            passed(fmt::format("pays [{}]", display_id(bench, logout))),
            with_property(passed("ships"), "test_id", std::to_string(mail))}
       )}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 3U);
  BOOST_TEST(bench.runs_of("Login works").size() == 1U);
  BOOST_TEST(bench.runs_of("Logout works").size() == 1U);
  BOOST_TEST(bench.runs_of("Mail works").size() == 1U);
  const auto adds = test_in(told, "shop.Cart.adds");
  BOOST_TEST(text_of(adds.at("results").at(0).at("matched_by")) == "id in property");
  BOOST_TEST(
      (text_of(adds.at("why")).find("matched by PT-1 in property practitest_id to test") == 0),
      text_of(adds.at("why"))
  );
  // The id is no part of the name.
  const auto pays = test_in(told, "shop.Cart.pays");
  BOOST_TEST(text_of(pays.at("results").at(0).at("matched_by")) == "id in name");
  BOOST_TEST(told.count("GET", "tests.json") == 1U);
}

BOOST_AUTO_TEST_CASE(an_id_in_a_name_is_part_of_the_name_where_that_is_wanted) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("Login works");
  const auto report = bench.report("r.xml", {passed("adds [PT-1]"), passed("pays TC-1")});
  BOOST_TEST(bench.import({"--id-in-names", "off", report}).exit_code == 0);
  BOOST_TEST(bench.runs_of("shop.Cart.adds [PT-1]").size() == 1U);
  BOOST_TEST(bench.runs_of("Login works").empty());
  BOOST_TEST(bench.import({"--id-in-names", "TC-{id}", report}).exit_code == 0);
  BOOST_TEST(bench.runs_of("Login works").size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_id_that_the_project_does_not_have_is_told_and_nothing_is_made_for_it) {
  const Bench bench;
  const auto told = bench.import(
      {bench.report("r.xml", {passed("adds [PT-77]"), passed("pays"), passed("ships")})}
  );
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(
      told.says(
          "r.xml:3: 'shop.Cart.adds' refused: it says PT-77 in its name, and this project has "
          "no such test"
      ),
      told.err
  );
  const std::vector<std::string> made{"shop.Cart.pays", "shop.Cart.ships"};
  BOOST_TEST(bench.test_names() == made, boost::test_tools::per_element());
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_system_id_that_the_project_does_not_have_stops_no_other) {
  for (const bool new_set : {true, false}) {
    const BenchWithSystemIds bench;
    ByHand hand(*bench.server);
    const auto there = hand.test("Login works");
    if (!new_set) {
      hand.set("Nightly");
    }
    const auto told = bench.import({bench.report(
        "r.xml",
        {with_property(passed("adds"), "test_id", "987654321"),
         with_property(passed("pays"), "test_id", std::to_string(there)),
         passed("ships")}
    )});
    BOOST_TEST(told.exit_code == 1);
    BOOST_TEST(
        told.says("'shop.Cart.adds' refused: it says system id 987654321 in property test_id, and "
                  "this project has no such test"),
        told.err
    );
    BOOST_TEST(bench.runs_of("Login works").size() == 1U);
    BOOST_TEST(bench.runs_of("shop.Cart.ships").size() == 1U);
    BOOST_TEST(bench.server->tests().size() == 2U);
    BOOST_TEST(bench.server->held().size() == 2U);
  }
}

BOOST_AUTO_TEST_CASE(ids_that_contradict_each_other_are_both_named_and_none_is_taken) {
  const BenchWithSystemIds bench;
  ByHand hand(*bench.server);
  const auto first = hand.test("Login works");
  const auto second = hand.test("Logout works");
  const auto told = bench.import({bench.report(
      "r.xml",
      {with_property(passed("adds [PT-2]"), "practitest_id", "1"),
       with_property(passed("pays [PT-1]"), "test_id", std::to_string(second)),
       with_property(passed("ships [PT-1]"), "test_id", std::to_string(first)),
       with_property(passed("sells"), "practitest_id", "PT-I")}
  )});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(
      told.says("'shop.Cart.adds' refused: it says PT-1 in property practitest_id and PT-2 in its "
                "name, which are different tests"),
      told.err
  );
  BOOST_TEST(
      told.says(fmt::format("PT-1 is the test with the system id {}: correct one of them", first)),
      told.err
  );
  BOOST_TEST(told.says("its property practitest_id says 'PT-I', which is no id"), told.err);
  BOOST_TEST(bench.server->runs().size() == 1U);
  BOOST_TEST(bench.runs_of("Login works").size() == 1U);
  BOOST_TEST(bench.server->tests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(results_of_one_id_are_runs_of_one_test_with_their_names_the_worst_last) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("Login works");
  const auto told = bench.import({bench.report(
      "r.xml", {failed("as admin [PT-1]"), passed("as guest [PT-1]"), passed("as user [PT-1]")}
  )});
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto runs = bench.runs_of("Login works");
  BOOST_TEST_REQUIRE(runs.size() == 3U);
  BOOST_TEST(without_key(runs[0].output) == "shop.Cart.as guest");
  BOOST_TEST(without_key(runs[1].output) == "shop.Cart.as user");
  BOOST_TEST((runs[2].output.starts_with("shop.Cart.as admin: ")), runs[2].output);
  BOOST_TEST(runs[2].status == "FAILED");
  BOOST_TEST(bench.server->held().size() == 1U);
  BOOST_TEST(
      told.says(
          "results of 3 names become runs of one test, each with its name, the worst one last: "
          "'shop.Cart.as guest', 'shop.Cart.as user', 'shop.Cart.as admin' (PT-1 in its name)"
      ),
      told.err
  );
}

BOOST_AUTO_TEST_CASE(results_of_one_name_and_several_ids_go_where_they_say_and_that_is_told) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("Login as admin");
  hand.test("Login as guest");
  const auto told = bench.import(
      {bench.report("r.xml", {passed("adds [PT-1]"), failed("adds [PT-2]"), passed("adds")})}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.runs_of("Login as admin").at(0).status == "PASSED");
  BOOST_TEST(bench.runs_of("Login as guest").at(0).status == "FAILED");
  BOOST_TEST(bench.runs_of("shop.Cart.adds").at(0).status == "PASSED");
  BOOST_TEST(
      told.says("results named 'shop.Cart.adds' go to 3 tests: PT-1 in its name ("), told.err
  );
}

BOOST_AUTO_TEST_CASE(a_test_that_goes_by_its_id_and_by_its_name_is_one) {
  for (const bool is_in_set : {true, false}) {
    const BenchWithSystemIds bench;
    ByHand hand(*bench.server);
    const auto test = hand.test("shop.Cart.adds");
    hand.set("Nightly", is_in_set ? std::vector{test} : std::vector<client::Id>());
    const auto report = bench.report(
        "r.xml",
        {failed("totals [PT-1]"),
         passed("adds"),
         with_property(passed("sums"), "test_id", std::to_string(test))}
    );
    const auto planned = bench.plan({"--format", "json", report}).json();
    const auto told = bench.import({report});
    BOOST_TEST(told.exit_code == 0, told.err);
    BOOST_TEST(bench.server->tests().size() == 1U);
    BOOST_TEST(bench.server->held().size() == 1U);
    const auto runs = bench.runs_of("shop.Cart.adds");
    BOOST_TEST_REQUIRE(runs.size() == 3U);
    BOOST_TEST(runs[2].status == "FAILED");
    BOOST_TEST((runs[2].output.starts_with("shop.Cart.totals: ")), runs[2].output);
    BOOST_TEST(
        planned.at("planned_calls").at("total").to_number<std::size_t>() == told.calls.size()
    );
    // And once: as the same build there is nothing left to do.
    const auto build = bench.import({"--build", "7", report});
    BOOST_TEST(build.exit_code == 0);
    BOOST_TEST(bench.import({"--build", "7", report}).calls.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_test_id_of_another_tool_says_nothing_and_that_is_told) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto test = hand.test("Login works");
  const auto told = bench.import({bench.report(
      "r.xml",
      {with_property(passed("adds"), "test_id", "C17"),
       with_property(passed("pays"), "test_id", std::to_string(test))}
  )});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 1U);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 1U);
  BOOST_TEST(bench.runs_of("Login works").empty());
  BOOST_TEST(told.says("of 2 results the property test_id is no id of PractiTest"), told.err);
}

BOOST_AUTO_TEST_CASE(a_map_renames_and_names_ids_and_tells_rows_without_a_result) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("Login works");
  hand.test("Sums up");
  const auto map = bench.workspace.write(
      "map.csv", "from,to\nshop.Cart.adds,Sums up\nshop.Cart.pays,PT-1\nshop.Cart.gone,Anything\n"
  );
  const auto told = bench.import(
      {"--format", "json", "--map", map, bench.report("r.xml", {passed("adds"), passed("pays")})}
  );
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 2U);
  BOOST_TEST(bench.runs_of("Sums up").size() == 1U);
  BOOST_TEST(bench.runs_of("Login works").size() == 1U);
  BOOST_TEST(told.says("map.csv:4: no result is named 'shop.Cart.gone'"), told.err);
  BOOST_TEST(
      text_of(test_in(told, "Sums up").at("results").at(0).at("matched_by")) == "name from map"
  );
  BOOST_TEST(told.json().at("unused").at("map_rows").as_array().size() == 1U);
  const auto wrong = bench.workspace.write("wrong.csv", "from,to\nshop.Cart.adds\n");
  const auto refused = bench.import({"--map", wrong, bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.says("wrong.csv:2: 1 field where the first line has 2"), refused.err);
}

// The floors: what has to be looked at is looked at by the hundred, and only once.
BOOST_DATA_TEST_CASE(
    of_display_ids_that_are_new_is_a_page_for_100_and_the_runs_of_the_set, data::make(sizes), n
) {
  const Bench bench;
  const auto report = bench.report("r.xml", cases_with_ids(bench, n));
  // The set's name, the ids, the set with its tests, its instances, and the runs.
  import_by_calls(bench, n == 1 ? 4 : 1 + pages_of(n) + 1 + pages_of(n) + batches_of(n), {report});
  BOOST_TEST(bench.server->tests().size() == n);
  BOOST_TEST(bench.server->runs().size() == n);
  // Known now: nothing but the runs.
  import_by_calls(bench, batches_of(n), {report});
  // Another set: the tests are known.
  import_by_calls(
      bench, n == 1 ? 3 : 2 + pages_of(n) + batches_of(n), {"--set", "Build 2", report}
  );
  BOOST_TEST(bench.server->runs().size() == 3 * n);
  BOOST_TEST(bench.set_shows("Build 2").size() == n);
}

BOOST_DATA_TEST_CASE(of_system_ids_no_test_is_looked_for, data::make({1, 130}), size) {
  const BenchWithSystemIds bench;
  const auto n = static_cast<std::size_t>(size);
  (void)cases_with_ids(bench, n);
  std::vector<Case> cases;
  for (const auto& test : bench.server->tests()) {
    cases.push_back(with_property(
        passed(fmt::format("case{}", cases.size())), "test_id", std::to_string(test.id)
    ));
  }
  const auto report = bench.report("r.xml", cases);
  import_by_calls(bench, n == 1 ? 3 : 2 + pages_of(n) + batches_of(n), {report});
  import_by_calls(bench, batches_of(n), {report});
}

BOOST_AUTO_TEST_CASE(of_few_ids_in_a_large_set_is_a_look_at_50_instances_and_not_at_the_set) {
  const Bench bench;
  const auto all = cases_with_ids(bench, 1'000);
  ByHand hand(*bench.server);
  std::vector<client::Id> tests;
  for (const auto& test : bench.server->tests()) {
    tests.push_back(test.id);
  }
  hand.set("Nightly", tests);
  const std::vector<Case> some(all.begin(), all.begin() + 60);
  // The set's name, the ids, instances by 50, and the runs.
  import_by_calls(bench, 1 + 1 + 2 + 3, {bench.report("r.xml", some)});
  BOOST_TEST(bench.server->held().size() == 1'000U);
}

BOOST_AUTO_TEST_CASE(a_test_that_is_gone_since_its_id_was_seen_is_told) {
  const Bench bench;
  const auto cases = cases_with_ids(bench, 25);
  const auto report = bench.report("r.xml", cases);
  BOOST_TEST(bench.import({report}).exit_code == 0);
  const auto gone = bench.server->tests().at(3);
  bench.server->remove(gone.id);
  const auto told = bench.import({report});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(
      told.says(fmt::format(
          "'shop.Cart.case3' refused: it says PT-{} in its name, and this project has no such test",
          gone.display_id
      )),
      told.err
  );
  BOOST_TEST(bench.server->runs().size() >= 24U + 24U);
  BOOST_TEST(bench.server->held().size() == 24U);
}

BOOST_AUTO_TEST_CASE(a_saved_plan_keeps_what_matched_and_makes_the_calls_that_it_names) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("Login works");
  const auto map = bench.workspace.write("map.csv", "from,to\nshop.Cart.pays,PT-1\n");
  const auto report = bench.report(
      "r.xml",
      {passed("adds [PT-1]"),
       failed("pays"),
       passed("ships [PT-77]"),
       passed("adds"),
       passed("sells")}
  );
  const auto file = (bench.workspace.path() / "plan.json").string();
  const auto planned = bench.plan({"--build", "7", "--map", map, "--out", file, report});
  BOOST_TEST(planned.exit_code == 1, planned.err);
  auto command = bench.command("import", {"--build=none"});
  command.arguments = {"import", "--rate=0", "--format=json", "--plan", file};
  for (const auto* name : {"--url", "--ca-file"}) {
    command.arguments.insert(command.arguments.end(), {name, bench.options.at(name)});
  }
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("it says PT-77 in its name, and this project has no such test"), told.err);
  BOOST_TEST(told.count("GET", "tests.json") == 0U);
  const auto runs = bench.runs_of("Login works");
  BOOST_TEST_REQUIRE(runs.size() == 2U);
  BOOST_TEST(without_key(runs[0].output) == "shop.Cart.adds");
  BOOST_TEST((runs[1].output.starts_with("shop.Cart.pays: ")), runs[1].output);
  const auto test = told.json().at("tests").at(0);
  BOOST_TEST(test.at("said").at("display_id").to_number<int>() == 1);
  BOOST_TEST(text_of(test.at("results").at(1).at("matched_by")) == "id in map");
  // A direct import of the same build has nothing to do but what was refused, and makes no call for
  // it.
  const auto direct = bench.import({"--build", "7", "--map", map, report});
  BOOST_TEST(direct.count("POST", "*") == 0U);
  BOOST_TEST(bench.server->runs().size() == 4U);
}

BOOST_AUTO_TEST_CASE(parts_take_the_map_of_the_import_that_joins_them) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("Login works");
  const auto report = bench.report("r.xml", {passed("adds"), passed("pays [PT-1]")});
  const auto file = (bench.workspace.path() / "part.json").string();
  const auto map = bench.workspace.write("map.csv", "from,to\nshop.Cart.adds,PT-1\n");
  auto saving = bench.command("plan", {"--build=none"});
  saving.arguments = {"plan", "--offline", "--out", file, report};
  BOOST_TEST(bench.run(saving).exit_code == 0);
  saving.arguments.insert(saving.arguments.end(), {"--map", map});
  const auto refused = bench.run(saving);
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.says("--map is for the import of the parts"), refused.err);
  const auto told = bench.import({"--map", map, "--plan", file});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.runs_of("Login works").size() == 2U);
  BOOST_TEST(bench.server->tests().size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
