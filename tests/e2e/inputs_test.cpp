#include "tests/e2e/bench.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include <array>
#include <filesystem>
#include <iostream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(inputs)

namespace {

constexpr const char* coverage =
    "<?xml version=\"1.0\"?>\n<coverage line-rate=\"0.9\" version=\"1\"><packages/></coverage>\n";

}  // namespace

BOOST_AUTO_TEST_CASE(a_folder_is_searched_at_any_depth) {
  const Bench bench;
  bench.report("build/a/r.xml", {passed("one")});
  bench.report("build/b/c/d/r.xml", {passed("two")});
  BOOST_TEST(bench.import({"build"}).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_quoted_pattern_with_two_stars_is_expanded_by_the_program) {
  const Bench bench;
  bench.report("module/target/surefire-reports/TEST-one.xml", {passed("one")});
  bench.report("deep/module/target/surefire-reports/TEST-two.xml", {passed("two")});
  bench.report("deep/module/target/surefire-reports/other.xml", {passed("three")});
  BOOST_TEST(bench.import({"**/surefire-reports/TEST-*.xml"}).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_named_twice_is_read_once) {
  const Bench bench;
  const auto report = bench.report("build/r.xml", {passed("one")});
  BOOST_TEST(bench.import({report, "build", "build/*.xml"}).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(standard_input_is_a_report) {
  Bench bench;
  bench.input = junit({passed("one"), failed("two")});
  const auto told = bench.import({"-"});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(devices_and_fifos_are_refused_before_they_are_read) {
  // The one has no end, the other has nobody who writes.
  const Bench bench;
  const auto fifo = (bench.workspace.path() / "fifo.xml").string();
  BOOST_REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  for (const auto& path : {std::string("/dev/zero"), fifo}) {
    const auto told = bench.import({path});
    BOOST_TEST(told.exit_code == 3);
    BOOST_TEST((told.err.find("not a file") != std::string::npos), told.err);
    BOOST_TEST((told.err.find(path) != std::string::npos), told.err);
  }
  BOOST_TEST(bench.server->calls().empty());
}

BOOST_AUTO_TEST_CASE(a_pipe_of_the_shell_is_a_report) {
  const Bench bench;
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::pipe(ends.data()) == 0);
  const auto bytes = junit({passed("one"), failed("two")});
  BOOST_REQUIRE(::write(ends[1], bytes.data(), bytes.size()) == ::ssize_t(bytes.size()));
  ::close(ends[1]);
  // What `<(command)` gives, seen from outside.
  const auto told = bench.import({fmt::format("/proc/{}/fd/{}", ::getpid(), ends[0])});
  ::close(ends[0]);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(standard_input_cannot_be_the_report_and_the_token) {
  const Bench bench;
  const auto told = bench.import({"--token-file", "-", "-"});
  BOOST_TEST(told.exit_code == 2);
}

BOOST_AUTO_TEST_CASE(good_files_beside_a_bad_one_are_recorded_and_the_exit_code_is_1) {
  const Bench bench;
  bench.report("build/good.xml", {passed("one")});
  bench.workspace.write("build/cut.xml", "<testsuite name=\"x\">\n<testcase name=\"a\"");
  bench.report("build/z-good.xml", {passed("two")});
  const auto told = bench.import({"build"});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 2U);
  BOOST_TEST((told.err.find("build/cut.xml:2:") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_missing_file_beside_a_good_one_is_told_and_the_exit_code_is_1) {
  const Bench bench;
  const auto told = bench.import({bench.report("r.xml", {passed("one")}), "missing.xml"});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("missing.xml: no such file") != std::string::npos), told.err);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_read_is_told_with_the_reason) {
  if (::geteuid() == 0) {
    std::cout << "inputs/a_file_that_may_not_be_read: skipped, root may read everything\n";
    BOOST_TEST(true);
    return;
  }
  const Bench bench;
  const auto secret = bench.report("secret.xml", {passed("one")});
  std::filesystem::permissions(secret, std::filesystem::perms::none);
  const auto told = bench.import({secret, bench.report("r.xml", {passed("two")})});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("permission") != std::string::npos), told.err);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_folder_in_place_of_a_file_is_told_when_a_pattern_meets_it) {
  const Bench bench;
  std::filesystem::create_directories(bench.workspace.path() / "folder.xml");
  bench.report("r.xml", {passed("one")});
  BOOST_TEST(bench.import({"*.xml"}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(an_empty_file_is_unreadable) {
  const Bench bench;
  const auto told = bench.import({bench.workspace.write("empty.xml", "")});
  BOOST_TEST(told.exit_code == 3);
  BOOST_TEST((told.err.find("empty.xml") != std::string::npos), told.err);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_xml_is_unreadable) {
  const Bench bench;
  const auto told = bench.import({bench.workspace.write("r.xml", "%PDF-1.4 not a report")});
  BOOST_TEST(told.exit_code == 3);
  BOOST_TEST((told.err.find("r.xml") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(the_complete_results_of_a_cut_file_are_recorded_and_the_break_is_said) {
  const Bench bench;
  const auto whole = junit(many(10));
  const auto cut = whole.substr(0, whole.find("adds6") + 5);
  const auto told = bench.import({bench.workspace.write("cut.xml", cut)});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 6U);
  BOOST_TEST(bench.test_names().size() == 6U);
  const auto at = told.err.find("cut.xml:");
  BOOST_TEST_REQUIRE((at != std::string::npos), told.err);
  BOOST_TEST((told.err.find(':', at + 9) != std::string::npos), told.err);
  BOOST_TEST(told.says("the 6 complete results before the break are taken"), told.err);
  BOOST_TEST(told.says("run the tests again"), told.err);
}

BOOST_AUTO_TEST_CASE(a_strict_import_records_nothing_of_a_cut_file) {
  const Bench bench;
  const auto whole = junit(many(10));
  const auto cut = bench.workspace.write("cut.xml", whole.substr(0, whole.size() / 2));
  const auto told = bench.import({"--strict", cut});
  BOOST_TEST(told.exit_code == 3);
  BOOST_TEST(bench.server->runs().empty());
  BOOST_TEST(told.says("without --strict"), told.err);
}

BOOST_AUTO_TEST_CASE(a_file_of_something_else_in_a_folder_is_passed_over_and_said) {
  const Bench bench;
  bench.report("build/r.xml", {passed("one")});
  bench.workspace.write("build/coverage.xml", coverage);
  const auto told = bench.import({"build"});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST((told.err.find("passed over build/coverage.xml") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_file_of_something_else_that_was_named_is_an_error) {
  const Bench bench;
  bench.workspace.write("coverage.xml", coverage);
  const auto told = bench.import({"coverage.xml", bench.report("r.xml", {passed("one")})});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("coverage.xml") != std::string::npos), told.err);
  BOOST_TEST(bench.server->runs().size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_one_run_left_twice_is_recorded_once) {
  const Bench bench;
  for (const auto* run : {"testng-returns", "ant-nightly", "ctest-dashboard"}) {
    std::filesystem::copy(
        std::filesystem::path(FIXTURES_DIR) / "twins" / run,
        bench.workspace.path() / run,
        std::filesystem::copy_options::recursive
    );
  }
  const auto planned = bench.plan({"--format", "json", "."});
  BOOST_TEST(planned.json().at("results").to_number<int>() == 11 + 10 + 20);
  BOOST_TEST(planned.json().at("reports").at("passed_over").as_array().size() == 3U + 3U + 1U);
  const auto told = bench.import({"."});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 11U + 10U + 20U);
  BOOST_TEST(told.says("Returns.xml: its results are those of"), told.err);
}

BOOST_AUTO_TEST_CASE(twins_that_were_named_are_both_recorded) {
  const Bench bench;
  const auto folder = std::filesystem::path(FIXTURES_DIR) / "twins" / "ctest-dashboard";
  const auto told = bench.import({(folder / "Test.xml").string(), (folder / "junit.xml").string()});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 2U * 20U);
}

BOOST_AUTO_TEST_CASE(no_report_at_all_is_an_error_of_its_own_without_any_call) {
  const Bench bench;
  std::filesystem::create_directories(bench.workspace.path() / "build");
  for (const auto* input : {"build", "**/TEST-*.xml", "missing.xml"}) {
    const auto told = bench.import({input});
    BOOST_TEST(told.exit_code == 3, input);
    BOOST_TEST((told.err.find("no report found") != std::string::npos), told.err);
    BOOST_TEST(told.calls.empty());
  }
}

BOOST_AUTO_TEST_CASE(a_report_without_results_is_an_error) {
  const Bench bench;
  const auto told = bench.import({bench.report("r.xml", {})});
  BOOST_TEST(told.exit_code == 3);
  BOOST_TEST((told.err.find("no result") != std::string::npos), told.err);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_CASE(allow_empty_accepts_no_report_and_no_result) {
  const Bench bench;
  std::filesystem::create_directories(bench.workspace.path() / "build");
  BOOST_TEST(bench.import({"--allow-empty", "build"}).exit_code == 0);
  BOOST_TEST(bench.import({"--allow-empty", "**/TEST-*.xml"}).exit_code == 0);
  BOOST_TEST(bench.import({"--allow-empty", bench.report("r.xml", {})}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(allow_empty_does_not_hide_an_unreadable_file) {
  const Bench bench;
  const auto told = bench.import({"--allow-empty", bench.workspace.write("r.xml", "<testsu")});
  BOOST_TEST(told.exit_code != 0);
}

BOOST_AUTO_TEST_CASE(allow_empty_does_not_hide_a_run_that_crashed_before_its_first_result) {
  const Bench bench;
  const auto report = bench.workspace.write(
      "r.xml",
      "<testsuite name=\"shop\" tests=\"0\" errors=\"1\">\n"
      "<error message=\"the database did not start\"/>\n</testsuite>\n"
  );
  const auto told = bench.import({"--allow-empty", report});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("the database did not start") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_named_file_may_be_called_anything) {
  const Bench bench;
  BOOST_TEST(bench.import({bench.report("results.txt", {passed("one")})}).exit_code == 0);
}

BOOST_AUTO_TEST_SUITE_END()
