#include "tests/e2e/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <fstream>
#include <sstream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(output)

BOOST_AUTO_TEST_CASE(quiet_says_nothing_on_success) {
  const Bench bench;
  for (const auto* quiet : {"-q", "--quiet"}) {
    const auto told = bench.import({quiet, bench.report("r.xml", many(25))});
    BOOST_TEST(told.exit_code == 0);
    BOOST_TEST(told.out == "");
    BOOST_TEST(told.err == "");
  }
  BOOST_TEST(bench.server->runs().size() == 50U);
}

BOOST_AUTO_TEST_CASE(quiet_still_says_why_an_import_failed) {
  const Bench bench;
  const auto told = bench.import({"-q", "--project", "12", bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 4);
  BOOST_TEST((told.err.find("there is no project 12") != std::string::npos), told.err);
  BOOST_TEST(told.out == "");
}

BOOST_AUTO_TEST_CASE(quiet_still_says_what_could_not_be_recorded) {
  const Bench bench;
  bench.server->set_faults({"POST runs/auto_create.json: reject name shop.Cart.adds1"});
  const auto told = bench.import({"-q", bench.report("r.xml", many(3))});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.err != "", "exit code 1 without a word");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_is_no_success) {
  const Workspace workspace;
  Command command;
  command.arguments = {"inspect", workspace.write("r.xml", junit(many(3)))};
  BOOST_TEST(run(command).exit_code == 0);
  command.out_file = "/dev/full";
  const auto told = run(command);
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("could not be written") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(json_stands_alone_on_standard_output) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds"), failed("pays"), skipped("prints")});
  const auto told = bench.import({"--format", "json", "-v", report});
  const auto summary = told.json();
  BOOST_TEST(summary.at("exit_code").to_number<int>() == 0);
  BOOST_TEST(summary.at("project").to_number<int>() == bench.server->address().project_id);
  BOOST_TEST(summary.at("results").to_number<int>() == 3);
  BOOST_TEST(summary.at("outcomes").at("recorded").to_number<int>() == 3);
  BOOST_TEST(summary.at("outcomes").at("refused").to_number<int>() == 0);
  BOOST_TEST(summary.at("made").at("tests").to_number<int>() == 3);
  BOOST_TEST(summary.at("set").at("made").as_bool());
  BOOST_TEST(summary.at("calls").at("total").to_number<std::size_t>() == told.calls.size());
  BOOST_TEST((summary.at("reports").at("read").at(0).at("format").as_string() == "junit"));
  BOOST_TEST(summary.at("tests").as_array().size() == 3U);
  BOOST_TEST(summary.at("seconds").to_number<double>() >= 0);
}

BOOST_AUTO_TEST_CASE(json_is_written_however_the_import_ends) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  const auto told = bench.import({"--format", "json", "--project", "12", report});
  BOOST_TEST(told.json().at("exit_code").to_number<int>() == 4);
  BOOST_TEST((told.json().at("error").as_string() != ""));
  const auto none = bench.import({"--format", "json", "no-such-file.xml"});
  BOOST_TEST(none.json().at("exit_code").to_number<int>() == 3);
}

BOOST_AUTO_TEST_CASE(the_summary_is_on_standard_output_and_progress_on_standard_error) {
  const Bench bench;
  const auto told = bench.import({bench.report("r.xml", many(45))});
  BOOST_TEST((told.out.find("recorded") != std::string::npos));
  BOOST_TEST((told.out.find("ptimport:") == std::string::npos));
  BOOST_TEST((told.err.find("recording in 'Nightly'") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(json_tells_of_what_could_not_be_recorded_where_it_stands_and_why) {
  const Bench bench;
  bench.server->set_faults({"POST runs/auto_create.json: reject name shop.Cart.adds1"});
  const auto told = bench.import({"-q", "--format", "json", bench.report("r.xml", many(3))});
  BOOST_TEST(told.exit_code == 1);
  const auto summary = told.json();
  const auto& result = summary.at("tests").at(1).at("results").at(0);
  BOOST_TEST((result.at("outcome").as_string() == "refused"));
  BOOST_TEST(result.at("line").to_number<int>() == first_case_line + 1);
  BOOST_TEST((std::string(result.at("why").as_string()).find("not acceptable") != std::string::npos)
  );
}

BOOST_AUTO_TEST_CASE(verbose_tells_every_call) {
  const Bench bench;
  const auto told = bench.import({"-v", bench.report("r.xml", many(3))});
  std::size_t lines = 0;
  std::istringstream text(told.err);
  for (std::string line; std::getline(text, line);) {
    lines += line.find(" -> 200 in ") != std::string::npos ? 1 : 0;
  }
  BOOST_TEST(lines == told.calls.size());
}

BOOST_AUTO_TEST_CASE(control_characters_of_a_report_do_not_reach_the_log) {
  const Bench bench;
  const auto told =
      bench.import({bench.report("r.xml", {passed("red&#27;[31mtext"), passed("red&#27;[31mtext")})}
      );
  BOOST_TEST(!told.says("\x1b"));
}

BOOST_AUTO_TEST_CASE(the_token_is_nowhere_in_what_is_said_even_when_the_server_repeats_it) {
  // Every call of the bench looks for the token; here with the most talkative settings.
  Bench bench;
  const auto report = bench.report("r.xml", {passed("adds"), failed("pays")});
  bench.server->set_faults({"GET instances.json #1: cut", "POST runs.json #2: 500 after"});
  for (const auto* format : {"text", "json"}) {
    const auto told = bench.import({"-v", "--format", format, report});
    BOOST_TEST(!told.says(bench.environment["PRACTITEST_TOKEN"]));
  }
  const auto right = bench.environment["PRACTITEST_TOKEN"];
  bench.environment["PRACTITEST_TOKEN"] = "canary-wrong-token-55ad";
  const auto refused = bench.import({"-v", report});
  BOOST_TEST(refused.exit_code == 4);
  BOOST_TEST(!refused.says("canary-wrong-token-55ad"));
  bench.environment["PRACTITEST_TOKEN"] = right + " canary with blanks";
  const auto malformed = bench.import({"-v", report});
  BOOST_TEST(malformed.exit_code == 2);
  BOOST_TEST(!malformed.says("canary"));
}

BOOST_AUTO_TEST_CASE(the_token_comes_from_a_file_or_from_standard_input_too) {
  Bench bench;
  const auto token = bench.environment.at("PRACTITEST_TOKEN");
  bench.environment.clear();
  const auto report = bench.report("r.xml", {passed("adds")});
  const auto file = bench.workspace.write("token", token + "\n");
  BOOST_TEST(bench.import({"--token-file", file, report}).exit_code == 0);
  bench.input = token + "\n";
  BOOST_TEST(bench.import({"--token-file", "-", report}).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_token_is_not_taken_from_the_command_line_and_not_repeated) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  for (const auto* option : {"--token=canary-option", "--api-token=canary-option"}) {
    const auto told = bench.import({option, report});
    BOOST_TEST(told.exit_code == 2);
    BOOST_TEST(!told.says("canary-option"));
    BOOST_TEST((told.err.find("PRACTITEST_TOKEN") != std::string::npos));
  }
}

BOOST_AUTO_TEST_SUITE_END()
