#include "importer/attachments.hpp"

#include "importer/attachment_roots.hpp"
#include "parsers/read_report.hpp"
#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"
#include "tests/importer/program.hpp"

#include <fmt/format.h>
#include <boost/test/unit_test.hpp>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <filesystem>
#include <string>
#include <variant>

namespace fs = std::filesystem;

using importer::AttachmentRoots;
using importer::ExitCode;

namespace {

/// Makes a folder the working one as long as it lives.
class WorkingFolder {
public:
  explicit WorkingFolder(const fs::path& folder) : before_(fs::current_path()) {
    fs::current_path(folder);
  }
  ~WorkingFolder() { fs::current_path(before_); }
  WorkingFolder(const WorkingFolder&) = delete;
  WorkingFolder& operator=(const WorkingFolder&) = delete;

private:
  fs::path before_;
};

/// A build that left build/reports/r.xml, and secrets outside of it.
struct Build {
  Folder folder;
  std::string secret = folder.write("secret/key.pem", "key");
  std::string shot = folder.write("build/reports/shots/a.png", "four");
  std::string log = folder.write("build/logs/run.log", "log");
  WorkingFolder working{folder / "build"};

  /// The path below the folder, or why not.
  std::string find(const std::string& written, const std::vector<std::string>& roots = {}) const {
    const AttachmentRoots resolver(roots, folder / "build/reports");
    const auto found = resolver.find(written);
    if (const auto* const lost = std::get_if<importer::NotFound>(&found)) {
      return lost->why;
    }
    const auto& file = std::get<importer::FoundFile>(found);
    return fs::relative(file.path, fs::canonical(folder.path())).string();
  }

