#include "importer/history/dates.hpp"
#include "importer/history/find_builds.hpp"
#include "importer/history/read_builds.hpp"
#include "tests/importer/folder.hpp"
#include "tests/support/packed.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace importer::history;
using support::packed;

BOOST_AUTO_TEST_SUITE(history_builds)

namespace {

const std::string history = FIXTURES_DIR "/history";

History found(
    const std::vector<std::string>& paths,
    const std::string& pattern = "",
    const parsers::archives::Limits& limits = {}
) {
  return find_builds(paths, BuildRule(pattern), {}, {}, limits);
}

/// "shop #1 2024-01-15 02:00 jenkins 2; …"
std::string told(const History& all) {
  std::string builds;
  for (const auto& build : all.builds) {
    builds += fmt::format(
        "{}{} {} {} {}",
        builds.empty() ? "" : "; ",
        title_of(build),
        minute_of(build.time),
        name_of(build.time_from),
        build.results
    );
  }
  return builds;
}

importer::Reports read_again(const Build& build) {
  const importer::ReadingOptions options;
  return ReadBuilds(options).read(build);
}

std::string report(const std::string& test, const std::string& when = "2024-01-17T10:00:00") {
  return fmt::format(
      R"(<testsuite name="s" timestamp="{}"><testcase classname="c" name="{}"/></testsuite>)",
      when,
      test
  );
}

}  // namespace

BOOST_AUTO_TEST_CASE(are_those_of_a_jenkins_home_in_the_order_of_their_time) {
  const auto all = found({history + "/jenkins"});
  BOOST_TEST(
      told(all) ==
      "shop #1 2024-01-15 04:00 Jenkins 2; shop #2 2024-01-16 04:00 Jenkins 3; "
      "shop #3 2024-01-17 04:00 Jenkins 3"
  );
  BOOST_TEST(all.running.size() == 1U);
  BOOST_TEST(all.without_reports == 1U);
  BOOST_TEST(all.obstacles.unreadable.empty());
  BOOST_TEST(told(found({history + "/jenkins/jobs/shop/builds"})) == told(all));
}

BOOST_AUTO_TEST_CASE(are_folders_or_what_a_pattern_says) {
  BOOST_TEST(found({history + "/dated"}).builds.size() == 6U);
  BOOST_TEST(
      told(found({history + "/dated"}, "(?<date>\\d{4}-\\d\\d-\\d\\d)")) ==
      "dated #2024-01-15 2024-01-15 00:00 path 4; dated #2024-01-16 2024-01-16 00:00 path 4; "
      "dated #2024-01-17 2024-01-17 00:00 path 4"
  );
  const auto none = found({history + "/dated"}, "build-\\d+");
  BOOST_TEST(none.builds.empty());
  BOOST_TEST(none.outside == 6U);
}

BOOST_AUTO_TEST_CASE(are_archives_and_archives_within) {
  const Folder folder;
  for (const auto* how : {"zip", "tar", "tar.gz", "tar.xz", "tar.zst"}) {
    const auto one = packed(how, {{"out/TEST-a.xml", report("a")}, {"readme.txt", "x"}});
    const auto other = packed(how, {{"TEST-a.xml", report("b", "2024-01-16T10:00:00")}});
    const auto name = [how](int build) { return fmt::format("build-{}.{}", build, how); };
    folder.write("h/all.zip", packed("zip", {{name(2), one}, {name(1), other}}));
    BOOST_TEST(
        told(found({folder / "h"})) ==
            "all.zip #build-1 2024-01-16 10:00 reports 1; "
            "all.zip #build-2 2024-01-17 10:00 reports 1",
        how
    );
    folder.write("h/all.zip", packed("zip", {}));
    folder.write("t/" + name(7), one);
    BOOST_TEST(told(found({folder / "t"})) == "t #build-7 2024-01-17 10:00 reports 1", how);
    std::filesystem::remove_all(folder / "t");
  }
}

