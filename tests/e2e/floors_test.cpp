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

/// A PractiTest that may have bulk searches, and an import that may use them.
struct BulkBench {
  explicit BulkBench(bool has_them) : bench(practitest(has_them)) {
    bench.environment["PTIMPORT_BULK_SEARCH"] = "yes";
  }

  static sandbox::Options practitest(bool has_them) {
    auto options = e2e::practitest();
    options.bulk_search = has_them;
    return options;
  }

  /// "Nightly", of tests that no import has seen. Gives their number.
  std::size_t large_set() const {
    ByHand hand(*bench.server);
    std::vector<client::Id> tests;
    for (const auto& test : many(2'000)) {
      tests.push_back(hand.test("shop.Cart." + test.name));
    }
    hand.set("Nightly", tests);
    return tests.size();
  }

  Bench bench;
};

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

BOOST_AUTO_TEST_CASE(of_few_results_of_a_large_set_are_fewer_where_names_may_be_asked_for_in_bulk) {
  const BulkBench bulk(true);
  const auto tests = bulk.large_set();
  // The set, two looks at 20 names, one at the instances of their tests.
  import_by(bulk.bench, 1 + 2 + 1 + 2, {bulk.bench.report("r.xml", many(40))});
  BOOST_TEST(bulk.bench.server->tests().size() == tests);
}

// The reference does not tell of bulk searches.
BOOST_AUTO_TEST_CASE(are_what_they_were_but_for_one_call_where_there_are_no_bulk_searches) {
  const BulkBench bulk(false);
  bulk.large_set();
  const auto first = bulk.bench.import({bulk.bench.report("r.xml", many(5))});
  BOOST_TEST(first.exit_code == 0, first.err);
  BOOST_TEST(first.calls.size() == 1U + 1 + 5 + 1);
  // It is not asked for again.
  const auto second = bulk.bench.import({"--set", "Weekly", bulk.bench.report("r.xml", many(60))});
  BOOST_TEST(second.exit_code == 0, second.err);
  BOOST_TEST(
      std::ranges::count(second.calls, "tests/bulk_search.json", &sandbox::LoggedCall::resource) ==
      0
  );
}

BOOST_AUTO_TEST_CASE(
    of_known_tests_of_a_large_project_are_fewer_where_names_may_be_asked_for_in_bulk
) {
  const BulkBench bulk(true);
  const auto tests = bulk.large_set();
  // Two looks: the set's, and the first page of the tests; then the names that it does not hold.
  const std::vector<std::string> never_made = {"--set", "Weekly", "--create", "sets,instances"};
  auto arguments = never_made;
  arguments.push_back(bulk.bench.report("r.xml", many(200)));
  import_by(bulk.bench, 2 + 10 + 1 + 2 + 10, arguments);
  BOOST_TEST(bulk.bench.set_shows("Weekly").size() == 200U);
  BOOST_TEST(bulk.bench.server->tests().size() == tests);
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
