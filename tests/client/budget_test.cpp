#include "client/budget.hpp"

#include <boost/test/unit_test.hpp>

using client::Budget;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(budget)

namespace {

const Budget::time_point start{1000h};

/// Sends a call at `now`, answered `took` later.
void call(Budget& budget, Budget::time_point now, Budget::time_point::duration took = 0s) {
  budget.sent();
  budget.ended(now + took, true);
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_whole_minute_may_be_used_at_once) {
  Budget budget(30);
  for (int i = 0; i < 30; ++i) {
    BOOST_CHECK(budget.next(start) == start);
    call(budget, start);
  }
  BOOST_CHECK(budget.next(start) == start + 60s);
}

BOOST_AUTO_TEST_CASE(a_place_is_held_until_a_minute_after_the_answer) {
  Budget budget(1);
  call(budget, start, 5s);
  BOOST_CHECK(budget.next(start + 64s) == start + 65s);
  BOOST_CHECK(budget.next(start + 65s) == start + 65s);
}

BOOST_AUTO_TEST_CASE(while_all_places_are_under_way_nobody_knows_when) {
  Budget budget(2);
  budget.sent();
  budget.sent();
  BOOST_CHECK(!budget.next(start + 600s));
  budget.ended(start + 600s, true);
  BOOST_CHECK(budget.next(start + 600s) == start + 660s);
}

BOOST_AUTO_TEST_CASE(a_call_that_never_arrived_costs_nothing) {
  Budget budget(1);
  budget.sent();
  budget.ended(start, false);
  BOOST_CHECK(budget.next(start) == start);
}

BOOST_AUTO_TEST_CASE(a_429_holds_everything_back_until_its_retry_after) {
  Budget budget(30);
  budget.refused(start, 7s);
  BOOST_CHECK(budget.next(start) == start + 7s);
  BOOST_TEST(budget.blocked(start + 6s));
  BOOST_TEST(!budget.blocked(start + 7s));
  budget.refused(start, 3s);
  BOOST_CHECK(budget.next(start) == start + 7s);  // The longer one holds.
}

BOOST_AUTO_TEST_CASE(a_429_without_retry_after_waits_for_the_window_to_turn) {
  Budget budget(30);
  budget.refused(start, std::nullopt);
  BOOST_CHECK(budget.next(start) == start + 60s);
}

BOOST_AUTO_TEST_CASE(a_retry_after_of_nothing_still_waits_a_second) {
  Budget budget(30);
  budget.refused(start, 0s);
  BOOST_CHECK(budget.next(start) == start + 1s);
}

BOOST_AUTO_TEST_CASE(without_a_rate_only_429_counts) {
  Budget budget(0);
  for (int i = 0; i < 10'000; ++i) {
    BOOST_REQUIRE(budget.next(start) == start);
    call(budget, start);
  }
  budget.refused(start, 2s);
  BOOST_CHECK(budget.next(start) == start + 2s);
}

BOOST_AUTO_TEST_SUITE_END()
