#include "client/caller.hpp"

#include "client/call_name.hpp"
#include "client/error.hpp"
#include "tests/client/scripted_transport.hpp"
#include "tests/client/virtual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace client;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(caller)

namespace {

const std::string caller_token = "canary-7c222fb2927d828a";

Settings settings_with(int rate) {
  Settings settings;
  settings.rate = rate;
  settings.connections = 50;
  settings.token = caller_token;
  return settings;
}

Request request_of(const std::string& method) {
  Request request;
  request.method = method;
  request.target = "/api/v2/projects/7/instances.json?set-ids=5";
  return request;
}

Response response_of(int status, std::optional<std::chrono::seconds> retry_after = {}) {
  Response response;
  response.status = status;
  response.retry_after = retry_after;
  return response;
}

const std::string get = "GET /api/v2/projects/7/instances.json?set-ids=5";
const std::string post = "POST /api/v2/projects/7/instances.json?set-ids=5";
const TransportError refused_connection("connect to x:443: connection refused", false, true);
const TransportError lost_answer("read from x:443: the connection was closed", true, true);
const TransportError bad_certificate("the certificate of x expired", false, false);

class Notes final : public Observer {
public:
  void called(const std::string& call, int status, int attempt, std::chrono::milliseconds)
      override {
    lines.push_back(call + " -> " + std::to_string(status) + " #" + std::to_string(attempt));
  }
  void waiting(const std::string& why, std::chrono::milliseconds how_long) override {
    lines.push_back("waiting " + std::to_string(how_long.count() / 1000) + " s: " + why);
    waits.push_back(how_long);
  }

  std::vector<std::string> lines;
  std::vector<std::chrono::milliseconds> waits;
};

/// A Caller on a scripted transport in virtual time.
struct Bench {
  explicit Bench(int rate = 30) : caller(settings_with(rate), transport, clock, &notes) {}
  ~Bench() {
    for (const auto& line : notes.lines) {
      BOOST_TEST(line.find(caller_token) == std::string::npos);
      BOOST_TEST(line.find("set-ids") == std::string::npos);
    }
  }

  Response read() { return support::run(context, clock, caller.read(request_of("GET"))); }
  Answer write() { return support::run(context, clock, caller.write(request_of("POST"))); }

  boost::asio::io_context context;
  support::ScriptedTransport transport;
  support::VirtualClock clock;
  Notes notes;
  Caller caller;
};

}  // namespace

BOOST_AUTO_TEST_CASE(calls_are_named_without_host_project_and_query) {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"/api/v2/projects/7/runs.json", "GET runs.json"},
      {"/gate/api/v2/projects/7/sets/5/clone.json?x=1", "GET sets/5/clone.json"},
      {"/api/v2/projects.json?page%5Bnumber%5D=1", "GET projects.json"},
      {"/api/v2/projects/7.json", "GET projects/7.json"},
      {"/api/v2/projects/7/tests/512.json", "GET tests/:id.json"},
      {"/api/v2/projects/7/tests/bulk_search.json", "GET tests/bulk_search.json"},
      {"/elsewhere", "GET /elsewhere"}};
  for (const auto& [target, name] : rows) {
    auto request = request_of("GET");
    request.target = target;
    BOOST_TEST(call_name(request) == name);
  }
}

BOOST_AUTO_TEST_CASE(a_read_is_repeated_until_it_is_answered) {
  Bench bench;
  bench.transport.expect(get, lost_answer);
  bench.transport.expect(get, 503, "");
  bench.transport.expect(get, refused_connection);
  bench.transport.expect(get, 200, "here");
  const auto start = bench.clock.now();
  BOOST_TEST(bench.read().body == "here");
  // Pauses of 1, 2 and 4 seconds, up to half of each left off.
  BOOST_CHECK(bench.clock.now() - start >= 3500ms);
  BOOST_CHECK(bench.clock.now() - start <= 7s);
  BOOST_TEST(bench.notes.lines.front() == "GET instances.json -> 0 #1");
  BOOST_TEST(bench.notes.lines.back() == "GET instances.json -> 200 #4");
}

