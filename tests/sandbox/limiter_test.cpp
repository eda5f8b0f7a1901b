#include "sandbox/limiter.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>

using sandbox::Limiter;
using std::chrono::milliseconds;
using std::chrono::seconds;

BOOST_AUTO_TEST_SUITE(limiter)

namespace {
const Limiter::time_point start{};
}

BOOST_AUTO_TEST_CASE(the_whole_minute_s_calls_may_come_at_once) {
  Limiter limiter(30);
  for (int i = 0; i < 30; ++i) {
    BOOST_TEST(limiter.admit(start));
  }
  BOOST_TEST(!limiter.admit(start));
}

BOOST_AUTO_TEST_CASE(the_window_slides) {
  Limiter limiter(2);
  BOOST_TEST(limiter.admit(start));
  BOOST_TEST(limiter.admit(start + seconds(59)));
  BOOST_TEST(!limiter.admit(start + milliseconds(59'999)));
  BOOST_TEST(limiter.admit(start + seconds(60)));
  BOOST_TEST(!limiter.admit(start + seconds(118)));
  BOOST_TEST(limiter.admit(start + seconds(119)));
}

BOOST_AUTO_TEST_CASE(refused_calls_do_not_count) {
  Limiter limiter(1);
  BOOST_TEST(limiter.admit(start));
  for (int second = 1; second < 60; ++second) {
    BOOST_TEST(!limiter.admit(start + seconds(second)));
  }
  BOOST_TEST(limiter.admit(start + seconds(60)));
}

BOOST_AUTO_TEST_CASE(the_wait_is_until_the_oldest_call_is_a_minute_old) {
  Limiter limiter(1);
  BOOST_TEST(limiter.admit(start));
  BOOST_TEST((limiter.wait(start + milliseconds(12'300)) == seconds(48)));
  BOOST_TEST((limiter.wait(start + seconds(60)) == seconds(1)));
}

BOOST_AUTO_TEST_CASE(zero_is_no_limit) {
  Limiter limiter(0);
  for (int i = 0; i < 1'000; ++i) {
    BOOST_TEST_REQUIRE(limiter.admit(start));
  }
}

BOOST_AUTO_TEST_SUITE_END()
