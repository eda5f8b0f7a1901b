#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"
#include "tests/importer/program.hpp"

#include <boost/test/unit_test.hpp>

using importer::ExitCode;

namespace {

constexpr const char* without_results = "<testsuite name=\"Shop\" tests=\"0\"/>";
constexpr const char* crashed = "<testsuite name=\"Shop\" tests=\"3\" errors=\"1\"/>";
constexpr const char* cut_off = "<testsuite name=\"Shop\"><testcase";

struct InFolder {
  Folder folder;
  Program ptimport;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(running_without_any_result, InFolder)

BOOST_AUTO_TEST_CASE(version_and_help_are_the_program_s_output) {
  BOOST_TEST(ptimport({"--version"}) == ExitCode::ok);
  BOOST_TEST(ptimport.out.starts_with("ptimport "));
  BOOST_TEST(ptimport.err.empty());
  for (const auto* topic : {"import", "plan", "status", "inspect", "sandbox", "exit-codes"}) {
    BOOST_TEST(ptimport({"help", topic}) == ExitCode::ok);
    BOOST_TEST(!ptimport.out.empty());
    BOOST_TEST(ptimport.err.empty());
  }
  BOOST_TEST(ptimport({}) == ExitCode::ok);
  BOOST_TEST((ptimport.out.find("ptimport import") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(wrong_usage_is_told_in_one_line_of_errors) {
  BOOST_TEST(ptimport({"import", "--projct", "1"}) == ExitCode::usage);
  BOOST_TEST(ptimport.err.starts_with("ptimport: "));
  BOOST_TEST((ptimport.err.find('\n') == ptimport.err.size() - 1));
  BOOST_TEST(ptimport.out.empty());
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_refused_before_anything_is_made) {
  const auto report = folder.write("r.xml");
  BOOST_TEST(ptimport({"import", "--sandbox", "--set", "caf\xe9", report}) == ExitCode::usage);
  BOOST_TEST(ptimport.told("--set is no text"), ptimport.err);
  const std::vector<std::string> named = {
      "import", "--sandbox", "--set", "N", "--test-name", "{name}\xe9", report};
  BOOST_TEST(ptimport(named) == ExitCode::usage);
  BOOST_TEST(ptimport.told("--test-name is no text"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(errors_of_usage_cannot_command_a_terminal) {
  BOOST_TEST(
      ptimport({"import", "--region", "\x1b[31mmoon", "--set", "N", "r.xml"}) == ExitCode::usage
  );
  BOOST_TEST(ptimport.told("moon"), ptimport.err);
  BOOST_TEST(!ptimport.told("\x1b"));
}

BOOST_AUTO_TEST_CASE(without_a_token_nothing_is_read) {
  BOOST_TEST(
      ptimport({"import", "--set", "S", "--project", "1", folder / "no"}) == ExitCode::usage
  );
  BOOST_TEST(ptimport.told("PRACTITEST_TOKEN"));
}

BOOST_AUTO_TEST_CASE(no_report_is_an_error_unless_that_is_allowed) {
  for (const auto& where : {folder.path().string(), folder / "*.xml", folder / "none.xml"}) {
    BOOST_TEST(ptimport({"import", "--sandbox", where}) == ExitCode::no_results);
    BOOST_TEST(ptimport.told("no report found"), ptimport.err);
    BOOST_TEST(ptimport({"import", "--sandbox", "--allow-empty", where}) == ExitCode::ok);
  }
}

BOOST_AUTO_TEST_CASE(no_result_is_an_error_unless_that_is_allowed) {
  const auto file = folder.write("empty.xml", without_results);
  BOOST_TEST(ptimport({"import", "--sandbox", file}) == ExitCode::no_results);
  BOOST_TEST(ptimport.told("no result"), ptimport.err);
  BOOST_TEST(ptimport({"import", "--sandbox", "--allow-empty", file}) == ExitCode::ok);
}

BOOST_AUTO_TEST_CASE(an_unreadable_report_is_never_allowed) {
  const auto file = folder.write("bad.xml", cut_off);
  BOOST_TEST(ptimport({"import", "--sandbox", file}) == ExitCode::no_results);
  BOOST_TEST(ptimport.told(file), ptimport.err);
  BOOST_TEST(ptimport({"import", "--sandbox", "--allow-empty", file}) == ExitCode::not_all);
}

BOOST_AUTO_TEST_CASE(a_crashed_build_without_any_result_is_never_allowed) {
  const auto file = folder.write("crashed.xml", crashed);
  BOOST_TEST(ptimport({"import", "--sandbox", file}) == ExitCode::no_results);
  BOOST_TEST(ptimport({"import", "--sandbox", "--allow-empty", file}) == ExitCode::not_all);
  BOOST_TEST(ptimport.told("the run itself failed"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(standard_input_is_a_report_like_any_other) {
  BOOST_TEST(ptimport({"import", "--sandbox", "-"}, without_results) == ExitCode::no_results);
  BOOST_TEST(ptimport.told("no result"), ptimport.err);
  BOOST_TEST(ptimport({"import", "--sandbox", "--allow-empty", "-"}, cut_off) == ExitCode::not_all);
  BOOST_TEST(ptimport.told("standard input"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(quiet_leaves_out_what_is_no_error_and_never_what_is_one) {
  const auto bad = folder.write("bad.xml", cut_off);
  const auto good = folder.write("empty.xml", without_results);
  BOOST_TEST(ptimport({"import", "-q", "--sandbox", "--allow-empty", good}) == ExitCode::ok);
  BOOST_TEST(ptimport.err == "");
  BOOST_TEST(ptimport.out == "");
  BOOST_TEST(
      ptimport({"import", "-q", "--sandbox", "--allow-empty", bad, good}) == ExitCode::not_all
  );
  BOOST_TEST(ptimport.told("bad.xml"), "exit code 1 without a word");
}

BOOST_AUTO_TEST_SUITE_END()
