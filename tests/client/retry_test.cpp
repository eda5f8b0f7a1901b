#include "client/retry.hpp"

#include "client/retry_after.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>

using namespace client;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(retry)

namespace {

struct Verdict {
  int status;  ///< 0: no answer.
  bool may_have_arrived;
  bool may_pass_later;
  Next read;
  Next write;
};

std::ostream& operator<<(std::ostream& out, const Verdict& row) {
  return out << "status " << row.status << ", may have arrived " << row.may_have_arrived
             << ", may pass later " << row.may_pass_later;
}

const std::array<Verdict, 17> verdicts = {{
    {200, true, true, Next::take, Next::take},
    {204, true, true, Next::take, Next::take},
    {301, true, true, Next::take, Next::take},
    {400, true, true, Next::take, Next::take},
    {401, true, true, Next::take, Next::take},
    {404, true, true, Next::take, Next::take},
    {422, true, true, Next::take, Next::take},
    {408, true, true, Next::repeat, Next::take},
    {429, true, true, Next::queue, Next::queue},
    {500, true, true, Next::repeat, Next::take},
    {502, true, true, Next::repeat, Next::take},
    {503, true, true, Next::repeat, Next::take},
    {504, true, true, Next::repeat, Next::take},
    {0, true, true, Next::repeat, Next::take},
    {0, true, false, Next::take, Next::take},
    {0, false, true, Next::repeat, Next::repeat},
    {0, false, false, Next::take, Next::take},
}};

Attempt attempt_of(const Verdict& row, bool changes) {
  Attempt attempt;
  attempt.status = row.status;
  attempt.changes = changes;
  attempt.may_have_arrived = row.may_have_arrived;
  attempt.may_pass_later = row.may_pass_later;
  return attempt;
}

Attempt server_error(int number) {
  Attempt attempt;
  attempt.number = number;
  attempt.status = 500;
  return attempt;
}

}  // namespace

BOOST_DATA_TEST_CASE(
    repeats_reads_that_may_pass_and_writes_only_when_certainly_not_carried_out,
    boost::unit_test::data::make(verdicts),
    row
) {
  BOOST_CHECK(after(attempt_of(row, false), 5, 0.5).next == row.read);
  BOOST_CHECK(after(attempt_of(row, true), 5, 0.5).next == row.write);
}

BOOST_AUTO_TEST_CASE(the_attempts_are_counted) {
  BOOST_CHECK(after(server_error(4), 5, 0).next == Next::repeat);
  BOOST_CHECK(after(server_error(5), 5, 0).next == Next::take);
  BOOST_CHECK(after(server_error(1), 1, 0).next == Next::take);
}

BOOST_AUTO_TEST_CASE(a_429_is_no_attempt) {
  Attempt attempt;
  attempt.number = 100;
  attempt.status = 429;
  BOOST_CHECK(after(attempt, 5, 0).next == Next::queue);
}

BOOST_AUTO_TEST_CASE(the_pause_doubles_up_to_half_a_minute_and_half_of_it_is_random) {
  BOOST_CHECK(after(server_error(1), 100, 1.0).pause == 1000ms);
  BOOST_CHECK(after(server_error(1), 100, 0.0).pause == 500ms);
  BOOST_CHECK(after(server_error(3), 100, 1.0).pause == 4000ms);
  BOOST_CHECK(after(server_error(3), 100, 0.5).pause == 3000ms);
  BOOST_CHECK(after(server_error(50), 100, 1.0).pause == 30s);
}

BOOST_AUTO_TEST_CASE(retry_after_is_obeyed_when_longer_and_not_waited_for_when_absurd) {
  auto attempt = server_error(1);
  attempt.retry_after = 90s;
  BOOST_CHECK(after(attempt, 5, 0).pause == 90s);
  attempt.retry_after = 0s;
  BOOST_CHECK(after(attempt, 5, 0).pause == 500ms);
  attempt.retry_after = 24h;
  BOOST_CHECK(after(attempt, 5, 0).next == Next::take);
}

BOOST_AUTO_TEST_CASE(retry_after_is_read_as_seconds_or_date) {
  // 1994-11-06 08:49:00 UTC.
  const auto now = std::chrono::sys_days(std::chrono::year(1994) / 11 / 6) + 8h + 49min;
  BOOST_CHECK(parse_retry_after("120", now) == 120s);
  BOOST_CHECK(parse_retry_after("0", now) == 0s);
  BOOST_CHECK(parse_retry_after("Sun, 06 Nov 1994 08:49:37 GMT", now) == 37s);
  BOOST_CHECK(parse_retry_after("Sat, 05 Nov 1994 08:49:37 GMT", now) == 0s);
  BOOST_CHECK(parse_retry_after("2147483647", now) == std::chrono::seconds(366 * 24h));
  for (const char* nonsense :
       {"",
        "-1",
        "soon",
        "1.5",
        "99999999999999",
        "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET"}) {
    BOOST_TEST_CONTEXT(nonsense) { BOOST_CHECK(!parse_retry_after(nonsense, now)); }
  }
}

BOOST_AUTO_TEST_SUITE_END()