  bool refuses(const std::string& written, const char* why) const {
    const auto said = find(written);
    BOOST_TEST_MESSAGE(written << ": " << said);
    return said.find(why) != std::string::npos;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(attachments, Build)

BOOST_AUTO_TEST_CASE(a_file_is_looked_for_in_the_reports_folder_then_in_the_working_one) {
  BOOST_TEST(find("shots/a.png") == "build/reports/shots/a.png");
  BOOST_TEST(find("logs/run.log") == "build/logs/run.log");
  BOOST_TEST(find("../logs/run.log") == "build/logs/run.log");
  folder.write("build/shots/a.png", "another");
  BOOST_TEST(find("shots/a.png") == "build/reports/shots/a.png");
}

BOOST_AUTO_TEST_CASE(a_file_is_found_with_its_size) {
  const auto found = AttachmentRoots({}, folder / "build/reports").find("shots/a.png");
  BOOST_TEST(std::get<importer::FoundFile>(found).size == 4U);
}

BOOST_AUTO_TEST_CASE(absolute_paths_urls_and_windows_separators_are_understood) {
  BOOST_TEST(find(shot) == "build/reports/shots/a.png");
  BOOST_TEST(find("file://" + shot) == "build/reports/shots/a.png");
  BOOST_TEST(find("file://localhost" + shot) == "build/reports/shots/a.png");
  BOOST_TEST(find("file:" + shot) == "build/reports/shots/a.png");
  BOOST_TEST(find("shots\\a.png") == "build/reports/shots/a.png");
  BOOST_TEST(find("..\\logs\\run.log") == "build/logs/run.log");
}

BOOST_AUTO_TEST_CASE(only_urls_are_percent_decoded) {
  folder.write("build/reports/my shot.png");
  folder.write("build/reports/100%.png");
  folder.write("build/reports/b%20c.png");
  BOOST_TEST(
      find("file://" + (folder / "build/reports/my%20shot.png")) == "build/reports/my shot.png"
  );
  BOOST_TEST(find("100%.png") == "build/reports/100%.png");
  BOOST_TEST(find("b%20c.png") == "build/reports/b%20c.png");
  BOOST_TEST(refuses("my%20shot.png", "percent-encoded"));
  BOOST_TEST(refuses("%2e%2e/%2e%2e/secret/key.pem", "percent-encoded"));
  BOOST_TEST(refuses("file://" + (folder / "build%2freports/a.png"), "hides a separator"));
  BOOST_TEST(refuses("file:///a%00b", "hides a separator or a NUL"));
  BOOST_TEST(refuses("file:///a%zz", "stands for nothing"));
  BOOST_TEST(refuses("file://" + (folder / "build/%2e%2e/secret/key.pem"), "climbs out"));
}

BOOST_AUTO_TEST_CASE(a_path_that_climbs_out_is_refused) {
  BOOST_TEST(refuses("../../secret/key.pem", "climbs out"));
  BOOST_TEST(refuses("..\\..\\secret\\key.pem", "climbs out"));
  BOOST_TEST(refuses("shots/../../../secret/key.pem", "climbs out"));
  BOOST_TEST(refuses("../../../../../../../../../../etc/passwd", "climbs out"));
}

BOOST_AUTO_TEST_CASE(a_path_outside_is_refused) {
  BOOST_TEST(refuses("/etc/passwd", "outside"));
  BOOST_TEST(refuses(secret, "outside"));
  BOOST_TEST(refuses("file://" + secret, "outside"));
  // Its name only begins like that of the root.
  const auto beside = folder.write("build-secrets/key.pem");
  BOOST_TEST(refuses(beside, "outside"));
}

BOOST_AUTO_TEST_CASE(a_link_that_leads_out_is_refused_and_one_that_stays_is_followed) {
  folder.link("build/reports/shots/out.png", secret);
  folder.link("build/reports/elsewhere", folder / "secret");
  folder.link("build/reports/latest.png", shot);
  BOOST_TEST(refuses("shots/out.png", "a symbolic link leads out"));
  BOOST_TEST(refuses("elsewhere/key.pem", "a symbolic link leads out"));
  BOOST_TEST(refuses(folder / "build/reports/elsewhere/key.pem", "a symbolic link leads out"));
  BOOST_TEST(find("latest.png") == "build/reports/shots/a.png");
}

BOOST_AUTO_TEST_CASE(links_that_lead_nowhere_are_told) {
  folder.link("build/reports/dangling", folder / "build/gone");
  folder.link("build/reports/circle", folder / "build/reports/circle");
  BOOST_TEST(refuses("dangling", "there is no such file"));
  BOOST_TEST(refuses("circle", "cannot be looked at"));
}

BOOST_AUTO_TEST_CASE(what_is_no_regular_file_is_refused_without_being_opened) {
  const auto pipe = folder / "build/reports/pipe";
  BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  BOOST_TEST(refuses("pipe", "a named pipe"));  // Opening it for reading would wait for ever.
  BOOST_TEST(refuses("shots", "a folder"));
  BOOST_TEST(refuses(".", "a folder"));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const WorkingFolder in_reports(folder / "build/reports");
  fmt::format_to_n(address.sun_path, sizeof address.sun_path - 1, "socket");
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  BOOST_REQUIRE(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  BOOST_TEST(refuses("socket", "a socket"));
  ::close(socket);
  BOOST_TEST(find("/dev/null", {"/dev"}) == "it is a device, not a file");
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_read_is_told) {
  if (::geteuid() == 0) {
    BOOST_TEST_MESSAGE("skipped: root may read everything");
    return;
  }
  fs::permissions(shot, fs::perms::none);
  BOOST_TEST(refuses("shots/a.png", "cannot be opened: Permission denied"));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_or_no_path_is_told) {
  BOOST_TEST(find("shots/b.png") == "there is no such file");
  BOOST_TEST(find("shots/a.png/b") == "there is no such file");
  BOOST_TEST(find("") == "it names no file");
  BOOST_TEST(find("file:") == "there is no such file");
  BOOST_TEST(find("https://shop/a.png") == "it is a link, not a file");
  BOOST_TEST(refuses("file://fileserver/a.png", "another machine"));
  BOOST_TEST(refuses("C:\\shots\\a.png", "a path of a Windows machine"));
  BOOST_TEST(refuses("\\\\server\\share\\a.png", "a path of a Windows machine"));
  BOOST_TEST(refuses("file:///C:/shots/a.png", "a path of a Windows machine"));
  BOOST_TEST(refuses(std::string(5'000, 'x'), "cannot be looked at: File name too long"));
}

BOOST_AUTO_TEST_CASE(chosen_roots_take_the_place_of_the_usual_ones) {
  const std::vector<std::string> roots{folder / "build/logs", folder / "secret"};
  BOOST_TEST(find("run.log", roots) == "build/logs/run.log");
  BOOST_TEST(find("key.pem", roots) == "secret/key.pem");
  BOOST_TEST(find("../logs/run.log", roots) == "build/logs/run.log");
  BOOST_TEST(find("shots/a.png", roots).starts_with("it lies outside"));
  BOOST_TEST(find(shot, roots).starts_with("it lies outside"));
}

BOOST_AUTO_TEST_CASE(the_topmost_folder_is_a_root_only_when_it_is_chosen) {
  const WorkingFolder in_top("/");
  BOOST_TEST(refuses("/etc/passwd", "outside"));
  BOOST_TEST(refuses("etc/passwd", "outside"));
  BOOST_TEST(!find("/etc/passwd", {"/"}).starts_with("it "));
}

BOOST_AUTO_TEST_CASE(attachments_of_reports_are_found_lost_or_within_them) {
  const auto path = folder.write("build/reports/r.xml");
  std::vector<parsers::Report> reports;
  reports.push_back(parsers::read_report(
      path,
      "<testsuite name='s'>\n<testcase name='a'><system-out>[[ATTACHMENT|shots/a.png]]\n"
      "[[ATTACHMENT|shots/b.png]]</system-out></testcase></testsuite>"
  ));
  reports.push_back(parsers::read_report(
      path,
      "<Site><Testing><Test Status='passed'><Name>t</Name><NamedMeasurement name='Shot' "
      "encoding='base64' type='image/png'><Value>iVBORw==</Value></NamedMeasurement></Test>"
      "</Testing></Site>"
  ));
  const auto all = importer::find_attachments(reports, importer::files_on_disk({}));
  BOOST_REQUIRE_EQUAL(all.found.size(), 1U);
  BOOST_TEST(all.found[0].result == &reports[0].results[0]);
  BOOST_TEST(all.found[0].attachment->path == "shots/a.png");
  BOOST_REQUIRE_EQUAL(all.lost.size(), 1U);
  BOOST_TEST(
      importer::to_text(all.lost[0]) == path + ":2: attachment shots/b.png: there is no such file"
  );
  BOOST_TEST(all.within_reports == 1U);
  BOOST_TEST(all.total() == 3U);
}

BOOST_AUTO_TEST_CASE(a_report_cannot_make_us_look_for_files_without_end) {
  std::string out;
  for (int i = 0; i < 10'100; ++i) {
    out += fmt::format("[[ATTACHMENT|{}.png]]\n", i);
  }
  std::vector<parsers::Report> reports;
  reports.push_back(parsers::read_report(
      "r.xml",
      "<testsuite name='s'><testcase name='a'><system-out>" + out +
          "</system-out></testcase></testsuite>"
  ));
  const auto all = importer::find_attachments(reports, importer::files_on_disk({}));
  BOOST_REQUIRE_EQUAL(all.lost.size(), 10'100U);
  BOOST_TEST(all.lost.front().why == "there is no such file");
  BOOST_TEST(all.lost.back().why == "its report names more than 10000 files");
}

BOOST_AUTO_TEST_CASE(inspect_shows_attachments_and_check_tells_those_that_cannot_be_used) {
  const auto report = folder.write(
      "build/reports/r.xml",
      "<testsuite name='s' tests='1' failures='0'>\n<testcase name='a'>"
      "<system-out>[[ATTACHMENT|shots/a.png]]\n[[ATTACHMENT|../../secret/key.pem]]</system-out>"
      "</testcase></testsuite>"
  );
  Program ptimport;
  BOOST_TEST(ptimport({"inspect", report}) == ExitCode::ok);
  BOOST_TEST(
      ptimport.out.find("attached: shots/a.png, ../../secret/key.pem\n") != std::string::npos,
      ptimport.out
  );
  BOOST_TEST(ptimport({"inspect", "--check", report}) == ExitCode::ok);
  BOOST_TEST(
      ptimport.out.find("r.xml:2: attachment ../../secret/key.pem: its path climbs out of") !=
          std::string::npos,
      ptimport.out
  );
  BOOST_TEST(ptimport.out.find("shots/a.png") == std::string::npos, ptimport.out);
  BOOST_TEST(
      ptimport({"inspect", "--check", "--attachments-root", folder.path().string(), report}) ==
      ExitCode::ok
  );
  BOOST_TEST(ptimport.out.empty(), ptimport.out);
  BOOST_TEST(
      ptimport({"inspect", "--attachments-root", folder / "gone", report}) == ExitCode::usage
  );
}

BOOST_AUTO_TEST_CASE(an_import_tells_which_attachments_it_cannot_send) {
  const std::string attachments = "[[ATTACHMENT|shots/a.png]]\n[[ATTACHMENT|shots/b.png]]";
  const auto report = folder.write(
      "build/reports/r.xml",
      "<testsuite name='s'>\n<testcase name='a'><failure/><system-out>" + attachments +
          "</system-out></testcase></testsuite>"
  );
  const std::string note = "r.xml:2: shots/b.png: there is no such file";
  Program ptimport;
  BOOST_TEST(ptimport({"import", "--sandbox", report}) == ExitCode::ok);
  BOOST_TEST(ptimport.told("note: not sent: "), ptimport.err);
  BOOST_TEST(ptimport.told(note), ptimport.err);
  BOOST_TEST(!ptimport.told("shots/a.png"), ptimport.err);
  BOOST_TEST(ptimport({"import", "--sandbox", "--attach", "none", report}) == ExitCode::ok);
  BOOST_TEST(!ptimport.told(note), ptimport.err);
}

BOOST_AUTO_TEST_SUITE_END()