BOOST_AUTO_TEST_CASE(are_read_again_as_they_were) {
  const Folder folder;
  folder.write(
      "h/7.zip", packed("zip", {{"a.tar.gz", packed("tar.gz", {{"TEST-b.xml", report("b")}})}})
  );
  folder.write("h/8/TEST-c.xml", report("c", "2024-02-01T10:00:00"));
  const auto all = found({folder / "h"});
  BOOST_TEST_REQUIRE(all.builds.size() == 2U);
  const auto reports = read_again(all.builds[0]);
  BOOST_TEST_REQUIRE(reports.read.size() == 1U);
  BOOST_TEST(reports.read[0].results.front().name == "b");
  BOOST_TEST(reports.read[0].source == folder / "h/7.zip/a.tar.gz/TEST-b.xml");
  folder.write("h/8/TEST-c.xml", report("other"));
  const auto changed = read_again(all.builds[1]);
  BOOST_TEST(changed.read.empty());
  BOOST_TEST_REQUIRE(changed.unreadable.size() == 1U);
  BOOST_TEST(changed.unreadable[0].why.starts_with("it is no longer what it was"));
}

namespace {

/// The names of the tests of builds that are read one after the other, those that follow told.
std::string read_in_turn(ReadBuilds& reading, const std::vector<Build>& builds) {
  std::string names;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    const auto reports = reading.read(builds[i], [&] {
      std::vector<const Build*> coming;
      for (std::size_t next = i + 1; next < builds.size(); ++next) {
        coming.push_back(&builds[next]);
      }
      return coming;
    });
    names += reports.read.empty() ? "-" : std::string(reports.read[0].results.front().name);
  }
  return names;
}

}  // namespace

BOOST_AUTO_TEST_CASE(in_an_archive_are_read_by_few_looks_into_it) {
  const Folder folder;
  // The older, the further behind.
  std::map<std::string, std::string> files;
  for (int build = 1; build <= 9; ++build) {
    const std::string name(1, static_cast<char>('j' - build));
    files.emplace(
        fmt::format("jobs/x/builds/{}/archive/a.xml", build),
        report(name, fmt::format("2024-01-1{}T10:00:00", 9 - build))
    );
  }
  for (const auto* how : {"tar", "tar.gz", "zip"}) {
    const auto archive = folder.write(fmt::format("h/all.{}", how), packed(how, files));
    const auto all = found({archive});
    BOOST_TEST_REQUIRE(all.builds.size() == 9U);
    const importer::ReadingOptions options;
    const auto of_three = 3 * all.builds[0].bytes;
    ReadBuilds by_threes(options, {}, of_three);
    BOOST_TEST(read_in_turn(by_threes, all.builds) == "abcdefghi");
    BOOST_TEST(by_threes.looks() == 3U);
    ReadBuilds none_fits(options, {}, 1);
    BOOST_TEST(read_in_turn(none_fits, all.builds) == "abcdefghi");
    BOOST_TEST(none_fits.looks() == 9U);
    // As --results does, which looks at all to know what is left out.
    ReadBuilds twice(options, {}, of_three);
    for (const auto& build : all.builds) {
      for (const auto round : {1, 2}) {
        BOOST_TEST(twice.read(build).read.size() == 1U, round);
      }
    }
    BOOST_TEST(twice.looks() == 9U);
    // What was taken away meanwhile is missing for its build alone.
    auto less = files;
    less.erase("jobs/x/builds/5/archive/a.xml");
    folder.write(fmt::format("h/all.{}", how), packed(how, less));
    ReadBuilds fewer(options, {}, of_three);
    BOOST_TEST(read_in_turn(fewer, all.builds) == "abcd-fghi");
    std::filesystem::remove(archive);
  }
}

BOOST_AUTO_TEST_CASE(in_several_archives_that_go_by_turns_are_read_by_a_look_into_each) {
  const Folder folder;
  std::map<std::string, std::string> odd;
  std::map<std::string, std::string> even;
  for (int build = 1; build <= 9; ++build) {
    const std::string name(1, static_cast<char>('a' + build - 1));
    (build % 2 == 0 ? even : odd)
        .emplace(
            fmt::format("jobs/x/builds/{}/archive/a.xml", build),
            report(name, fmt::format("2024-01-1{}T10:00:00", build))
        );
  }
  folder.write("h/odd.tar.gz", packed("tar.gz", odd));
  folder.write("h/even.zip", packed("zip", even));
  const auto all = found({folder / "h"});
  BOOST_TEST_REQUIRE(all.builds.size() == 9U);
  const importer::ReadingOptions options;
  ReadBuilds whole(options);
  BOOST_TEST(read_in_turn(whole, all.builds) == "abcdefghi");
  BOOST_TEST(whole.looks() == 2U);
  ReadBuilds by_threes(options, {}, 3 * all.builds[0].bytes);
  BOOST_TEST(read_in_turn(by_threes, all.builds) == "abcdefghi");
  BOOST_TEST(by_threes.looks() == 5U);
}

