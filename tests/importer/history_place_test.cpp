#include "importer/error.hpp"
#include "importer/history/dates.hpp"
#include "importer/history/place.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

using namespace importer::history;

BOOST_AUTO_TEST_SUITE(history_place)

namespace {

/// "root|job|number|branch" of a file below /data, from which on the user gave its path.
std::string told(
    const std::string& path, const std::string& pattern = "", std::size_t archive = 0
) {
  const auto place = BuildRule(pattern).place_of({"/data/" + path, path, archive});
  return place ? fmt::format("{}|{}|{}|{}", place->root, place->job, place->number, place->branch)
               : "none";
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_a_build_in_a_jenkins_home_is_its_folder) {
  BOOST_TEST(told("jobs/shop/builds/7/junitResult.xml") == "/data/jobs/shop/builds/7|shop|7|");
  BOOST_TEST(
      told("jobs/team/jobs/shop/branches/main/builds/12/archive/a/TEST-x.xml") ==
      "/data/jobs/team/jobs/shop/branches/main/builds/12|team/shop/main|12|"
  );
  BOOST_TEST(
      told("jobs/shop/configurations/axis-os/linux/builds/3/junitResult.xml") ==
      "/data/jobs/shop/configurations/axis-os/linux/builds/3|shop/axis-os/linux|3|"
  );
  BOOST_TEST(told("shop/builds/7/junitResult.xml") == "/data/shop/builds/7|shop|7|");
  BOOST_TEST(
      told("jobs/shop/builds/2012-01-31_10-00-00/junitResult.xml") ==
      "/data/jobs/shop/builds/2012-01-31_10-00-00|shop|2012-01-31_10-00-00|"
  );
  // No build: a link's name in old homes, or somebody else's folder "builds".
  BOOST_TEST(
      told("builds/lastSuccessfulBuild/a.xml") ==
      "/data/builds/lastSuccessfulBuild|builds|lastSuccessfulBuild|"
  );
}

BOOST_AUTO_TEST_CASE(of_other_files_is_the_archive_or_the_folder) {
  BOOST_TEST(told("shop/2024-01-17/a.xml") == "/data/shop/2024-01-17|shop|2024-01-17|");
  const std::string zip = "/data/shop/build-812.tar.gz";
  BOOST_TEST(
      told("shop/build-812.tar.gz/reports/a.xml", "", zip.size()) == zip + "|shop|build-812|"
  );
  const std::string loud = "/data/shop/813.ZIP";
  BOOST_TEST(told("shop/813.ZIP/a.xml", "", loud.size()) == loud + "|shop|813|");
}

BOOST_AUTO_TEST_CASE(is_where_the_pattern_matches) {
  BOOST_TEST(
      told("shop/build-812/unit/a.xml", "build-(?<number>\\d+)") == "/data/shop/build-812|shop|812|"
  );
  BOOST_TEST(
      told("shop/build-812/unit/a.xml", "build-8") == "/data/shop/build-812|shop|build-812|"
  );
  BOOST_TEST(told("shop/b-812/a.xml", "build-(?<number>\\d+)") == "none");
  BOOST_TEST(
      told(
          "x/main/2024-01-17/812/a.xml",
          "(?<job>x)/(?<branch>[^/]+)/(?<date>[0-9-]+)/(?<number>\\d+)/"
      ) == "/data/x/main/2024-01-17/812|x|812|main"
  );
  const auto place = BuildRule("(?<date>\\d{4}-\\d\\d-\\d\\d)")
                         .place_of({"/d/2024-01-17/a.xml", "2024-01-17/a.xml", 0});
  BOOST_TEST_REQUIRE(place.has_value());
  BOOST_TEST(day_of(place->date.value()) == "2024-01-17");
  BOOST_TEST(place->is_numbered);
}

BOOST_AUTO_TEST_CASE(is_not_told_by_what_is_no_pattern) {
  BOOST_CHECK_THROW(BuildRule("build-(\\d+"), importer::UsageError);
}

BOOST_AUTO_TEST_SUITE_END()
