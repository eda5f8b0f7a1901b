#include "tests/e2e/bench.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <sstream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(secrets)

namespace {

const std::string canary = "canary-hunter2-9f";

std::string junit_with_secret() {
  return fmt::format(
      "<testsuite name='shop'><properties><property name='db.password' value='{0}'/></properties>\n"
      "<testcase classname='shop.Cart' name='logs_in'><properties>"
      "<property name='apiToken' value='{0}-2'/></properties>"
      "<failure message='refused {0}'>no entry with {0} or {0}-2</failure>"
      "<system-out>connecting with {0}</system-out></testcase></testsuite>",
      canary
  );
}

std::string robot_with_secret() {
  return fmt::format(
      "<robot generator='Robot 6.1' generated='20240101 10:00:00.000'>\n"
      "<suite id='s1' name='Shop'><test id='s1-t1' name='Logs in'>"
      "<kw name='Set Variable' library='BuiltIn'><var>${{password}}</var><arg>{0}</arg>"
      "<msg timestamp='20240101 10:00:00.000' level='INFO'>${{password}} = {0}</msg>"
      "<status status='PASS' starttime='20240101 10:00:00.000' endtime='20240101 10:00:00.001'/>"
      "</kw><kw name='Log In'><msg timestamp='20240101 10:00:00.001' level='FAIL'>"
      "refused {0}</msg><status status='FAIL' starttime='20240101 10:00:00.001' "
      "endtime='20240101 10:00:00.002'/></kw>"
      "<status status='FAIL' starttime='20240101 10:00:00.000' "
      "endtime='20240101 10:00:00.003'>refused {0}</status></test>"
      "<meta name='Secret'>{0}</meta><status status='FAIL' starttime='20240101 10:00:00.000' "
      "endtime='20240101 10:00:00.003'/></suite></robot>",
      canary
  );
}

std::string ranorex_with_secret() {
  return fmt::format(
      "<report><activity type='root' result='Failed' rxversion='9.3' user='u'>\n"
      "<activity type='test-suite' testsuitename='Shop' result='Failed'>"
      "<activity type='test-case' testcontainername='Logs in' result='Failed'>"
      "<params><param name='password'>{0}</param></params>"
      "<activity type='test-module' modulename='M' result='Failed'>"
      "<errormessage>refused {0}</errormessage></activity></activity></activity></activity>"
      "</report>",
      canary
  );
}

struct Written {
  std::string name;
  std::string content;
};

std::vector<Written> reports() {
  return {
      {"junit.xml", junit_with_secret()},
      {"robot.xml", robot_with_secret()},
      {"ranorex.rxlog.data", ranorex_with_secret()}};
}

/// Every file below the workspace, but for these names, that holds the text.
std::vector<std::string> files_with(
    const std::string& text, const Workspace& workspace, const std::vector<std::string>& but = {}
) {
  std::vector<std::string> found;
  std::size_t looked_at = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(workspace.path())) {
    const auto name = entry.path().filename().string();
    if (entry.is_regular_file() && std::ranges::find(but, name) == but.end()) {
      ++looked_at;
      if (content_of(entry.path()).find(text) != std::string::npos) {
        found.push_back(entry.path().string());
      }
    }
  }
  BOOST_TEST_REQUIRE(looked_at > 0U);
  return found;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_password_in_a_report_is_neither_sent_nor_shown_nor_kept) {
  for (const auto& [name, content] : reports()) {
    BOOST_TEST_CONTEXT(name) {
      auto options = practitest();
      const Workspace keeping;
      options.data_file = (keeping.path() / "held.sqlite").string();
      Bench bench(options);
      const auto report = bench.workspace.write(name, content);
      std::vector<Told> said;
      said.push_back(bench.plan({"-v", report}));
      said.push_back(bench.import({"-v", "--format", "json", report}));
      said.push_back(bench.import({"-v", report}));
      BOOST_TEST(said.back().exit_code == 0, said.back().err);
      for (const auto* form : {"table", "json", "ctrf", "junit"}) {
        Command inspect;
        inspect.arguments = {"inspect", "--format", form, report};
        said.push_back(bench.run(inspect));
      }
      for (const auto& told : said) {
        BOOST_TEST(!told.says(canary), told.out << told.err);
      }
      BOOST_TEST(said.back().says("***"), said.back().out);
      const auto runs = bench.server->runs();
      BOOST_TEST_REQUIRE(!runs.empty());
      bench.server.reset();
      BOOST_TEST(
          files_with(canary, bench.workspace, {name}) == std::vector<std::string>(),
          boost::test_tools::per_element()
      );
      BOOST_TEST(!files_with("refused ***", keeping).empty());
      BOOST_TEST(
          files_with(canary, keeping) == std::vector<std::string>(),
          boost::test_tools::per_element()
      );
    }
  }
}

