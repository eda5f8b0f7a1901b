#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <map>

using namespace e2e;
namespace json = boost::json;

BOOST_AUTO_TEST_SUITE(plan)

namespace {

using Counts = std::map<std::string, std::size_t>;

Counts counts_of(const json::value& calls) {
  Counts counts;
  std::size_t sum = 0;
  for (const auto& [call, number] : calls.at("kinds").as_object()) {
    counts[std::string(call)] = number.to_number<std::size_t>();
    sum += number.to_number<std::size_t>();
  }
  BOOST_TEST(calls.at("total").to_number<std::size_t>() == sum);
  return counts;
}

Counts counts_at(const std::vector<sandbox::LoggedCall>& calls) {
  Counts counts;
  for (const auto& call : calls) {
    ++counts[fmt::format("{} {}", call.method, call.resource)];
  }
  return counts;
}

std::string text_of(const Counts& counts) {
  std::string text;
  for (const auto& [call, number] : counts) {
    text += fmt::format("{} {}\n", call, number);
  }
  return text;
}

/// What `plan` announces is what `import` then does, by kind, as the sandbox counts it; and the
/// plan itself changes nothing.
Counts plan_then_import(const Bench& bench, std::vector<std::string> arguments) {
  const auto held = bench.server->held().size();
  const auto tests = bench.server->tests().size();
  arguments.insert(arguments.begin(), {"--format", "json"});
  const auto planned = bench.plan(arguments);
  BOOST_TEST(planned.count("POST", "*") == 0U);
  BOOST_TEST(planned.count("PUT", "*") == 0U);
  BOOST_TEST(bench.server->held().size() == held);
  BOOST_TEST(bench.server->tests().size() == tests);

  const auto done = bench.import(arguments);
  const auto told = text_of(counts_of(planned.json().at("planned_calls")));
  BOOST_TEST(told == text_of(counts_at(done.calls)));
  BOOST_TEST(told == text_of(counts_of(done.json().at("planned_calls"))));
  BOOST_TEST(told == text_of(counts_of(done.json().at("calls"))));
  BOOST_TEST(!told.empty());
  return counts_at(done.calls);
}

std::size_t of(const Counts& counts, const std::string& call) {
  const auto found = counts.find(call);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_a_first_import_is_what_import_does) {
  const Bench bench;
  plan_then_import(bench, {bench.report("r.xml", many(30))});
  BOOST_TEST(bench.server->runs().size() == 30U);
}

BOOST_AUTO_TEST_CASE(of_a_second_import_is_what_import_does) {
  const Bench bench;
  bench.has_recorded(many(130));
  const auto report = bench.report("r.xml", many(130));
  const auto remembered = plan_then_import(bench, {report});
  BOOST_TEST(of(remembered, "POST runs.json") == 7U);
  BOOST_TEST(remembered.size() == 1U);
  const auto looked = plan_then_import(bench, {"--look-again", report});
  BOOST_TEST(of(looked, "GET instances.json") == 2U);
  BOOST_TEST(of(looked, "POST runs.json") == 7U);
}

BOOST_AUTO_TEST_CASE(of_an_import_of_everything_at_once_is_what_import_does) {
  const Bench bench;
  ByHand hand(*bench.server);
  bench.has_recorded(many(30));
  for (const auto* known : {"shop.Cart.known1", "shop.Cart.known2", "shop.Cart.adds0"}) {
    hand.test(known);
  }
  auto cases = many(55);
  cases.push_back(passed("known1"));
  cases.push_back(failed("known2"));
  cases.push_back(failed("adds1"));
  cases.push_back(failed("adds1"));
  cases.push_back(skipped("adds2"));
  plan_then_import(bench, {"--skipped", "omit", bench.report("r.xml", cases)});
}

BOOST_AUTO_TEST_CASE(of_one_new_result_in_a_large_project_is_what_import_does) {
  const Bench bench;
  bench.has_recorded(many(250), "Other");
  plan_then_import(bench, {bench.report("r.xml", {passed("new")})});
}

BOOST_AUTO_TEST_CASE(of_an_import_with_create_none_is_what_import_does) {
  const Bench bench;
  bench.has_recorded(many(10));
  plan_then_import(bench, {"--create", "none", bench.report("r.xml", many(30))});
  BOOST_TEST(bench.server->tests().size() == 10U);
}

BOOST_AUTO_TEST_CASE(of_a_set_given_by_its_id_is_what_import_does) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto set = std::to_string(hand.set("By hand"));
  plan_then_import(bench, {"--set-id", set, bench.report("r.xml", many(5))});
  plan_then_import(bench, {"--set-id", set, bench.report("r.xml", many(5))});
}

