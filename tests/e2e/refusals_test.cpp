#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>

using namespace e2e;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(one_refused_run_of_60_leaves_the_other_59_recorded) {
  const Bench bench;
  bench.has_recorded(many(60));
  const auto instance = bench.runs_of("shop.Cart.adds33").at(0).instance_id;
  bench.server->set_faults({fmt::format("POST runs.json: reject instance {}", instance)});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 119U);
  BOOST_TEST(bench.runs_of("shop.Cart.adds33").size() == 1U);
  BOOST_TEST(told.outcomes("recorded") == 59U);
  BOOST_TEST(told.outcomes("refused") == 1U);
  const auto line = fmt::format("r.xml:{}: 'shop.Cart.adds33' refused", 33 + first_case_line);
  BOOST_TEST((told.err.find(line) != std::string::npos), told.err);
  BOOST_TEST((told.err.find("an element of data is not acceptable") != std::string::npos));
  // Bisection: two good batches, one halved down to the culprit.
  BOOST_TEST(told.count("POST", "runs.json") <= 13U);
}

BOOST_AUTO_TEST_CASE(several_refused_runs_are_each_found) {
  const Bench bench;
  bench.has_recorded(many(40));
  std::vector<std::string> rules;
  for (const auto* test : {"shop.Cart.adds0", "shop.Cart.adds1", "shop.Cart.adds19"}) {
    rules.push_back(
        fmt::format("POST runs.json: reject instance {}", bench.runs_of(test).at(0).instance_id)
    );
  }
  bench.server->set_faults(rules);
  const auto told = bench.import({bench.report("r.xml", many(40))});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 77U);
}

BOOST_AUTO_TEST_CASE(one_refused_instance_leaves_the_others_recorded) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set("Nightly", {hand.test("shop.Cart.old")});
  client::Id refused = 0;
  for (std::size_t i = 0; i < 25; ++i) {
    const auto test = hand.test(fmt::format("shop.Cart.adds{}", i));
    refused = i == 7 ? test : refused;
  }
  bench.server->set_faults({fmt::format("POST instances.json: reject test {}", refused)});
  const auto told = bench.import({bench.report("r.xml", many(25))});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 24U);
  const auto line = fmt::format("r.xml:{}: 'shop.Cart.adds7' refused", 7 + first_case_line);
  BOOST_TEST((told.err.find(line) != std::string::npos), told.err);
}

/// Both ways in which tests are made: the call, and the option that chooses it.
struct Way {
  const char* call;
  std::vector<std::string> options;
};
const Way ways[] = {{"POST runs/auto_create.json", {}}, {"POST tests.json", {"--no-auto-create"}}};

std::ostream& operator<<(std::ostream& out, const Way& way) { return out << way.call; }

BOOST_DATA_TEST_CASE(one_refused_test_leaves_the_others_recorded, data::make(ways), way) {
  const Bench bench;
  bench.server->set_faults({fmt::format("{}: reject name shop.Cart.adds7", way.call)});
  auto arguments = way.options;
  arguments.push_back(bench.report("r.xml", many(25)));
  const auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 24U);
  BOOST_TEST((told.err.find("'shop.Cart.adds7' refused") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(when_all_runs_are_refused_alike_the_first_20_are_enough_to_give_up) {
  const Bench bench;
  bench.has_recorded(many(200));
  bench.server->set_faults({"POST runs.json: 422"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(200))});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 200U);
  BOOST_TEST(told.outcomes("refused") == 200U);
  // Halving 20 runs down to each of them takes 39 calls; a few more are under way by then.
  BOOST_TEST(told.count("POST", "runs.json") < 60U);
  BOOST_TEST((told.err.find("the first 20 runs were refused") != std::string::npos), told.err);
}

BOOST_DATA_TEST_CASE(
    when_all_tests_are_refused_alike_it_gives_up_without_hundreds_of_calls, data::make(ways), way
) {
  const Bench bench;
  bench.server->set_faults({fmt::format("{}: 422", way.call)});
  auto arguments = way.options;
  arguments.push_back(bench.report("r.xml", many(200)));
  const auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.calls.size() < 60U);
}

