#include "importer/error.hpp"
#include "importer/history/dates.hpp"
#include "importer/history/windowed_calls.hpp"
#include "tests/client/scripted_transport.hpp"
#include "tests/client/virtual_clock.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

using namespace importer::history;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(history_window)

namespace {

using When = SendingHours::Time;

/// The clock of this process, for as long as this lives.
class Zone {
public:
  explicit Zone(const char* name) {
    setenv("TZ", name, 1);
    tzset();
  }
  ~Zone() {
    unsetenv("TZ");
    tzset();
  }
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
};

When at(const std::string& utc) {
  return std::chrono::time_point_cast<When::duration>(time_in(utc).value());
}

std::string text(When time) {
  return minute_of(std::chrono::time_point_cast<std::chrono::milliseconds>(time));
}

std::string next(const std::string& window, const std::string& now) {
  return text(SendingHours(window).next(at(now)));
}

std::string after(const std::string& window, std::chrono::minutes sending, const std::string& now) {
  return text(SendingHours(window).after(sending, at(now)));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_window_may_cross_midnight) {
  const Zone zone("UTC");
  const std::string night = "20:00-06:00";
  BOOST_TEST(next(night, "2024-01-17 19:59") == "2024-01-17 20:00");
  BOOST_TEST(next(night, "2024-01-17 20:00") == "2024-01-17 20:00");
  BOOST_TEST(next(night, "2024-01-17 23:59") == "2024-01-17 23:59");
  BOOST_TEST(next(night, "2024-01-18 05:59") == "2024-01-18 05:59");
  BOOST_TEST(next(night, "2024-01-18 06:00") == "2024-01-18 20:00");
}

BOOST_AUTO_TEST_CASE(of_several_windows_the_next_one_counts) {
  const Zone zone("UTC");
  const std::string two = "12:00-13:00,20:00-06:00";
  BOOST_TEST(next(two, "2024-01-31 07:00") == "2024-01-31 12:00");
  BOOST_TEST(next(two, "2024-01-31 12:30") == "2024-01-31 12:30");
  BOOST_TEST(next(two, "2024-01-31 13:00") == "2024-01-31 20:00");
  BOOST_TEST(next("08:00-09:00", "2024-01-31 09:00") == "2024-02-01 08:00");
}

BOOST_AUTO_TEST_CASE(without_a_window_it_is_always_open) {
  BOOST_TEST(SendingHours("").always());
  BOOST_TEST(next("", "2024-01-17 19:59") == "2024-01-17 19:59");
  BOOST_TEST(after("", 90min, "2024-01-17 19:59") == "2024-01-17 21:29");
}

BOOST_AUTO_TEST_CASE(hours_are_those_of_the_machine_also_when_its_clock_is_changed) {
  const Zone zone("CET-1CEST,M3.5.0,M10.5.0/3");
  BOOST_TEST(next("20:00-06:00", "2024-01-17 18:59") == "2024-01-17 19:00");
  BOOST_TEST(next("20:00-06:00", "2024-07-17 17:59") == "2024-07-17 18:00");
  // The night in which the clock is put forward has an hour less, the other one an hour more.
  BOOST_TEST(after("20:00-06:00", 9h + 1min, "2024-03-30 19:00") == "2024-03-31 18:01");
  BOOST_TEST(after("20:00-06:00", 10h + 30min, "2024-10-26 18:00") == "2024-10-27 04:30");
  // At an hour that there is not.
  BOOST_CHECK(SendingHours("02:30-02:40").next(at("2024-03-31 00:00")) <= at("2024-04-01 00:30"));
}

BOOST_AUTO_TEST_CASE(how_long_it_takes_counts_open_hours_alone) {
  const Zone zone("UTC");
  BOOST_TEST(after("20:00-06:00", 1h, "2024-01-17 12:00") == "2024-01-17 21:00");
  BOOST_TEST(after("20:00-06:00", 25h, "2024-01-17 12:00") == "2024-01-20 01:00");
  BOOST_TEST(after("20:00-22:00,21:00-23:00", 4h, "2024-01-17 12:00") == "2024-01-18 21:00");
  BOOST_TEST(after("00:00-12:00,12:00-00:00", 50h, "2024-01-17 12:00") == "2024-01-19 14:00");
}

BOOST_AUTO_TEST_CASE(what_is_no_window_is_refused) {
  for (const char* wrong :
       {"20:00",
        "20-06",
        "20:00-20:00",
        "24:00-06:00",
        "20:60-06:00",
        "20:00-06:00,",
        "8:00-9:00",
        "20:00-06:00 ",
        "20:00-06:000",
        "aa:bb-cc:dd",
        ","}) {
    BOOST_TEST_CONTEXT(wrong) {
      BOOST_CHECK_EXCEPTION(SendingHours{wrong}, importer::UsageError, [](const auto& error) {
        return std::string(error.what()).find("20:00-06:00") != std::string::npos;
      });
    }
  }
}

namespace {

class Waits final : public client::Observer {
public:
  void called(const std::string&, int, int, std::chrono::milliseconds) override {}
  void waiting(const std::string& why, std::chrono::milliseconds how_long) override {
    said.push_back(why);
    waited += how_long;
  }
  std::vector<std::string> said;
  std::chrono::milliseconds waited{0};
};

/// A Caller in virtual time, which is noon when it begins.
struct Noon {
  Zone zone{"UTC"};
  boost::asio::io_context context;
  support::ScriptedTransport transport;
  support::VirtualClock clock;
  Waits waits;
  SendingHours hours{"20:00-06:00"};
  std::vector<std::string> told;
  client::Clock::time_point begun = clock.now();
  WindowedCalls calls{
      hours,
      nullptr,
      [this] {
        const auto passed = clock.now() - begun;
        return at("2024-01-17 12:00") + std::chrono::duration_cast<When::duration>(passed);
      },
      [this](const std::string& why) { told.push_back(why); }};
  client::Settings settings;
  client::Caller caller{settings, transport, clock, &waits, &calls};

  static client::Request request() {
    client::Request made;
    made.method = "GET";
    made.target = "/api/v2/projects.json";
    return made;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(no_call_leaves_outside_of_it_and_the_time_is_told) {
  Noon noon;
  noon.transport.expect("GET /api/v2/projects.json", 200, "{}");
  support::run(noon.context, noon.clock, noon.caller.read(Noon::request()));
  BOOST_CHECK(noon.clock.now() - noon.begun == 8h);
  BOOST_REQUIRE(noon.waits.said.size() == 1U);
  BOOST_TEST(
      noon.waits.said.front() == "outside of --window 20:00-06:00; goes on at 2024-01-17 20:00"
  );
  BOOST_TEST(noon.told == noon.waits.said, boost::test_tools::per_element());
  noon.transport.expect("GET /api/v2/projects.json", 200, "{}");
  support::run(noon.context, noon.clock, noon.caller.read(Noon::request()));
  BOOST_CHECK(noon.clock.now() - noon.begun == 8h);
}

BOOST_AUTO_TEST_SUITE_END()
