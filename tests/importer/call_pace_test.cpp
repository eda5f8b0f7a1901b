#include "importer/call_pace.hpp"

#include <boost/test/unit_test.hpp>

using importer::CallPace;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(call_pace)

namespace {

const CallPace::time_point start{1'000s};

}  // namespace

BOOST_AUTO_TEST_CASE(a_minute_has_as_many_calls_as_the_limit_and_gets_them_back) {
  CallPace pace(3);
  BOOST_TEST(pace.left(start).value() == 3U);
  pace.made(start, 100ms);
  pace.made(start + 10s, 100ms);
  BOOST_TEST(pace.left(start + 10s).value() == 1U);
  BOOST_TEST(pace.left(start + 60s).value() == 2U);
  BOOST_TEST(pace.left(start + 70s).value() == 3U);
}

BOOST_AUTO_TEST_CASE(more_calls_than_others_left_room_for_leave_none) {
  CallPace pace(1);
  pace.made(start, 100ms);
  pace.made(start, 100ms);
  BOOST_TEST(pace.left(start).value() == 0U);
}

BOOST_AUTO_TEST_CASE(without_a_limit_the_pace_alone_tells_the_end) {
  CallPace pace(0);
  BOOST_TEST(!pace.left(start).has_value());
  BOOST_TEST(!pace.time_for(4, start).has_value());
  pace.made(start + 2s, 2s);
  BOOST_TEST(pace.time_for(4, start + 2s).value().count() == 8);
}

BOOST_AUTO_TEST_CASE(calls_beyond_the_minute_wait_for_the_places_of_those_before) {
  CallPace pace(2);
  pace.made(start, 0ms);
  pace.made(start + 20s, 0ms);
  const auto now = start + 30s;
  BOOST_TEST(pace.time_for(0, now).value().count() == 0);
  BOOST_TEST(pace.time_for(1, now).value().count() == 30);
  BOOST_TEST(pace.time_for(2, now).value().count() == 50);
  BOOST_TEST(pace.time_for(3, now).value().count() == 90);
  BOOST_TEST(pace.time_for(4, now).value().count() == 110);
}

BOOST_AUTO_TEST_CASE(room_that_is_left_is_used_before_anything_waits) {
  CallPace pace(2);
  pace.made(start, 0ms);
  BOOST_TEST(pace.time_for(2, start + 30s).value().count() == 30);
  BOOST_TEST(pace.time_for(3, start + 30s).value().count() == 60);
}

BOOST_AUTO_TEST_SUITE_END()