BOOST_AUTO_TEST_CASE(names_of_one_s_own_are_masked_too_whatever_their_case) {
  const Bench bench;
  const auto report = bench.workspace.write(
      "r.xml",
      "<testsuite name='shop'><testcase classname='a' name='b'><properties>"
      "<property name='SessionCookie' value='canary-cookie'/>"
      "<property name='customer' value='canary-customer'/>"
      "<property name='browser' value='firefox'/></properties></testcase></testsuite>"
  );
  Command inspect;
  inspect.arguments = {
      "inspect", "--format", "json", "--mask", "session*", "--mask=CUST?MER", report};
  const auto told = bench.run(inspect);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(!told.says("canary-cookie"));
  BOOST_TEST(!told.says("canary-customer"));
  BOOST_TEST(told.says("firefox"));
}

BOOST_AUTO_TEST_CASE(no_mask_shows_and_sends_what_is_there) {
  const Bench bench;
  for (const auto& [name, content] : reports()) {
    const auto report = bench.workspace.write(name, content);
    Command inspect;
    inspect.arguments = {"inspect", "--format", "json", "--no-mask", report};
    BOOST_TEST(bench.run(inspect).says(canary), name);
  }
  const auto told = bench.import({"--mask", "x", "--no-mask", bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(told.says("--mask and --no-mask contradict"), told.err);
}

BOOST_AUTO_TEST_CASE(the_token_stays_in_nothing_that_an_import_leaves_behind) {
  // Told, cut off, refused and failed: whatever comes, what is said is looked at by the bench.
  const std::vector<std::vector<std::string>> faults = {
      {},
      {"POST runs.json #1: cut"},
      {"POST runs.json #1: drop after"},
      {"GET tests.json #1: 502"},
      {"POST tests.json #1: 401"}};
  for (const auto& fault : faults) {
    BOOST_TEST_CONTEXT((fault.empty() ? "no fault" : fault[0])) {
      Bench bench;
      const auto token = bench.environment["PRACTITEST_TOKEN"];
      bench.server->set_faults(fault);
      const auto report = bench.report("r.xml", many(30));
      bench.workspace.write("token", token);
      bench.import({"-v", "--format", "json", report});
      bench.import({"-v", "--token-file", "token", "--build", "two", report});
      bench.server->set_faults({});
      bench.run(bench.command("resume", {"-v", report}));
      BOOST_TEST(std::filesystem::exists(bench.workspace.path() / ".state/ptimport"));
      BOOST_TEST(
          files_with(token, bench.workspace, {"token"}) == std::vector<std::string>(),
          boost::test_tools::per_element()
      );
    }
  }
}

BOOST_AUTO_TEST_CASE(the_token_is_gone_from_the_environment_of_the_running_process) {
  Bench bench;
  const auto token = bench.environment["PRACTITEST_TOKEN"];
  bench.server->set_faults({"POST runs/auto_create.json: delay 3000"});
  Process process(bench.command("import", {"-v", bench.report("r.xml", many(1))}));
  process.wait_for("POST sets.json -> 200");
  const auto environment = content_of(fmt::format("/proc/{}/environ", process.id()));
  BOOST_TEST(environment.find("XDG_STATE_HOME") != std::string::npos);
  BOOST_TEST(environment.find(token) == std::string::npos);
  BOOST_TEST(process.wait().exit_code == 0);
}

BOOST_AUTO_TEST_CASE(a_token_file_that_others_may_read_is_used_with_a_warning) {
  const Bench bench;
  using std::filesystem::perms;
  auto environment = bench.environment;
  const auto file = bench.workspace.write("token", environment.at("PRACTITEST_TOKEN"));
  const auto report = bench.report("r.xml", many(1));
  std::filesystem::permissions(file, perms(0644));
  const auto warned = bench.import({"--token-file", file, report});
  BOOST_TEST(warned.exit_code == 0, warned.err);
  BOOST_TEST(warned.says("chmod 600"), warned.err);
  std::filesystem::permissions(file, perms(0600));
  BOOST_TEST(!bench.import({"--token-file", file, report}).says("chmod"));
}

BOOST_AUTO_TEST_CASE(insecure_reaches_a_server_of_this_machine_and_no_other) {
  auto options = practitest();
  options.certificate = "self-signed";
  Bench bench(options);
  bench.options.erase("--ca-file");
  const auto report = bench.report("r.xml", many(1));
  const auto told = bench.import({"--insecure", report});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.says("certificate is not checked"), told.err);
  const auto refused = bench.import({"--insecure", "--url", "https://api.practitest.com", report});
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.says("only for a server on this machine"), refused.err);
}

BOOST_AUTO_TEST_SUITE_END()