BOOST_AUTO_TEST_CASE(a_read_gives_up_after_its_attempts) {
  Bench bench;
  for (int i = 0; i < 5; ++i) {
    bench.transport.expect(get, refused_connection);
  }
  BOOST_CHECK_EXCEPTION(bench.read(), Unreachable, [](const Unreachable& error) {
    BOOST_TEST(error.what() == "connect to x:443: connection refused (5 attempts)");
    return true;
  });
  for (int i = 0; i < 5; ++i) {
    bench.transport.expect(get, 500, "broken");
  }
  BOOST_TEST(bench.read().status == 500);
}

BOOST_AUTO_TEST_CASE(what_allows_a_call_to_leave_is_asked_again_before_each_try) {
  Bench bench;
  bench.transport.expect(post, refused_connection);
  bench.transport.expect(post, 201, "");
  int asked = 0;
  const BeforeLeaving before = [&]() -> boost::asio::awaitable<void> {
    ++asked;
    co_return;
  };
  const auto earliest = BootClock::now();
  support::run(bench.context, bench.clock, bench.caller.write(request_of("POST"), before));
  BOOST_TEST(asked == 2);
  for (const auto& request : bench.transport.seen()) {
    // Less than the minute after which another process may take over what this one does.
    BOOST_REQUIRE(request.leave_by.has_value());
    BOOST_CHECK(*request.leave_by > earliest);
    BOOST_CHECK(*request.leave_by < BootClock::now() + 45s);
  }
}

BOOST_AUTO_TEST_CASE(what_no_try_can_mend_is_tried_once) {
  Bench bench;
  bench.transport.expect(get, bad_certificate);
  BOOST_CHECK_THROW(bench.read(), Unreachable);
  bench.transport.expect(post, bad_certificate);
  BOOST_CHECK_THROW(bench.write(), Unreachable);
}

BOOST_AUTO_TEST_CASE(a_write_tells_its_fate) {
  const std::vector<std::pair<int, Fate>> fates = {
      {200, Fate::done},
      {201, Fate::done},
      {301, Fate::refused},
      {400, Fate::refused},
      {401, Fate::refused},
      {404, Fate::refused},
      {422, Fate::refused},
      {408, Fate::unknown},
      {500, Fate::unknown},
      {502, Fate::unknown},
      {503, Fate::unknown},
      {504, Fate::unknown}};
  for (const auto& [status, fate] : fates) {
    Bench bench;
    bench.transport.expect(post, status, "");
    BOOST_TEST_CONTEXT(status) { BOOST_CHECK(bench.write().fate == fate); }
  }
}

BOOST_AUTO_TEST_CASE(a_write_whose_answer_was_lost_is_unknown_and_never_repeated) {
  Bench bench;
  bench.transport.expect(post, lost_answer);
  const auto answer = bench.write();
  BOOST_CHECK(answer.fate == Fate::unknown);
  BOOST_TEST(answer.response.status == 0);
  BOOST_TEST(answer.why.value() == "read from x:443: the connection was closed");
}

BOOST_AUTO_TEST_CASE(a_write_that_never_arrived_is_sent_again) {
  Bench bench;
  bench.transport.expect(post, refused_connection);
  bench.transport.expect(post, response_of(429, 3s));
  bench.transport.expect(post, 200, "");
  BOOST_CHECK(bench.write().fate == Fate::done);
}

BOOST_AUTO_TEST_CASE(a_429_is_waited_out_as_often_as_it_comes_and_is_no_attempt) {
  Bench bench;
  const auto start = bench.clock.now();
  for (int i = 0; i < 20; ++i) {
    bench.transport.expect(post, response_of(429));
  }
  bench.transport.expect(post, 200, "");
  BOOST_CHECK(bench.write().fate == Fate::done);
  BOOST_CHECK(bench.clock.now() - start == 20 * 60s);
  BOOST_TEST(bench.notes.lines[1] == "waiting 60 s: PractiTest answered 429, too many calls");
  BOOST_TEST(bench.notes.lines.back() == "POST instances.json -> 200 #1");
}