BOOST_AUTO_TEST_CASE(of_the_documented_way_is_what_import_does_first_and_again) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(1'030));
  const auto first = plan_then_import(bench, {"--no-auto-create", report});
  BOOST_TEST(of(first, "POST tests.json") == 1'030U);
  BOOST_TEST(of(first, "POST sets.json") == 1U);
  BOOST_TEST(of(first, "GET instances.json") == 11U);
  BOOST_TEST(of(first, "POST runs.json") == 52U);
  const auto second = plan_then_import(bench, {"--look-again", report});
  BOOST_TEST(of(second, "GET instances.json") == 11U);
  BOOST_TEST(of(second, "POST runs.json") == 52U);
  BOOST_TEST(second.size() == 3U);
  // Known tests in a new set, 1,000 results.
  const auto again =
      plan_then_import(bench, {"--set", "Weekly", bench.report("r.xml", many(1'000))});
  BOOST_TEST(of(again, "POST tests.json") == 0U);
  BOOST_TEST(of(again, "POST sets.json") == 1U);
  BOOST_TEST(of(again, "POST runs.json") == 50U);
  BOOST_TEST(bench.server->runs().size() == 3'060U);
}

BOOST_AUTO_TEST_CASE(dry_run_is_the_same_as_plan) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds"), failed("pays")});
  const auto planned = bench.plan({report});
  const auto dry = bench.import({"--dry-run", report});
  BOOST_TEST(planned.exit_code == 0);
  BOOST_TEST(dry.exit_code == 0);
  BOOST_TEST(planned.out == dry.out);
  BOOST_TEST(bench.server->tests().empty());
}

BOOST_AUTO_TEST_CASE(prints_each_result_with_what_happens_to_it_and_the_calls_and_minutes) {
  const Bench bench;
  bench.has_recorded({passed("adds")});
  ByHand(*bench.server).test("shop.Cart.known");
  const auto told = bench.plan(
      {"--rate",
       "4",
       "--skipped",
       "omit",
       "--look-again",
       bench.report("r.xml", {passed("adds"), passed("known"), failed("new"), skipped("prints")})}
  );
  BOOST_TEST(told.exit_code == 0);
  for (const auto* text :
       {"record ",
        "add to set ",
        "make test ",
        "leave out ",
        "shop.Cart.adds",
        "r.xml:5",
        "no test has this name",
        "POST runs/auto_create.json 1",
        "POST instances.json 1",
        "POST runs.json 1",
        "1 min, at 4 calls a minute"}) {
    BOOST_TEST((told.out.find(text) != std::string::npos), "no '" << text << "' in\n" << told.out);
  }
}

BOOST_AUTO_TEST_CASE(tells_in_json_each_result_its_action_and_its_reason) {
  const Bench bench;
  bench.has_recorded({passed("adds")});
  const auto told =
      bench.plan({"--format", "json", bench.report("r.xml", {passed("adds"), failed("new")})});
  const auto plan = told.json();
  BOOST_TEST(plan.at("dry_run").as_bool());
  BOOST_TEST(plan.at("exit_code").to_number<int>() == 0);
  BOOST_TEST(plan.at("results").to_number<int>() == 2);
  BOOST_TEST((plan.at("set").at("name").as_string() == "Nightly"));
  const auto& tests = plan.at("tests").as_array();
  BOOST_TEST_REQUIRE(tests.size() == 2U);
  BOOST_TEST((tests[0].at("name").as_string() == "shop.Cart.adds"));
  BOOST_TEST((tests[0].at("action").as_string() == "record"));
  BOOST_TEST((tests[1].at("action").as_string() == "find or make"));
  BOOST_TEST((tests[1].at("why").as_string().starts_with("not seen before")));
  const auto& result = tests[1].at("results").at(0);
  BOOST_TEST((result.at("line").to_number<int>() == first_case_line + 1));
  BOOST_TEST((result.at("status").as_string() == "failed"));
  BOOST_TEST((result.at("run_status").as_string() == "FAILED"));
  BOOST_TEST((result.as_object().if_contains("outcome") == nullptr));
}

BOOST_AUTO_TEST_SUITE_END()