BOOST_AUTO_TEST_CASE(a_wrong_token_ends_the_import_at_its_first_call) {
  Bench bench;
  bench.environment["PRACTITEST_TOKEN"] = "wrong";
  const auto told = bench.import({bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST(told.calls.size() == 1U);
  BOOST_TEST((told.err.find("the token was refused: check PRACTITEST_TOKEN") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(a_token_that_is_refused_half_way_is_told_once) {
  Bench bench;
  bench.has_recorded(many(60));  // So that it is the runs that are refused.
  bench.environment["PRACTITEST_TOKEN"] = "wrong";
  const auto told = bench.import({bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 4);
  const std::string refused = "the token was refused";
  const auto first = told.err.find(refused);
  BOOST_TEST_REQUIRE((first != std::string::npos), told.err);
  BOOST_TEST((told.err.find(refused, first + 1) == std::string::npos), told.err);
  BOOST_TEST(told.says("'shop.Cart.adds0' refused\n"), told.err);
  BOOST_TEST(told.says("more results refused (-v or --format json tells all)"), told.err);
}

BOOST_AUTO_TEST_CASE(a_wrong_project_is_answered_with_those_that_the_token_sees) {
  const Bench bench;
  const auto told = bench.import({"--project", "4712", bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST(
      (told.err.find("no project 4712 for this token; it can see: 4711 (Sandbox)") !=
       std::string::npos),
      told.err
  );
  BOOST_TEST(told.calls.size() <= 3U);
}

struct Permission {
  const char* lacking;
};
std::ostream& operator<<(std::ostream& out, const Permission& permission) {
  return out << permission.lacking;
}
constexpr Permission permissions[] = {
    {"tests_editor"}, {"sets_editor"}, {"instances_editor"}, {"runs"}};

BOOST_DATA_TEST_CASE(a_missing_permission_is_explained_and_costs_few_calls, permissions, missing) {
  auto options = practitest();
  options.personal_lacks = {missing.lacking};
  const Bench bench(options);
  const auto told = bench.import({bench.report("r.xml", many(5))});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST((told.err.find("permission") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("403") != std::string::npos), told.err);
  BOOST_TEST(bench.server->runs().empty());
}

BOOST_AUTO_TEST_CASE(what_is_known_is_recorded_although_the_token_may_not_make_tests) {
  const Workspace kept;
  auto options = practitest();
  options.data_file = (kept.path() / "data.sqlite").string();
  { Bench(options).has_recorded(many(30)); }
  options.personal_lacks = {"tests_editor"};
  const Bench bench(options);
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(35))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST(told.outcomes("recorded") == 30U);
  BOOST_TEST(told.outcomes("refused") == 5U);
  BOOST_TEST(bench.server->runs().size() == 60U);
  BOOST_TEST(told.count("POST", "runs/auto_create.json") == 1U);
}

BOOST_AUTO_TEST_CASE(a_403_half_way_keeps_what_was_recorded_and_says_what_was_not) {
  const Bench bench;
  bench.has_recorded(many(400));
  bench.server->set_faults({"POST runs.json #5+: 403"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(400))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST(bench.server->runs().size() == 400U + 80U);
  BOOST_TEST(told.outcomes("recorded") == 80U);
  BOOST_TEST(told.outcomes("refused") + told.outcomes("not sent") == 320U);
  // Besides those that were carried out, one for each connection may be on its way.
  BOOST_TEST(told.count("POST", "runs.json") <= 4U + 8U);
}

BOOST_AUTO_TEST_CASE(a_token_that_is_revoked_half_way_keeps_what_was_recorded) {
  const Bench bench;
  bench.has_recorded(many(200));
  bench.server->set_faults({"POST runs.json #5+: 401"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(200))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST(told.outcomes("recorded") == 80U);
  BOOST_TEST(bench.server->runs().size() == 280U);
}

BOOST_AUTO_TEST_CASE(an_account_token_needs_an_author_to_make_tests_and_is_told_so_once) {
  Bench bench;
  bench.environment["PRACTITEST_TOKEN"] = bench.server->address().account_token;
  const auto told = bench.import({bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST((told.err.find("an account token needs --author-id") != std::string::npos), told.err);
  BOOST_TEST(told.count("POST", "runs/auto_create.json") == 1U);
}

BOOST_AUTO_TEST_CASE(an_account_token_with_an_author_makes_tests_in_his_name) {
  Bench bench;
  const auto author = bench.server->address().author_id;
  bench.environment["PRACTITEST_TOKEN"] = bench.server->address().account_token;
  const auto told =
      bench.import({"--author-id", std::to_string(author), bench.report("r.xml", many(3))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST_REQUIRE(bench.server->tests().size() == 3U);
  BOOST_TEST(bench.server->tests()[0].author_id == author);
}

BOOST_AUTO_TEST_CASE(an_account_token_needs_no_author_for_what_is_known) {
  Bench bench;
  bench.has_recorded(many(3));
  bench.environment["PRACTITEST_TOKEN"] = bench.server->address().account_token;
  const auto told = bench.import({bench.report("r.xml", many(3))});
  BOOST_TEST(told.exit_code == 0, told.err);
}

BOOST_AUTO_TEST_CASE(a_personal_token_that_may_not_impersonate_is_told_to_leave_the_author_out) {
  const Bench bench;
  const auto told = bench.import({"--author-id", "5002", bench.report("r.xml", many(3))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST((told.err.find("must go without it") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_personal_token_that_may_impersonate_makes_tests_in_the_other_s_name) {
  auto options = practitest();
  options.personal_may_impersonate = true;
  const Bench bench(options);
  BOOST_TEST(bench.import({"--author-id", "5002", bench.report("r.xml", many(1))}).exit_code == 0);
  BOOST_TEST(bench.server->tests().at(0).author_id == 5002);
}

struct Shape {
  const char* name;
};
std::ostream& operator<<(std::ostream& out, const Shape& shape) { return out << shape.name; }
constexpr Shape shapes[] = {{"objects"}, {"fields"}, {"text"}, {"empty"}};

BOOST_DATA_TEST_CASE(errors_of_any_shape_are_explained, shapes, shape) {
  auto options = practitest();
  options.error_shape = shape.name;
  const Bench bench(options);
  const auto told = bench.import({"--project", "12", bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST((told.err.find("no project 12") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_SUITE_END()
