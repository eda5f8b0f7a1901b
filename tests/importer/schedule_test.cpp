#include "importer/schedule.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <numeric>
#include <random>
#include <set>

using importer::schedule;
using Runs = std::vector<std::size_t>;

BOOST_AUTO_TEST_SUITE(scheduling_runs)

namespace {

/// What must hold of every schedule, whatever the runs.
void check(const Runs& runs, std::size_t size) {
  const auto batches = schedule(runs, size);
  Runs next(runs.size(), 0);
  for (const auto& batch : batches) {
    BOOST_TEST(!batch.empty());
    BOOST_TEST(batch.size() <= size);
    std::set<std::size_t> tests;
    for (const auto& turn : batch) {
      BOOST_TEST_REQUIRE(turn.test < runs.size());
      BOOST_TEST(tests.insert(turn.test).second, "two runs of one test in a batch");
      BOOST_TEST(turn.turn == next[turn.test]);
      ++next[turn.test];
    }
  }
  BOOST_TEST(next == runs, boost::test_tools::per_element());
  const auto total = std::accumulate(runs.begin(), runs.end(), std::size_t{0});
  const auto most = runs.empty() ? 0 : *std::ranges::max_element(runs);
  BOOST_TEST(batches.size() == std::max((total + size - 1) / size, most));
}

}  // namespace

BOOST_AUTO_TEST_CASE(nothing_to_run_needs_no_batch) {
  BOOST_TEST(schedule({}, 20).empty());
  BOOST_TEST(schedule({0, 0, 0}, 20).empty());
}

BOOST_AUTO_TEST_CASE(single_runs_fill_batches_in_their_order) {
  const auto batches = schedule(Runs(45, 1), 20);
  BOOST_TEST_REQUIRE(batches.size() == 3U);
  BOOST_TEST(batches[0].size() == 20U);
  BOOST_TEST(batches[1].size() == 20U);
  BOOST_TEST(batches[2].size() == 5U);
  std::size_t expected = 0;
  for (const auto& batch : batches) {
    for (const auto& turn : batch) {
      BOOST_TEST(turn.test == expected++);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_runs_of_one_test_need_a_batch_each) { check({7}, 20); }

BOOST_AUTO_TEST_CASE(edges_of_a_batch) {
  for (const std::size_t tests : {1U, 19U, 20U, 21U, 40U, 41U}) {
    check(Runs(tests, 1), 20);
    check(Runs(tests, 2), 20);
  }
  Runs one_long(60, 1);
  one_long[59] = 5;
  check(one_long, 20);
}

BOOST_AUTO_TEST_CASE(random_runs_are_all_scheduled_in_order_and_in_the_fewest_batches) {
  std::mt19937 random(20'260'527);
  for (int round = 0; round < 500; ++round) {
    Runs runs(random() % 150);
    const auto most = 1 + random() % 6;
    for (auto& count : runs) {
      // Mostly single runs as in real reports, some none, some many.
      const auto kind = random() % 10;
      count = kind < 6 ? 1 : kind < 8 ? random() % (most + 1) : kind == 8 ? 0 : random() % 30;
    }
    BOOST_TEST_CONTEXT("round " << round) { check(runs, 1 + random() % 25); }
  }
}

BOOST_AUTO_TEST_CASE(large_runs_are_put_together_up_to_the_bytes_of_a_batch) {
  // Twice 60 + 40, and the small ones where there is room.
  const Runs bytes{40, 1, 60, 1, 40, 60, 1};
  const auto batches = schedule(Runs(bytes.size(), 1), 20, 102, [&](const importer::Turn& turn) {
    return bytes[turn.test];
  });
  BOOST_TEST(batches.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_run_that_is_too_large_by_itself_goes_alone) {
  const auto batches = schedule({1, 1, 1}, 20, 10, [](const importer::Turn& turn) {
    return turn.test == 1 ? 50U : 1U;
  });
  BOOST_TEST_REQUIRE(batches.size() == 2U);
  BOOST_TEST(batches[0].size() == 1U);
  BOOST_TEST(batches[0][0].test == 1U);
}

BOOST_AUTO_TEST_CASE(random_sizes_are_kept_within_the_bytes_and_the_order_of_runs) {
  std::mt19937 random(20'260'527);
  for (int round = 0; round < 200; ++round) {
    constexpr std::size_t most = 1'000;
    Runs runs(1 + random() % 150);
    std::ranges::generate(runs, [&] { return random() % 3; });
    std::vector<Runs> bytes;
    std::size_t all = 0;
    for (const auto count : runs) {
      auto& sizes = bytes.emplace_back(count);
      std::ranges::generate(sizes, [&] { return random() % 4 == 0 ? random() % 1'200 : 5; });
      all = std::accumulate(sizes.begin(), sizes.end(), all);
    }
    const auto bytes_of = [&](const importer::Turn& turn) { return bytes[turn.test][turn.turn]; };
    const auto batches = schedule(runs, 20, most, bytes_of);
    Runs next(runs.size(), 0);
    for (const auto& batch : batches) {
      std::size_t sum = 0;
      for (const auto& turn : batch) {
        BOOST_TEST(turn.turn == next[turn.test]++);
        sum += bytes_of(turn);
      }
      BOOST_TEST(batch.size() <= 20U);
      BOOST_TEST((batch.size() == 1 || sum <= most));
    }
    BOOST_TEST(next == runs, boost::test_tools::per_element());
    // No two batches that follow each other could be one, but for the order of their runs.
    BOOST_TEST(batches.size() <= 2 * (all / most + 1) + runs.size() / 20 + 2);
  }
}

BOOST_AUTO_TEST_SUITE_END()
