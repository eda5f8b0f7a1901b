#include "importer/history/evidence_places.hpp"
#include "importer/history/find_builds.hpp"
#include "importer/history/read_builds.hpp"
#include "tests/importer/folder.hpp"
#include "tests/support/packed.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <filesystem>
#include <map>
#include <string>
#include <variant>
#include <vector>

using namespace importer::history;
using support::packed;

BOOST_AUTO_TEST_SUITE(history_evidence)

namespace {

/// A failed case of the class c.D for each of the files.
std::string naming(const std::vector<std::string>& files, int day = 17) {
  std::string cases;
  for (const auto& file : files) {
    cases += fmt::format(
        "<testcase classname='c.D' name='t'><failure/><system-out>[[ATTACHMENT|{}]]</system-out>"
        "</testcase>",
        file
    );
  }
  return fmt::format(
      "<testsuite name='s' timestamp='2024-01-{:02}T10:00:00'>{}</testsuite>", day, cases
  );
}

History found(const std::string& path) { return find_builds({path}, BuildRule(""), {}, {}); }

/// The places of what is written, "a | b", or why there are none.
std::string places(const std::string& written, const std::string& inside, bool is_jenkins = false) {
  Build build;
  build.is_jenkins = is_jenkins;
  parsers::Report report;
  report.suites.emplace_back().name = "s/1";
  parsers::Result result;
  result.class_name = "c.D";
  result.name = "t?";
  const auto path = std::get<importer::WrittenPath>(importer::read_path(written));
  const auto all = evidence_places(build, inside, report, result, path);
  const auto* const refused = std::get_if<importer::NotFound>(&all);
  return refused != nullptr
             ? refused->why
             : fmt::format("{}", fmt::join(std::get<std::vector<std::string>>(all), " | "));
}

/// What the build's results name, "content" or "(why not)" each.
std::string contents(ReadBuilds& reading, const Build& build, const ReadBuilds::Coming& coming) {
  const auto reports = reading.read(build, coming);
  const auto files_of = reading.files_of(build);
  std::string all;
  for (const auto& report : reports.read) {
    const auto find = files_of(report);
    for (const auto& result : report.results) {
      for (const auto& attachment : result.evidence().attachments) {
        const auto sought = find(result, std::string(attachment.path));
        all += all.empty() ? "" : " ";
        if (const auto* const file = std::get_if<importer::PackedFile>(&sought)) {
          const auto content = file->among->content(file->path);
          const auto* const bytes = std::get_if<std::string>(&content);
          all += bytes != nullptr ? *bytes : "(" + std::get<importer::NotFound>(content).why + ")";
          BOOST_TEST((bytes == nullptr || bytes->size() == file->size));
        } else if (const auto* const on_disk = std::get_if<importer::FoundFile>(&sought)) {
          all += std::get<std::string>(importer::read_file(*on_disk));
        } else {
          all += "(" + std::get<importer::NotFound>(sought).why + ")";
        }
      }
    }
  }
  return all;
}

/// Of all builds, one after the other: "a; b".
std::string contents(ReadBuilds& reading, const std::vector<Build>& builds) {
  std::string all;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    const auto coming = [&] {
      std::vector<const Build*> later;
      for (auto next = i + 1; next < builds.size(); ++next) {
        later.push_back(&builds[next]);
      }
      return later;
    };
    all += (all.empty() ? "" : "; ") + contents(reading, builds[i], coming);
  }
  return all;
}

std::string contents(const History& history) {
  const importer::ReadingOptions options;
  ReadBuilds reading(options);
  return contents(reading, history.builds);
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_a_relative_path_lies_below_the_reports_folder_or_one_above) {
  BOOST_TEST(
      places("shots/a.png", "target/reports/TEST-a.xml") ==
      "target/reports/shots/a.png | target/shots/a.png | shots/a.png"
  );
  BOOST_TEST(places("./../a.png", "target/reports/TEST-a.xml") == "target/a.png | a.png");
  BOOST_TEST(places("..\\a.png", "reports/TEST-a.xml").ends_with(" | a.png"));
  BOOST_TEST(places("../../../a.png", "reports/TEST-a.xml") == "its path climbs out of its build");
  BOOST_TEST(places("a.png", "TEST-a.xml") == "a.png");
}

