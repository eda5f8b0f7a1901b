#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace e2e;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(floors)

namespace {

std::size_t pages(std::size_t items) { return (items + 99) / 100; }
std::size_t batches(std::size_t runs) { return (runs + 19) / 20; }

/// Imports, and requires that all is recorded by no more calls than that, as many as were planned.
Told import_by(const Bench& bench, std::size_t floor, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"--format", "json"});
  const auto planned = bench.plan(arguments).json();
  auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() <= floor);
  const auto forecast = planned.at("planned_calls").at("total").to_number<std::size_t>();
  BOOST_TEST(told.calls.size() == forecast);
  return told;
}

const std::size_t sizes[] = {1, 20, 100, 130, 1'000};

}  // namespace

// The fewest calls that the API allows, for N results of N tests.
BOOST_DATA_TEST_CASE(of_a_first_import_is_a_call_for_each_test_and_3, data::make(sizes), n) {
  const Bench bench;
  import_by(bench, n + 3, {bench.report("r.xml", many(n))});
  BOOST_TEST(bench.server->runs().size() == n);
  BOOST_TEST(bench.server->tests().size() == n);
}

BOOST_DATA_TEST_CASE(of_the_same_set_again_is_its_runs_by_20, data::make(sizes), n) {
  const Bench bench;
  bench.has_recorded(many(n));
  import_by(bench, batches(n), {bench.report("r.xml", many(n))});
  BOOST_TEST(bench.server->runs().size() == 2 * n);
}

BOOST_DATA_TEST_CASE(of_the_same_set_without_memory_adds_its_pages, data::make(sizes), n) {
  const Bench bench;
  bench.has_recorded(many(n));
  const auto report = bench.report("r.xml", many(n));
  import_by(bench, 1 + pages(n) + batches(n), {"--ledger", "none", report});
  import_by(bench, 1 + pages(n) + batches(n), {"--look-again", report});
}

BOOST_DATA_TEST_CASE(
    of_a_new_set_of_known_tests_is_2_and_its_pages_and_runs, data::make(sizes), n
) {
  const Bench bench;
  bench.has_recorded(many(n));
  const auto report = bench.report("r.xml", many(n));
  import_by(bench, 2 + pages(n) + batches(n), {"--set", "Build 2", report});
  BOOST_TEST(bench.server->tests().size() == n);
  BOOST_TEST(bench.set_shows("Build 2").size() == n);
}

BOOST_DATA_TEST_CASE(of_a_copy_of_the_last_set_is_3_and_its_pages_and_runs, data::make(sizes), n) {
  const Bench bench;
  bench.has_recorded(many(n));
  const auto report = bench.report("r.xml", many(n));
  import_by(
      bench, 3 + pages(n) + batches(n), {"--set", "Build 2", "--clone-set", "Nightly", report}
  );
  BOOST_TEST(bench.server->tests().size() == n);
  BOOST_TEST(bench.set_shows("Build 2").size() == n);
  // It is there now: nothing is copied a second time.
  import_by(bench, batches(n), {"--set", "Build 2", "--clone-set", "Nightly", report});
}

BOOST_DATA_TEST_CASE(of_a_first_import_with_an_author_adds_pages_and_runs, data::make(sizes), n) {
  Bench bench;
  bench.environment["PRACTITEST_TOKEN"] = bench.server->address().account_token;
  bench.options["--author-id"] = std::to_string(bench.server->address().author_id);
  import_by(bench, n + 3 + pages(n) + batches(n), {bench.report("r.xml", many(n))});
  BOOST_TEST(bench.server->runs().size() == n);
}

BOOST_DATA_TEST_CASE(
    of_5_percent_new_tests_is_a_call_for_each_of_them_beside_the_runs,
    data::make({20, 100, 1'000}),
    n
) {
  const Bench bench;
  const auto all = static_cast<std::size_t>(n);
  const auto known = all - all / 20;
  bench.has_recorded(many(known));
  import_by(bench, batches(known) + all / 20, {bench.report("r.xml", many(all))});
  BOOST_TEST(bench.server->tests().size() == all);
}

BOOST_AUTO_TEST_CASE(of_few_results_of_a_large_set_is_a_look_at_each_and_not_at_the_set) {
  const Bench bench;
  ByHand hand(*bench.server);
  std::vector<client::Id> tests;
  for (const auto& test : many(2'000)) {
    tests.push_back(hand.test("shop.Cart." + test.name));
  }
  hand.set("Nightly", tests);
  import_by(bench, 1 + 10 + 1, {bench.report("r.xml", many(10))});
  BOOST_TEST(bench.server->tests().size() == 2'000U);
}

BOOST_AUTO_TEST_CASE(of_one_new_test_is_one_call) {
  const Bench bench;
  bench.has_recorded(many(3));
  import_by(bench, 1, {bench.report("r.xml", {passed("new")})});
}

BOOST_AUTO_TEST_CASE(of_a_known_test_that_comes_into_a_known_set_is_one_call) {
  const Bench bench;
  bench.has_recorded({passed("adds")});
  bench.has_recorded({passed("pays")}, "Weekly");
  import_by(bench, 1, {bench.report("r.xml", {passed("pays")})});
  BOOST_TEST(bench.server->tests().size() == 2U);
}

// Not so few as to guess: where most names are unknown the set may have grown elsewhere.
BOOST_AUTO_TEST_CASE(leave_room_for_a_look_where_memory_does_not_know_most_of_the_names) {
  const Bench bench;
  bench.has_recorded(many(200));
  std::filesystem::remove_all(bench.workspace.path() / ".state");
  bench.has_recorded(many(1));
  const auto told = import_by(bench, 1 + 2 + 10, {bench.report("r.xml", many(200))});
  BOOST_TEST(told.count("GET", "instances.json") == 2U);
  BOOST_TEST(bench.server->tests().size() == 200U);
}

BOOST_AUTO_TEST_SUITE_END()