BOOST_AUTO_TEST_CASE(of_jenkins_have_what_it_gathered_once) {
  const Folder folder;
  folder.write(
      "jobs/x/builds/1/junitResult.xml",
      "<result><suites><suite><name>s</name><cases><case><className>c</className>"
      "<testName>a</testName><skipped>false</skipped></case></cases></suite></suites></result>"
  );
  folder.write("jobs/x/builds/1/archive/TEST-a.xml", report("a"));
  folder.write("jobs/x/builds/1/archive/TEST-b.xml", report("b"));
  const auto all = found({folder / "jobs"});
  BOOST_TEST_REQUIRE(all.builds.size() == 1U);
  const auto reports = read_again(all.builds[0]);
  BOOST_TEST(reports.read.size() == 2U);
  BOOST_TEST_REQUIRE(reports.passed_over.size() == 1U);
  BOOST_TEST(reports.passed_over[0].file.ends_with("TEST-a.xml"));
}

BOOST_AUTO_TEST_CASE(of_jenkins_may_have_archived_reports_that_are_called_as_its_own_files) {
  const Folder folder;
  const std::map<std::string, std::string> files = {
      {"jobs/x/builds/1/archive/jobs/y/config.xml", report("a")},
      {"jobs/x/config.xml", "<project/>"}};
  for (const auto& [name, bytes] : files) {
    folder.write("home/" + name, bytes);
  }
  for (const auto& path : {folder / "home", folder.write("home.zip", packed("zip", files))}) {
    const auto all = found({path});
    BOOST_TEST(told(all) == "x #1 2024-01-17 10:00 reports 1");
    BOOST_TEST(all.passed_over == 0U);
  }
}

BOOST_AUTO_TEST_CASE(that_are_the_same_are_taken_once) {
  const Folder folder;
  folder.write("h/7/TEST-a.xml", report("a"));
  folder.write("h/7.zip", packed("zip", {{"TEST-a.xml", report("a")}}));
  const auto all = found({folder / "h"});
  BOOST_TEST(all.builds.size() == 1U);
  BOOST_TEST_REQUIRE(all.duplicates.size() == 1U);
  // Two builds of the CI system's may have written the same bytes.
  folder.write("jobs/x/builds/1/junitResult.xml", report("a"));
  folder.write("jobs/x/builds/2/junitResult.xml", report("a"));
  const auto numbered = found({folder / "jobs"});
  BOOST_TEST(numbered.builds.size() == 2U);
  BOOST_TEST(numbered.duplicates.empty());
}

BOOST_AUTO_TEST_CASE(have_the_same_identity_wherever_they_lie) {
  const Folder folder;
  folder.write("one/shop/7/TEST-a.xml", report("a"));
  folder.write("two/deeper/other/8/TEST-a.xml", report("a"));
  const auto one = found({folder / "one"});
  const auto two = found({folder / "two/deeper/other/8/TEST-a.xml"});
  BOOST_TEST_REQUIRE(one.builds.size() == 1U);
  BOOST_TEST_REQUIRE(two.builds.size() == 1U);
  BOOST_TEST(identity_of(one.builds[0]) == identity_of(two.builds[0]));
}