BOOST_AUTO_TEST_CASE(retry_after_of_a_429_is_obeyed) {
  Bench bench;
  const auto start = bench.clock.now();
  bench.transport.expect(get, response_of(429, 7s));
  bench.transport.expect(get, 200, "");
  bench.read();
  BOOST_CHECK(bench.clock.now() - start == 7s);
}

BOOST_AUTO_TEST_CASE(nothing_but_429_for_half_an_hour_is_out_of_reach) {
  Bench bench;
  const auto start = bench.clock.now();
  for (int i = 0; i < 31; ++i) {
    bench.transport.expect(get, response_of(429));
  }
  BOOST_CHECK_THROW(bench.read(), Unreachable);
  BOOST_CHECK(bench.clock.now() - start == 30min);

  Bench asked_too_much;
  asked_too_much.transport.expect(post, response_of(429, 3h));
  BOOST_CHECK_THROW(asked_too_much.write(), Unreachable);
}

// The budget, over hours of virtual time.

namespace {

/// A server with a sliding window of its own, whose answers take their time; remembers when it
/// saw each call.
class SlowServer final : public Transport {
public:
  explicit SlowServer(Clock& clock) : clock_(clock) {}

  boost::asio::awaitable<Response> send(Request request) override {
    // Somewhere between sending and answer, differently each time.
    const auto number = static_cast<int>(seen.size());
    const auto sent = clock_.now();
    most_at_once = std::max(most_at_once, ++at_once_);
    co_await clock_.sleep_until(sent + number % 7 * 100ms);
    seen.push_back(clock_.now());
    order.push_back(request.body);
    co_await clock_.sleep_until(sent + 600ms + number % 5 * 400ms);
    --at_once_;
    Response response;
    response.status = 200;
    co_return response;
  }