BOOST_AUTO_TEST_CASE(of_an_absolute_path_is_known_by_the_end_of_it) {
  BOOST_TEST(
      places("/ws/shots/a.png", "r/TEST-a.xml") ==
      "r/ws/shots/a.png | ws/shots/a.png | r/shots/a.png | shots/a.png | r/a.png"
  );
  BOOST_TEST(places("file:///ws/a.png", "TEST-a.xml") == "ws/a.png | a.png");
  BOOST_TEST(places(R"(C:\ws\a.png)", "TEST-a.xml") == "ws/a.png | a.png");
  BOOST_TEST(
      places(R"(\\host\share\a.png)", "TEST-a.xml") == "host/share/a.png | share/a.png | a.png"
  );
  BOOST_TEST(places("/ws/../../../a.png", "TEST-a.xml") == "a.png");
}

BOOST_AUTO_TEST_CASE(of_a_build_of_jenkins_is_archived_or_kept_by_its_plugin) {
  BOOST_TEST(
      places("/ws/target/a.png", "junitResult.xml", true) ==
      "archive/ws/target/a.png | archive/target/a.png | junit-attachments/c.D/t_/a.png | "
      "junit-attachments/c.D/a.png | junit-attachments/s_1/t_/a.png | junit-attachments/s_1/a.png"
  );
  // The log of the build, its parameters and its environment are nobody's evidence.
  BOOST_TEST(
      places("../log", "archive/TEST-a.xml", true) ==
      "junit-attachments/c.D/t_/log | junit-attachments/c.D/log | junit-attachments/s_1/t_/log | "
      "junit-attachments/s_1/log"
  );
}