namespace {

const std::string multibranch = history + "/multibranch";
const std::string gift_cards = "jobs/shop/branches/feature-gift-cards.sn6phr/";

/// "shop/main #1 of main; …"
std::string branches_of(const History& all) {
  std::string builds;
  for (const auto& build : all.builds) {
    builds += fmt::format("{}{} of {}", builds.empty() ? "" : "; ", title_of(build), build.branch);
  }
  return builds;
}

/// The files of a folder, by their paths in it.
std::map<std::string, std::string> files_in(const std::string& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) {
      std::ifstream file(entry.path(), std::ios::binary);
      files.emplace(
          entry.path().lexically_relative(folder).generic_string(),
          std::string(std::istreambuf_iterator<char>(file), {})
      );
    }
  }
  return files;
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_branches_are_called_as_jenkins_calls_them) {
  const std::string gifts =
      "shop/feature%2Fgift-cards #1 of feature/gift-cards; "
      "shop/feature%2Fgift-cards #2 of feature/gift-cards";
  const auto all_named =
      "shop/main #1 of main; " + gifts +
      "; acme/mug.shop/bugfix%2Fbasket-loses-its-lamps-when-the-session-ends #1 of "
      "bugfix/basket-loses-its-lamps-when-the-session-ends";
  const auto all = found({multibranch});
  BOOST_TEST(branches_of(all) == all_named);
  BOOST_TEST(all.passed_over == 0U);
  // A part of the home.
  BOOST_TEST(branches_of(found({multibranch + "/" + gift_cards + "builds"})) == gifts);
  BOOST_TEST(
      branches_of(found({multibranch + "/" + gift_cards + "builds/2/junitResult.xml"})) ==
      "shop/feature%2Fgift-cards #2 of feature/gift-cards"
  );
  // In archives, where the names come behind the builds.
  const Folder folder;
  const auto files = files_in(multibranch);
  for (const auto* how : {"tar.gz", "zip"}) {
    const auto home = folder.write(fmt::format("home.{}", how), packed(how, files));
    BOOST_TEST(branches_of(found({home})) == all_named);
  }
}

BOOST_AUTO_TEST_CASE(of_branches_are_told_by_themselves_where_only_they_are_left) {
  const Folder folder;
  auto files = files_in(multibranch);
  std::erase_if(files, [](const auto& file) { return file.first.ends_with("name-utf8.txt"); });
  const auto named = branches_of(found({multibranch}));
  BOOST_TEST(branches_of(found({folder.write("a.tar", packed("tar", files))})) == named);
  std::erase_if(files, [](const auto& file) { return file.first.ends_with("config.xml"); });
  const auto builds_alone = found({folder.write("b.tar", packed("tar", files))});
  BOOST_TEST(builds_alone.builds[2].job == "shop/feature%2Fgift-cards");
  // Nothing in a branch's builds tells what the repository was called.
  BOOST_TEST(builds_alone.builds[3].job.starts_with("acme/mug-shop.0fpt6v/bugfix%2F"));
  files.erase(gift_cards + "builds/1/build.xml");
  const auto one_less = found({folder.write("c.tar", packed("tar", files))});
  BOOST_TEST(one_less.builds[1].job == "shop/feature%2Fgift-cards");
  std::erase_if(files, [](const auto& file) { return file.first.ends_with("build.xml"); });
  for (const auto& build : found({folder.write("d.tar", packed("tar", files))}).builds) {
    BOOST_TEST(build.job.find('%') == std::string::npos, build.job);
  }
}

BOOST_AUTO_TEST_CASE(of_branches_keep_the_identity_that_their_folders_gave_them) {
  const Folder folder;
  const auto named = found({multibranch});
  BOOST_TEST_REQUIRE(named.builds.size() == 4U);
  // As every version has recorded them.
  BOOST_TEST(identity_of(named.builds[2]).starts_with("backfill shop/feature-gift-cards.sn6phr #2 ")
  );
  auto files = files_in(multibranch);
  std::erase_if(files, [](const auto& file) { return !file.first.ends_with("Result.xml"); });
  const auto unnamed = found({folder.write("home.tar", packed("tar", files))});
  std::set<std::string> identities;
  for (const auto& build : unnamed.builds) {
    identities.insert(identity_of(build));
  }
  for (const auto& build : named.builds) {
    BOOST_TEST(identities.contains(identity_of(build)), build.shown);
  }
  // Also of two jobs that somebody gave one name.
  folder.write("jobs/x/branches/a/name-utf8.txt", "same");
  folder.write("jobs/x/branches/b/name-utf8.txt", "same");
  folder.write("jobs/x/branches/a/builds/1/junitResult.xml", report("a"));
  folder.write("jobs/x/branches/b/builds/1/junitResult.xml", report("a"));
  const auto both = found({folder / "jobs"});
  BOOST_TEST(branches_of(both) == "x/same #1 of same; x/same #1 of same");
  BOOST_TEST(identity_of(both.builds[0]) != identity_of(both.builds[1]));
}