  int most_at_once = 0;
  std::vector<Clock::time_point> seen;
  std::vector<std::string> order;

private:
  Clock& clock_;
  int at_once_ = 0;
};

boost::asio::awaitable<void> keep_writing(Caller& caller, int calls, int& done) {
  for (int i = 0; i < calls; ++i) {
    auto writing = caller.write(request_of("POST"));
    const auto answer = co_await std::move(writing);
    BOOST_CHECK(answer.fate == Fate::done);
    ++done;
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(no_sixty_seconds_ever_hold_more_than_the_rate) {
  boost::asio::io_context context;
  support::VirtualClock clock;
  SlowServer server(clock);
  Caller caller(settings_with(30), server, clock, nullptr);
  const auto start = clock.now();
  int done = 0;
  for (int i = 0; i < 50; ++i) {
    boost::asio::co_spawn(context, keep_writing(caller, 100, done), [](std::exception_ptr) {});
  }
  clock.run(context, [&] { return done == 5000; });
  BOOST_TEST(done == 5000);
  std::sort(server.seen.begin(), server.seen.end());
  for (std::size_t i = 30; i < server.seen.size(); ++i) {
    BOOST_REQUIRE(server.seen[i] - server.seen[i - 30] >= 60s);
  }
  // And not much slower than allowed either: 5,000 calls at 30 a minute are 166 minutes.
  BOOST_CHECK(clock.now() - start < 175min);
  // The first minute's calls went out at once.
  BOOST_CHECK(server.seen[29] - start < 5s);
}

BOOST_AUTO_TEST_CASE(who_waits_longest_goes_first) {
  boost::asio::io_context context;
  support::VirtualClock clock;
  SlowServer server(clock);
  Caller caller(settings_with(2), server, clock, nullptr);
  int done = 0;
  std::vector<std::string> expected;
  for (int i = 0; i < 20; ++i) {
    auto request = request_of("POST");
    request.body = std::to_string(i);
    expected.push_back(request.body);
    boost::asio::co_spawn(
        context, caller.write(request), [&done](std::exception_ptr, const Answer&) { ++done; }
    );
  }
  clock.run(context, [&] { return done == 20; });
  BOOST_TEST(server.order == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(without_a_rate_nobody_waits) {
  boost::asio::io_context context;
  support::VirtualClock clock;
  SlowServer server(clock);
  Caller caller(settings_with(0), server, clock, nullptr);
  const auto start = clock.now();
  int done = 0;
  for (int i = 0; i < 500; ++i) {
    boost::asio::co_spawn(context, keep_writing(caller, 1, done), [](std::exception_ptr) {});
  }
  clock.run(context, [&] { return done == 500; });
  // Ten rounds of fifty, of up to 2.2 seconds.
  BOOST_CHECK(clock.now() - start < 25s);
}

BOOST_AUTO_TEST_CASE(no_more_calls_are_under_way_than_there_are_connections) {
  boost::asio::io_context context;
  support::VirtualClock clock;
  SlowServer server(clock);
  auto settings = settings_with(0);
  settings.connections = 3;
  Caller caller(settings, server, clock, nullptr);
  int done = 0;
  for (int i = 0; i < 10; ++i) {
    boost::asio::co_spawn(context, keep_writing(caller, 1, done), [](std::exception_ptr) {});
  }
  clock.run(context, [&] { return done == 10; });
  BOOST_TEST(server.most_at_once == 3);
}

BOOST_AUTO_TEST_CASE(says_once_that_the_minute_is_used_up) {
  Bench bench(1);
  bench.transport.expect(get, 200, "");
  bench.transport.expect(get, 200, "");
  bench.read();
  bench.read();
  const std::vector<std::string> expected = {
      "GET instances.json -> 200 #1",
      "waiting 60 s: the call budget, 1 a minute, is used up",
      "GET instances.json -> 200 #1"};
  BOOST_TEST(bench.notes.lines == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(interrupting_ends_every_wait_and_lets_calls_under_way_finish) {
  boost::asio::io_context context;
  support::VirtualClock clock;
  SlowServer server(clock);
  Caller caller(settings_with(3), server, clock, nullptr);
  int answered = 0;
  int interrupted = 0;
  for (int i = 0; i < 10; ++i) {
    boost::asio::co_spawn(
        context,
        caller.write(request_of("POST")),
        [&](std::exception_ptr error, const Answer&) {
          try {
            if (error) {
              std::rethrow_exception(error);
            }
            ++answered;
          } catch (const Interrupted&) {
            ++interrupted;
          }
        }
    );
  }
  const auto start = clock.now();
  while (context.poll() > 0) {
  }
  caller.interrupt();
  clock.run(context, [] { return false; });
  BOOST_TEST(answered == 3);
  BOOST_TEST(interrupted == 7);
  BOOST_CHECK(clock.now() - start < 10s);
}

BOOST_AUTO_TEST_CASE(interrupting_ends_the_pause_before_a_retry) {
  Bench bench;
  bench.transport.expect(get, lost_answer);
  bool interrupted = false;
  boost::asio::co_spawn(
      bench.context,
      bench.caller.read(request_of("GET")),
      [&interrupted](std::exception_ptr error, const Response&) {
        BOOST_CHECK_THROW(std::rethrow_exception(error), Interrupted);
        interrupted = true;
      }
  );
  while (bench.context.poll() > 0) {
  }
  const auto start = bench.clock.now();
  bench.caller.interrupt();
  while (bench.context.poll() > 0) {
  }
  BOOST_TEST(interrupted);
  BOOST_CHECK(bench.clock.now() == start);
}

BOOST_AUTO_TEST_CASE(can_be_torn_down_while_calls_wait) {
  support::VirtualClock clock;
  SlowServer server(clock);
  boost::asio::io_context context;
  {
    Caller caller(settings_with(1), server, clock, nullptr);
    for (int i = 0; i < 5; ++i) {
      boost::asio::co_spawn(
          context, caller.write(request_of("POST")), [](std::exception_ptr, const Answer&) {}
      );
    }
    while (context.poll() > 0) {
    }
  }
  BOOST_TEST(server.seen.size() <= 1U);
}

BOOST_AUTO_TEST_SUITE_END()