BOOST_AUTO_TEST_CASE(in_archives_is_found_at_the_look_for_the_reports) {
  const Folder folder;
  std::map<std::string, std::string> files;
  for (int build = 1; build <= 3; ++build) {
    const auto in = fmt::format("jobs/x/builds/{}/archive/target/", build);
    files[in + "reports/TEST-a.xml"] =
        naming({"target/a.png", "/home/ci/ws/target/logs/b.log", "gone.png"}, build);
    files[in + "a.png"] = fmt::format("A{}", build);
    files[in + "logs/b.log"] = fmt::format("B{}", build);
    files[in + "other/a.png"] = "of nobody";
  }
  for (const auto* how : {"tar", "tar.gz", "tar.zst", "zip"}) {
    const auto history = found(folder.write(fmt::format("all.{}", how), packed(how, files)));
    const importer::ReadingOptions options;
    ReadBuilds reading(options);
    BOOST_TEST(
        contents(reading, history.builds) ==
            "A1 B1 (there is no such file in its build); A2 B2 (there is no such file in its "
            "build); "
            "A3 B3 (there is no such file in its build)",
        how
    );
    BOOST_TEST(reading.looks() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(of_a_build_is_not_that_of_another) {
  const Folder folder;
  const auto build = [](const char* shot) {
    return packed("zip", {{"TEST-a.xml", naming({"a.png"})}, {"a.png", shot}});
  };
  const auto history = found(folder.write(
      "all.tar",
      packed("tar", {{"1.zip", build("one")}, {"2.zip", build("two")}, {"a.png", "of nobody"}})
  ));
  // Their reports are the same, byte for byte, and so they are one build.
  BOOST_TEST_REQUIRE(history.builds.size() == 1U);
  BOOST_TEST(contents(history) == "one");
}

BOOST_AUTO_TEST_CASE(that_has_no_room_is_read_when_it_is_sent) {
  const Folder folder;
  std::map<std::string, std::string> files;
  for (int build = 1; build <= 3; ++build) {
    const auto in = fmt::format("{}/", build);
    files[in + "TEST-a.xml"] = naming({"a.png", "b.png", "c.png"}, build);
    for (const char name : {'a', 'b', 'c'}) {
      files[fmt::format("{}{}.png", in, name)] = fmt::format("{}{}{:>8}", name, build, "");
    }
  }
  const auto archive = folder.write("all.tar.gz", packed("tar.gz", files));
  const auto history = find_builds({archive}, BuildRule("all.tar.gz/(?<number>\\d)"), {}, {});
  BOOST_TEST_REQUIRE(history.builds.size() == 3U);
  const std::string all = [&] {
    std::string expected;
    for (int build = 1; build <= 3; ++build) {
      for (const char name : {'a', 'b', 'c'}) {
        expected += fmt::format(
            "{}{}{}{:>8}",
            expected.empty() ? ""
            : name == 'a'    ? "; "
                             : " ",
            name,
            build,
            ""
        );
      }
    }
    return expected;
  }();
  const importer::ReadingOptions options;
  for (const std::uint64_t most : {0, 5, 10, 25, 30, 60, 90}) {
    EvidenceRoom room;
    room.most = most;
    room.largest = 1000;
    ReadBuilds reading(options, {}, ReadBuilds::usual_most, room);
    BOOST_TEST(contents(reading, history.builds) == all, most);
  }
  // Reports that are too many to be kept, and files that are too many to be noted.
  for (const std::size_t most_files : {2, 3, 4, 8}) {
    EvidenceRoom room;
    room.files = most_files;
    ReadBuilds reading(options, {}, 1, room);
    const auto told = contents(reading, history.builds);
    BOOST_TEST((told == all) == (most_files >= 3), most_files);
    BOOST_TEST(
        (told.find("(its archive holds more than 2 files of such names)") != told.npos) ==
            (most_files == 2),
        told
    );
    ReadBuilds together(options, {}, ReadBuilds::usual_most, room);
    BOOST_TEST((contents(together, history.builds) == all) == (most_files >= 3), most_files);
  }
}

BOOST_AUTO_TEST_CASE(of_an_archive_that_changed_is_told) {
  const Folder folder;
  std::map<std::string, std::string> files{
      {"TEST-a.xml", naming({"a.png", "b.png"})}, {"a.png", "one"}, {"b.png", "two"}};
  const auto history = found(folder.write("7.zip", packed("zip", files)));
  const importer::ReadingOptions options;
  EvidenceRoom room;
  room.most = 0;
  ReadBuilds reading(options, {}, ReadBuilds::usual_most, room);
  const auto& build = history.builds.front();
  const auto reports = reading.read(build);
  const auto find = reading.files_of(build)(reports.read.front());
  const auto& result = reports.read.front().results.front();
  const auto a = std::get<importer::PackedFile>(find(result, "a.png"));
  const auto b = std::get<importer::PackedFile>(find(result, "b.png"));
  files["a.png"] = "another";
  files.erase("b.png");
  folder.write("7.zip", packed("zip", files));
  const auto why = [](const importer::PackedFile& file) {
    return std::get<importer::NotFound>(file.among->content(file.path)).why;
  };
  BOOST_TEST(why(a).starts_with("it has another size"));
  BOOST_TEST(why(b) == "it is not in its archive any more");
}

BOOST_AUTO_TEST_CASE(of_jenkins_own_files_is_none_whatever_a_report_says) {
  const Folder folder;
  const std::string build = "jobs/x/builds/1/";
  folder.write(
      build + "archive/TEST-a.xml",
      "<testsuite name='..' timestamp='2024-01-17T10:00:00'><testcase classname='..' name='..'>"
      "<failure/><system-out>[[ATTACHMENT|log]]\n[[ATTACHMENT|/ws/builds/log]]\n[[ATTACHMENT|../"
      "log]]\n"
      "[[ATTACHMENT|link.png]]</system-out></testcase></testsuite>"
  );
  folder.write(build + "log", "password=secret");
  folder.link(build + "archive/link.png", "../log");
  const auto before = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  const auto told = contents(found(folder / "jobs"));
  std::filesystem::current_path(before);
  BOOST_TEST(told.find("secret") == told.npos, told);
  BOOST_TEST(told.find("a symbolic link leads out") != told.npos, told);
}

BOOST_AUTO_TEST_CASE(on_the_disk_is_that_of_the_build) {
  const Folder folder;
  folder.write(
      "jobs/x/builds/1/archive/target/reports/TEST-a.xml",
      naming({"target/a.png", "/ws/target/a.png", "../../../log", "/etc/passwd"})
  );
  folder.write("jobs/x/builds/1/archive/target/a.png", "shot");
  folder.write("jobs/x/builds/1/log", "password=secret");
  BOOST_TEST(
      contents(found(folder / "jobs")) ==
      "shot shot (there is no such file in its build) (there is no such file in its build)"
  );
}

BOOST_AUTO_TEST_SUITE_END()
