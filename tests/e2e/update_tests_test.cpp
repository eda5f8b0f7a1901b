#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(updates_of_tests)

namespace {

using Texts = std::vector<std::string>;

Case with_priority(Case one, const std::string& priority) {
  one.inside +=
      fmt::format("<properties><property name=\"priority\" value=\"{}\"/></properties>", priority);
  return one;
}

/// Tests that were made with a priority and with platforms.
struct Known : Bench {
  Known() {
    const auto made = import(arguments({report(
        "r.xml", {with_priority(passed("adds"), "low"), with_priority(passed("pays"), "high")}
    )}));
    BOOST_TEST_REQUIRE(made.exit_code == 0, made.err);
  }

  static Texts arguments(Texts more) {
    more.insert(
        more.begin(),
        {"--format",
         "json",
         "--test-field=priority={property:priority}",
         "--test-field=Platforms=Linux"}
    );
    return more;
  }

  static Texts updating(Texts more) {
    more.insert(more.begin(), {"--update", "tests"});
    return arguments(std::move(more));
  }

  /// Of a build in which the first test has another priority.
  std::string next_build() const {
    return report(
        "next.xml", {with_priority(passed("adds"), "high"), with_priority(passed("pays"), "high")}
    );
  }

  boost::json::object attributes_of(const std::string& test) const {
    const auto tests = server->tests();
    const auto found = std::ranges::find(tests, "shop.Cart." + test, &sandbox::HeldTest::name);
    BOOST_TEST_REQUIRE((found != tests.end()), test);
    return boost::json::parse(found->attributes).as_object();
  }
};

Told import_as_planned(const Bench& bench, const Texts& arguments) {
  const auto planned = bench.plan(arguments).json().at("planned_calls");
  auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.json().at("calls") == planned);
  return told;
}

}  // namespace

BOOST_AUTO_TEST_CASE(write_what_differs_and_nothing_else) {
  const Known bench;
  // The list of tests, the one that differs, the runs; and the fields, whose names are given.
  const auto told = import_as_planned(bench, Known::updating({bench.next_build()}));
  BOOST_TEST(told.calls.size() == 4U);
  BOOST_TEST(told.count("PUT", "*") == 1U);
  const auto summary = told.json();
  BOOST_TEST(summary.at("updated").to_number<int>() == 1);
  const auto& update = summary.at("updates").at(0).as_object();
  BOOST_TEST(update.at("name").as_string() == "shop.Cart.adds");
  BOOST_TEST(
      update.at("changes") ==
      boost::json::parse(R"([{"field":"priority","to":"high","from":"low"}])")
  );
  BOOST_TEST(bench.attributes_of("adds").at("priority") == "high");
  BOOST_TEST(
      bench.attributes_of("adds").at("custom-fields") ==
      boost::json::parse(R"({"---f-402":["Linux"]})")
  );
  const auto again = import_as_planned(bench, Known::updating({bench.next_build()}));
  BOOST_TEST(again.count("PUT", "*") == 0U);
}

BOOST_AUTO_TEST_CASE(are_only_made_when_they_are_asked_for) {
  const Known bench;
  const auto told = bench.import(Known::arguments({bench.next_build()}));
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() == 1U);
  BOOST_TEST(bench.attributes_of("adds").at("priority") == "low");
}

BOOST_AUTO_TEST_CASE(are_shown_by_the_plan) {
  const Known bench;
  auto arguments = Known::updating({bench.next_build()});
  std::erase(arguments, "--format");
  std::erase(arguments, "json");
  const auto plan = bench.plan(arguments);
  BOOST_TEST(
      plan.says("update test              shop.Cart.adds  (priority: 'low' to 'high')"), plan.out
  );
  BOOST_TEST(plan.says("to update  1 test"), plan.out);
  BOOST_TEST(bench.attributes_of("adds").at("priority") == "low");
}

BOOST_AUTO_TEST_CASE(that_are_refused_are_told_and_the_results_recorded) {
  const Known bench;
  bench.server->set_faults({"PUT tests/*.json: 403"});
  const auto told = bench.import(Known::updating({bench.next_build()}));
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("the fields of 'shop.Cart.adds' were not updated: "), told.err);
  const auto summary = told.json();
  BOOST_TEST(summary.at("updates").at(0).as_object().contains("refused"));
  BOOST_TEST(summary.at("outcomes").at("recorded").to_number<int>() == 2);
}

BOOST_AUTO_TEST_CASE(whose_answer_is_lost_are_sent_again) {
  const Known bench;
  bench.server->set_faults({"PUT tests/*.json #1: 502 after"});
  const auto told = bench.import(Known::updating({bench.next_build()}));
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("PUT", "*") == 2U);
  BOOST_TEST(bench.attributes_of("adds").at("priority") == "high");
}

BOOST_AUTO_TEST_CASE(stand_in_a_saved_plan) {
  const Known bench;
  const auto file = (bench.workspace.path() / "plan.json").string();
  const auto planned = bench.plan(Known::updating({"--out", file, bench.next_build()}));
  BOOST_TEST_REQUIRE(planned.exit_code == 0, planned.err);
  auto command = bench.command("import", {"--build=none"});
  command.arguments = {"import", "--rate=0", "--format=json", "--plan", file};
  for (const auto* name : {"--url", "--ca-file"}) {
    command.arguments.insert(command.arguments.end(), {name, bench.options.at(name)});
  }
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() == 2U);  // The update and the runs.
  BOOST_TEST(told.json().at("calls") == told.json().at("planned_calls"));
  BOOST_TEST(bench.attributes_of("adds").at("priority") == "high");
}

// A project with many pages of tests: two names are fewer calls than what is left of the list.
BOOST_AUTO_TEST_CASE(ask_by_name_in_a_large_project) {
  const Bench bench;
  ByHand hand(*bench.server);
  for (int i = 0; i < 301; ++i) {
    hand.test(fmt::format("other {}", i));
  }
  hand.set("Nightly", {hand.test("shop.Cart.adds")});
  const auto told = import_as_planned(
      bench,
      {"--format",
       "json",
       "--update=tests",
       "--test-field=priority=high",
       bench.report("r.xml", {passed("adds")})}
  );
  BOOST_TEST(told.count("GET", "tests.json") == 2U);
  BOOST_TEST(told.count("PUT", "*") == 1U);
}

BOOST_AUTO_TEST_CASE(of_a_test_of_several_sets_are_made_once) {
  const Known bench;
  Texts arguments{"--set", "{report}", "--look-again"};
  for (const std::string name : {"a.xml", "b.xml"}) {
    arguments.push_back(bench.report(name, {with_priority(passed("adds"), "high")}));
  }
  const auto told = import_as_planned(bench, Known::updating(arguments));
  BOOST_TEST(told.count("PUT", "*") == 1U);
  BOOST_TEST(bench.server->tests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(without_a_field_to_write_are_refused) {
  const Bench bench;
  const auto told = bench.import({"--update=tests", bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(
      told.says("--update tests writes what --test-field says, and there is none"), told.err
  );
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_SUITE_END()
