#include "importer/error.hpp"
#include "importer/history/choose_builds.hpp"
#include "importer/history/dates.hpp"
#include "importer/history/set_names.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using namespace importer::history;

BOOST_AUTO_TEST_SUITE(history_dates)

namespace {

Build build_of(const std::string& day, const std::string& number = "7") {
  Build build;
  build.job = "shop";
  build.number = number;
  build.time = time_in(day).value();
  return build;
}

std::string kept(const Choice& choice) {
  std::vector<Build> builds;
  for (const auto* day : {"2024-01-01", "2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"}) {
    builds.push_back(build_of(day));
  }
  std::string days;
  const auto taken = chosen(builds, choice);
  for (std::size_t i = 0; i < builds.size(); ++i) {
    days += taken[i] ? day_of(builds[i].time).substr(9) : "";
  }
  return days;
}

}  // namespace

BOOST_AUTO_TEST_CASE(are_read_however_they_are_written) {
  for (const auto* text : {"2024-01-17", "20240117", "2024_01_17", "2024.01.17"}) {
    BOOST_TEST(minute_of(time_in(text).value()) == "2024-01-17 00:00", text);
  }
  BOOST_TEST(minute_of(time_in("2024-01-17_10-30-59").value()) == "2024-01-17 10:30");
  BOOST_TEST(minute_of(time_in("202401171030").value()) == "2024-01-17 10:30");
  BOOST_TEST(minute_of(time_in("1705487400").value()) == "2024-01-17 10:30");
  BOOST_TEST(minute_of(time_in("1705487400000").value()) == "2024-01-17 10:30");
}

BOOST_AUTO_TEST_CASE(that_are_none_are_none) {
  for (const auto* text : {"", "812", "2024-02-30", "2024-13-01", "2024-01-17 24:00", "v1.2.3"}) {
    BOOST_TEST(!time_in(text), text);
  }
}

BOOST_AUTO_TEST_CASE(have_the_week_of_iso_8601) {
  BOOST_TEST(week_of(time_in("2024-01-17").value()) == "2024-W03");
  BOOST_TEST(week_of(time_in("2024-12-30").value()) == "2025-W01");
  BOOST_TEST(week_of(time_in("2021-01-03").value()) == "2020-W53");
  BOOST_TEST(month_of(time_in("2024-12-30").value()) == "2024-12");
}

BOOST_AUTO_TEST_CASE(name_sets) {
  const auto build = build_of("2024-12-30");
  const auto named = [&build](const std::string& set, const std::string& otherwise = "") {
    const auto sets = SetNames(set, otherwise).of(build);
    BOOST_TEST(sets.by_result == (set.find("{suite}") != set.npos));
    return sets.name + (sets.otherwise.empty() ? "" : " else " + sets.otherwise);
  };
  BOOST_TEST(named("{job} {build}") == "shop 7");
  BOOST_TEST(named("{ci.job} {ci.build}") == "shop 7");
  BOOST_TEST(named("{date} {week} {month}") == "2024-12-30 2025-W01 2024-12");
  BOOST_TEST(named("History") == "History");
  BOOST_CHECK_THROW(named("{branch}"), importer::UsageError);
  BOOST_CHECK_THROW(named("{buidl}"), importer::UsageError);
  // What results say is left to them.
  BOOST_TEST(named("{job} {suite}") == "shop {suite}");
  BOOST_TEST(named("{suite}", "{job} {build}") == "{suite} else shop 7");
  BOOST_CHECK_THROW(named("{suite}", "{branch}"), importer::UsageError);
  BOOST_CHECK_THROW(named("{suite}", "{suite}"), importer::UsageError);
  BOOST_CHECK_THROW(named("{job}", "Others"), importer::UsageError);
}

BOOST_AUTO_TEST_CASE(choose_builds_and_the_newest_of_them_always) {
  BOOST_TEST(kept({}) == "12345");
  Choice choice;
  choice.every = 2;
  BOOST_TEST(kept(choice) == "135");
  choice.every = 3;
  BOOST_TEST(kept(choice) == "25");
  choice.last = 1;
  BOOST_TEST(kept(choice) == "5");
  choice = {};
  choice.last = 2;
  choice.until = time_in("2024-01-04");
  BOOST_TEST(kept(choice) == "23");
  choice.since = time_in("2024-01-03");
  BOOST_TEST(kept(choice) == "3");
}

BOOST_AUTO_TEST_SUITE_END()
