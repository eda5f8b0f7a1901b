#include "importer/progress.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <sstream>
#include <string>

using importer::Progress;
using namespace std::chrono_literals;

BOOST_AUTO_TEST_SUITE(progress)

namespace {

/// A progress whose time passes when a test says so.
struct Watched {
  std::chrono::steady_clock::time_point now{1h};
  std::ostringstream err;
  Progress progress;

  explicit Watched(bool live) : progress(err, 0, live, false, [this] { return now; }) {}

  /// What was written since.
  std::string said() {
    const auto text = err.str();
    err.str("");
    return text;
  }
  std::string after(std::chrono::seconds time) {
    said();
    now += time;
    progress.tick();
    return said();
  }
};

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_seconds_of_a_wait_count_down_on_a_terminal) {
  Watched watched(true);
  watched.progress.phase("looking");
  watched.progress.waiting("the limit", 12s);
  BOOST_TEST(holds(watched.said(), "looking · waiting 12 s: the limit"));
  BOOST_TEST(holds(watched.after(1s), "looking · waiting 11 s: the limit"));
  BOOST_TEST(holds(watched.after(9s), "looking · waiting 2 s: the limit"));
  const auto over = watched.after(2s);
  BOOST_TEST(holds(over, "looking"));
  BOOST_TEST(!holds(over, "waiting"));
}

BOOST_AUTO_TEST_CASE(without_a_wait_a_second_changes_nothing) {
  Watched watched(true);
  watched.progress.phase("looking");
  BOOST_TEST(watched.after(1s) == "");
  watched.progress.waiting("the limit", 12s);
  watched.progress.called("GET sets.json", 200, 1, 5ms);
  BOOST_TEST(watched.after(1s) == "");
}

BOOST_AUTO_TEST_CASE(a_log_has_a_line_for_a_wait_and_none_a_second) {
  Watched watched(false);
  watched.progress.waiting("the limit", 12s);
  BOOST_TEST(watched.said() == "ptimport: waiting 12 s: the limit\n");
  BOOST_TEST(watched.after(1s) == "");
}

BOOST_AUTO_TEST_SUITE_END()