BOOST_AUTO_TEST_CASE(of_a_damaged_archive_are_told) {
  const Folder folder;
  const auto whole = packed("tar.gz", {{"TEST-a.xml", report("a")}});
  folder.write("h/1.tar.gz", whole.substr(0, whole.size() / 2));
  folder.write("h/2.zip", "PK\x03\x04 and nothing more");
  folder.write("h/3.zip", packed("zip", {{"TEST-a.xml", report("a")}}));
  folder.write("h/4/TEST-broken.xml", "<testsuite><testcase name=\"a\"");
  const auto all = found({folder / "h", folder / "gone"});
  BOOST_TEST(told(all) == "h #3 2024-01-17 10:00 reports 1");
  BOOST_TEST(all.obstacles.unreadable.size() == 2U);
  BOOST_TEST(all.broken.size() == 1U);
  BOOST_TEST(all.obstacles.missing.size() == 1U);
}

BOOST_AUTO_TEST_CASE(of_an_archive_without_files_are_none) {
  const Folder folder;
  const auto nothing = packed("zip", {});
  auto with_comment = nothing;
  with_comment[20] = 4;
  folder.write("h/1.zip", nothing);
  folder.write("h/2.zip", with_comment + "none");
  folder.write("h/3.tar", packed("tar", {{"a.zip", nothing}, {"b.tar.gz", packed("tar.gz", {})}}));
  folder.write("h/4.tar.xz", packed("tar.xz", {}));
  BOOST_TEST(found({folder / "h"}).obstacles.unreadable.empty());
  // Something stands behind its end.
  folder.write("d/1.zip", nothing + "more");
  folder.write("d/2.zip", "");
  BOOST_TEST(found({folder / "d"}).obstacles.unreadable.size() == 2U);
}

BOOST_AUTO_TEST_CASE(of_a_bomb_are_not_unpacked) {
  const Folder folder;
  parsers::archives::Limits limits;
  limits.always_allowed = 1U << 20U;
  limits.ratio = 10;
  const std::string zeros(8U << 20U, ' ');
  for (const auto* how : {"zip", "tar.gz", "tar.xz"}) {
    const auto bomb = packed(how, {{"TEST-a.xml", report("a") + zeros}});
    folder.write(fmt::format("h/bomb.{}", how), bomb);
    const auto all = found({folder / "h"}, "", limits);
    BOOST_TEST(all.builds.empty(), how);
    std::string why;
    for (const auto& file : all.obstacles.unreadable) {
      why += file.why;
    }
    for (const auto& build : all.broken) {
      why += build.unreadable.empty() ? "" : build.unreadable.front().why;
    }
    BOOST_TEST(why.find("unpacks to more than 10 times") != std::string::npos, how << why);
    std::filesystem::remove_all(folder / "h");
  }
  // In a tar that is passed over too, and of archives within together.
  folder.write("h/a.tar.gz", packed("tar.gz", {{"zeros.bin", zeros}}));
  BOOST_TEST(found({folder / "h"}, "", limits).obstacles.unreadable.size() == 1U);
}

BOOST_AUTO_TEST_CASE(in_too_many_archives_are_told) {
  const Folder folder;
  auto bytes = packed("zip", {{"TEST-a.xml", report("a")}});
  for (int depth = 0; depth < 4; ++depth) {
    bytes = packed("zip", {{"in.zip", bytes}});
  }
  folder.write("h/in.zip", bytes);
  const auto all = found({folder / "h"});
  BOOST_TEST(all.builds.empty());
  BOOST_TEST_REQUIRE(all.obstacles.unreadable.size() == 1U);
  BOOST_TEST(all.obstacles.unreadable[0].why.find("3 deep") != std::string::npos);
  parsers::archives::Limits limits;
  limits.files = 2;
  folder.write("f/a.zip", packed("zip", {{"1", ""}, {"2", ""}, {"3", ""}}));
  BOOST_TEST(found({folder / "f"}, "", limits).obstacles.unreadable.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
