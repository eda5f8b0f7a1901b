#include "tests/e2e/bench.hpp"

#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace e2e;

// Each code of the table in README.md and `ptimport help exit-codes`.

BOOST_AUTO_TEST_SUITE(exit_code)

BOOST_AUTO_TEST_CASE(is_0_when_all_is_recorded_although_tests_failed) {
  const Bench bench;
  BOOST_TEST(bench.import({bench.report("r.xml", {passed("a"), failed("b")})}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(is_1_when_something_could_not_be_recorded) {
  const Bench bench;
  bench.server->set_faults({"POST runs/auto_create.json: reject name shop.Cart.adds1"});
  BOOST_TEST(bench.import({bench.report("r.xml", many(3))}).exit_code == 1);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(is_1_when_something_could_not_be_read) {
  const Bench bench;
  const auto broken = bench.workspace.write("broken.xml", "<testsuite>");
  BOOST_TEST(bench.import({broken, bench.report("r.xml", many(1))}).exit_code == 1);
}

BOOST_AUTO_TEST_CASE(is_2_for_a_wrong_command_line) {
  Bench bench;
  const auto report = bench.report("r.xml", many(1));
  for (const auto& wrong : std::vector<std::vector<std::string>>{
           {},
           {"--sett", "x", report},
           {"--rate", "many", report},
           {"--url", "http://api.practitest.com", report},
           {"--set", "", report},
           {"--set", "a", "--set-id", "1", report},
           {"--project", "0", report},
           {"--format", "xml", report},
           {"--client-cert", "only.pem", report},
           {"--ca-file", "missing.pem", report},
           {"--region", "eu", report},
           {"--skipped", "never", report}}) {
    const auto told = bench.import(wrong);
    BOOST_TEST(told.exit_code == 2, told.err);
    BOOST_TEST(told.calls.empty());
    BOOST_TEST(told.err.starts_with("ptimport: "));
    BOOST_TEST(told.out == "");
  }
}

BOOST_AUTO_TEST_CASE(is_2_for_an_unknown_command) {
  Command command;
  command.arguments = {"imprt"};
  const auto told = e2e::run(command);
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("import") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(is_2_without_a_token) {
  Bench bench;
  bench.environment.clear();
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("PRACTITEST_TOKEN") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(is_2_without_a_project_and_lists_those_that_the_token_sees) {
  Bench bench;
  bench.options.erase("--project");
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("4711 (Sandbox)") != std::string::npos), told.err);
  auto resume = bench.command("resume", {});
  resume.arguments = {"resume"};
  BOOST_TEST(bench.run(resume).says("nothing to resume"));
}

BOOST_AUTO_TEST_CASE(is_2_without_a_test_set) {
  Bench bench;
  bench.options.erase("--set");
  const auto told = bench.import({bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("--set") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(is_3_without_a_report) {
  const Bench bench;
  BOOST_TEST(bench.import({"nowhere/**/*.xml"}).exit_code == 3);
}

BOOST_AUTO_TEST_CASE(is_4_when_practitest_refuses) {
  Bench bench;
  bench.environment["PRACTITEST_TOKEN"] = "wrong";
  BOOST_TEST(bench.import({bench.report("r.xml", many(1))}).exit_code == 4);
}

BOOST_AUTO_TEST_CASE(is_5_when_practitest_is_out_of_reach) {
  Bench bench;
  const auto report = bench.report("r.xml", many(1));
  bench.server.reset();
  BOOST_TEST(bench.import({"--retries", "0", report}).exit_code == 5);
}

BOOST_AUTO_TEST_CASE(is_10_when_tests_failed_and_the_user_wants_to_know) {
  const Bench bench;
  const auto bad = bench.report("bad.xml", {passed("a"), failed("b")});
  const auto good = bench.report("good.xml", {passed("a"), skipped("c")});
  BOOST_TEST(bench.import({"--fail-on-failures", bad}).exit_code == 10);
  BOOST_TEST(bench.import({"--fail-on-failures", good}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(is_130_when_interrupted) {
  const Bench bench;
  bench.server->set_faults({"* *: delay 400"});
  Process process(bench.command("import", {bench.report("r.xml", many(30))}));
  process.wait_for("looking at project");
  process.send(SIGINT);
  BOOST_TEST(process.wait().exit_code == 130);
  BOOST_TEST(bench.server->runs().empty());
}

BOOST_AUTO_TEST_CASE(is_the_gravest_of_several) {
  Bench bench;
  const auto bad = bench.report("bad.xml", {failed("b")});
  const auto broken = bench.workspace.write("broken.xml", "<testsuite>");
  // 1 before 10.
  BOOST_TEST(bench.import({"--fail-on-failures", bad, broken}).exit_code == 1);
  // 3 before 1.
  BOOST_TEST(bench.import({broken}).exit_code == 3);
  // 2 before 3.
  BOOST_TEST(bench.import({"--rate", "x", "missing.xml"}).exit_code == 2);
  // 4 before 1 and 10.
  bench.environment["PRACTITEST_TOKEN"] = "wrong";
  BOOST_TEST(bench.import({"--fail-on-failures", bad, broken}).exit_code == 4);
  // 5 before 1.
  bench.server.reset();
  BOOST_TEST(bench.import({"--retries", "0", bad, broken}).exit_code == 5);
}

BOOST_AUTO_TEST_CASE(fail_open_turns_4_into_0_and_says_what_happened) {
  Bench bench;
  bench.environment["PRACTITEST_TOKEN"] = "wrong";
  const auto told = bench.import({"--fail-open", bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST((told.err.find("the token was refused") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("not all is recorded") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(fail_open_turns_5_into_0_and_says_what_happened) {
  Bench bench;
  const auto report = bench.report("r.xml", many(1));
  bench.server.reset();
  const auto told = bench.import({"--fail-open", "--retries", "0", report});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST((told.err.find("connect to localhost") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("not all is recorded") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(fail_open_leaves_1_2_and_3_as_they_are) {
  const Bench bench;
  const auto broken = bench.workspace.write("broken.xml", "<testsuite>");
  const auto good = bench.report("r.xml", many(1));
  BOOST_TEST(bench.import({"--fail-open", broken, good}).exit_code == 1);
  BOOST_TEST(bench.import({"--fail-open", "--rate", "x", good}).exit_code == 2);
  BOOST_TEST(bench.import({"--fail-open", broken}).exit_code == 3);
}

BOOST_AUTO_TEST_CASE(fail_open_holds_without_a_project_too) {
  // The look at the token's projects is refused: the pipeline must not break.
  Bench bench;
  bench.options.erase("--project");
  bench.environment["PRACTITEST_TOKEN"] = "wrong";
  BOOST_TEST(bench.import({"--fail-open", bench.report("r.xml", many(1))}).exit_code == 0);
}

BOOST_AUTO_TEST_CASE(of_help_and_version_is_0) {
  for (const auto& arguments : std::vector<std::vector<std::string>>{
           {"--help"},
           {"help", "import"},
           {"import", "--help"},
           {"help", "exit-codes"},
           {"--version"}}) {
    Command command;
    command.arguments = arguments;
    const auto told = e2e::run(command);
    BOOST_TEST(told.exit_code == 0);
    BOOST_TEST(told.out != "");
    BOOST_TEST(told.err == "");
  }
}

BOOST_AUTO_TEST_SUITE_END()
