#include "importer/history/history_page.hpp"

#include "importer/history/history_chart.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace importer;
using namespace importer::history;

BOOST_AUTO_TEST_SUITE(history_pages)

namespace {

/// Builds of a nightly job with three results each, of which the first `failing` builds have one
/// that failed.
BackfillSummary nightly(std::size_t builds, std::size_t failing) {
  BackfillSummary summary;
  summary.history.builds.resize(builds);
  for (std::size_t i = 0; i < builds; ++i) {
    auto& build = summary.history.builds[i];
    build.job = "nightly";
    build.number = std::to_string(i + 1);
    build.time = Time(std::chrono::sys_days(std::chrono::year(2024) / 1 / 1)) +
                 std::chrono::days(static_cast<int>(i));
    BuildTold told;
    told.build = &build;
    told.state = BuildState::recorded;
    told.outcomes = {i < failing ? 2U : 3U, i < failing ? 1U : 0U, 0, 0};
    summary.builds.push_back(told);
  }
  return summary;
}

std::string text_of(const boost::json::value& value) {
  return boost::json::value_to<std::string>(value);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_build_is_a_bar_of_its_results_the_failed_ones_on_top) {
  const auto chart = history_chart(nightly(2, 1));
  const auto& bars = chart.at("bars").as_array();
  BOOST_TEST_REQUIRE(bars.size() == 2U);
  const auto& parts = bars[0].at("parts").as_array();
  BOOST_TEST_REQUIRE(parts.size() == 2U);
  BOOST_TEST(text_of(parts[0].at("kind")) == "passed");
  BOOST_TEST(text_of(parts[1].at("kind")) == "failed");
  BOOST_TEST(
      std::stod(text_of(parts[0].at("height"))) == 115.0 * 2 / 3, boost::test_tools::tolerance(0.01)
  );
  BOOST_TEST(text_of(bars[0].at("title")) == "nightly #1, 2024-01-01 00:00: 3 results, 1 failed");
  BOOST_TEST(text_of(chart.at("words")) == "2 builds: 6 results, 1 failed");
}

BOOST_AUTO_TEST_CASE(of_very_many_builds_neighbours_share_a_bar_and_no_result_is_lost) {
  const auto chart = history_chart(nightly(1'000, 10));
  BOOST_TEST(chart.at("bars").as_array().size() == 334U);
  BOOST_TEST(
      text_of(chart.at("bars").at(3).at("title")) ==
      "3 builds, 2024-01-10 to 2024-01-12: 9 results, 1 failed"
  );
  BOOST_TEST(
      text_of(chart.at("words")) == "1,000 builds: 3,000 results, 10 failed; a bar is 3 builds"
  );
}

BOOST_AUTO_TEST_CASE(without_builds_there_is_a_page_and_no_picture) {
  auto summary = nightly(0, 0);
  summary.error = "no build with results found";
  summary.exit_code = ExitCode::no_results;
  const auto page = history_page(summary);
  BOOST_TEST(!page.contains("history"));
  BOOST_TEST(text_of(page.at("banner")) == "no build with results found");
  BOOST_TEST(text_of(page.at("banner_kind")) == "bad");
}

BOOST_AUTO_TEST_CASE(what_is_lost_comes_first_with_its_reason) {
  auto summary = nightly(3, 0);
  summary.builds[2].state = BuildState::partly;
  summary.builds[2].why = "1 refused, 0 unknown, 0 not sent";
  const auto page = history_page(summary);
  const auto& rows = page.at("rows").as_array();
  BOOST_TEST(text_of(rows.at(0).at("name")) == "nightly #3, 2024-01-03 00:00");
  BOOST_TEST(text_of(rows.at(0).at("details").at("why")) == summary.builds[2].why);
  BOOST_TEST(text_of(rows.at(0).at("kinds")) == "passed lost");
}

BOOST_AUTO_TEST_SUITE_END()
