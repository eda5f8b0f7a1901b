#include "tests/e2e/bench.hpp"

#include <boost/test/unit_test.hpp>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(first_import)

namespace {

std::vector<std::string> list(std::initializer_list<const char*> texts) {
  return {texts.begin(), texts.end()};
}

}  // namespace

BOOST_AUTO_TEST_CASE(makes_tests_set_and_instances_and_records_each_result) {
  const Bench bench;
  const auto told =
      bench.import({bench.report("r.xml", {passed("adds"), failed("pays"), skipped("prints")})});
  BOOST_TEST_REQUIRE(told.exit_code == 0, told.err);
  BOOST_TEST(
      bench.test_names() == list({"shop.Cart.adds", "shop.Cart.pays", "shop.Cart.prints"}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(
      bench.set_shows() ==
          list({"shop.Cart.adds: PASSED", "shop.Cart.pays: FAILED", "shop.Cart.prints: N/A"}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(bench.server->runs().size() == 3U);
}

BOOST_AUTO_TEST_CASE(makes_exactly_the_calls_that_are_needed) {
  const Bench bench;
  const auto told = bench.import({bench.report("r.xml", many(25))});
  BOOST_TEST_REQUIRE(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("GET", "sets.json") == 1U);
  BOOST_TEST(told.count("GET", "tests.json") == 1U);
  BOOST_TEST(told.count("POST", "sets.json") == 1U);
  BOOST_TEST(told.count("POST", "runs/auto_create.json") == 25U);
  BOOST_TEST(told.calls.size() == 28U);
}

BOOST_AUTO_TEST_CASE(a_failed_result_shows_its_message_and_stack_in_a_failed_step) {
  const Bench bench;
  bench.import({bench.report("r.xml", {failed("pays")})});
  const auto runs = bench.runs_of("shop.Cart.pays");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(without_key(runs[0].output) == "expected 3 but was 4");
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 1U);
  const auto& step = runs[0].steps[0];
  BOOST_TEST(step.status == "FAILED");
  BOOST_TEST(step.name == "pays");
  BOOST_TEST(step.actual_results.find("expected 3 but was 4") != std::string::npos);
  BOOST_TEST(step.actual_results.find("Cart.java:17") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_error_is_recorded_as_failed) {
  const Bench bench;
  auto crash = passed("starts");
  crash.inside = R"(<error type="OutOfMemory" message="no memory left">at shop.Main</error>)";
  bench.import({bench.report("r.xml", {crash})});
  BOOST_TEST(bench.set_shows().at(0) == "shop.Cart.starts: FAILED");
}

BOOST_AUTO_TEST_CASE(a_skipped_result_shows_its_reason) {
  const Bench bench;
  bench.import({bench.report("r.xml", {skipped("prints", "needs a printer")})});
  const auto runs = bench.runs_of("shop.Cart.prints");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST_REQUIRE(runs[0].steps.size() == 1U);
  BOOST_TEST(runs[0].steps[0].status == "N/A");
  BOOST_TEST(runs[0].steps[0].actual_results.find("needs a printer") != std::string::npos);
  BOOST_TEST(without_key(runs[0].output) == "needs a printer");
}

BOOST_AUTO_TEST_CASE(a_passed_result_is_an_exit_code_of_0_without_steps) {
  const Bench bench;
  bench.import({bench.report("r.xml", {passed("adds")})});
  const auto runs = bench.runs_of("shop.Cart.adds");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST((runs[0].exit_code == 0));
  BOOST_TEST(runs[0].steps.empty());
}

BOOST_AUTO_TEST_CASE(durations_are_rounded_up_to_whole_seconds) {
  const Bench bench;
  auto quick = passed("quick");
  quick.time = "0.004";
  auto long_one = passed("long");
  long_one.time = "3725.2";
  auto whole = passed("whole");
  whole.time = "2";
  auto untimed = passed("untimed");
  untimed.time = "";
  bench.import({bench.report("r.xml", {quick, long_one, whole, untimed})});
  BOOST_TEST(bench.runs_of("shop.Cart.quick").at(0).duration == "00:00:01");
  BOOST_TEST(bench.runs_of("shop.Cart.long").at(0).duration == "01:02:06");
  BOOST_TEST(bench.runs_of("shop.Cart.whole").at(0).duration == "00:00:02");
  BOOST_TEST(bench.runs_of("shop.Cart.untimed").at(0).duration == "");
}

BOOST_AUTO_TEST_CASE(output_is_cut_to_255_characters_and_the_step_keeps_more) {
  const Bench bench;
  const std::string message(400, 'x');
  bench.import({bench.report("r.xml", {failed("pays", message)})});
  const auto runs = bench.runs_of("shop.Cart.pays");
  BOOST_TEST_REQUIRE(runs.size() == 1U);
  BOOST_TEST(runs[0].output.starts_with(message.substr(0, 229)));
  BOOST_TEST(runs[0].output.find("…") != std::string::npos);
  BOOST_TEST(without_key(runs[0].output) != runs[0].output);
  BOOST_TEST(runs[0].steps.at(0).actual_results.find(message) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_huge_stack_trace_is_cut_to_a_sane_size) {
  const Bench bench;
  std::string stack;
  for (int line = 0; line < 20'000; ++line) {
    stack += "at shop.Cart.again(Cart.java:" + std::to_string(line) + ")\n";
  }
  const auto told = bench.import({bench.report("r.xml", {failed("loops", "too deep", stack)})});
  BOOST_TEST(told.exit_code == 0);
  const auto actual = bench.runs_of("shop.Cart.loops").at(0).steps.at(0).actual_results;
  BOOST_TEST(actual.size() > 1'000U);
  BOOST_TEST(actual.size() < 50'000U);
}

BOOST_AUTO_TEST_CASE(the_second_import_makes_nothing_and_adds_a_run_to_each_result) {
  const Bench bench;
  const auto report = bench.report("r.xml", many(25));
  BOOST_TEST_REQUIRE(bench.import({report}).exit_code == 0);
  const auto told = bench.import({report});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 25U);
  BOOST_TEST(bench.server->runs().size() == 50U);
  for (const auto& instance : bench.server->held()) {
    BOOST_TEST(instance.runs == 2);
  }
  BOOST_TEST(bench.server->held().size() == 25U);
  BOOST_TEST(told.count("POST", "runs.json") == 2U);
  BOOST_TEST(told.calls.size() == 2U);
}

BOOST_AUTO_TEST_CASE(five_new_tests_later_only_these_are_made) {
  const Bench bench;
  bench.has_recorded(many(25));
  const auto told = bench.import({bench.report("r.xml", many(30))});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 30U);
  BOOST_TEST(bench.server->held().size() == 30U);
  BOOST_TEST(bench.server->runs().size() == 55U);
  BOOST_TEST(told.count("POST", "runs/auto_create.json") == 5U);
  BOOST_TEST(told.count("POST", "runs.json") == 2U);
  BOOST_TEST(told.calls.size() == 7U);
}

BOOST_AUTO_TEST_CASE(the_summary_tells_what_was_found_made_and_recorded) {
  const Bench bench;
  bench.has_recorded({passed("adds")});
  const auto told = bench.import({bench.report("r.xml", {passed("adds"), failed("pays")})});
  for (const auto* text :
       {"1 report with 2 results",
        "'Nightly'",
        "1 test in the set",
        "1 test, 1 instance",
        "2 runs: 1 PASSED, 1 FAILED",
        "2 of 2 planned"}) {
    BOOST_TEST((told.out.find(text) != std::string::npos), "no '" << text << "' in " << told.out);
  }
}

BOOST_AUTO_TEST_CASE(the_demo_folder_is_recorded_in_the_embedded_sandbox_without_an_account) {
  Command command;
  command.arguments = {"import", "--sandbox", FIXTURES_DIR "/demo"};
  const auto told = run(command);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST((told.out.find("The sandbox holds in test set 'First import'") != std::string::npos));
  BOOST_TEST((told.out.find("FAILED") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(the_embedded_sandbox_keeps_its_data_in_a_file_on_request) {
  const Workspace workspace;
  const auto report = workspace.write("r.xml", junit({passed("adds")}));
  Command command;
  command.folder = workspace.path();
  command.arguments = {"import", "--sandbox-data", "kept.sqlite", report};
  BOOST_TEST_REQUIRE(run(command).exit_code == 0);
  command.arguments.push_back("--again");
  const auto told = run(command);
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST((told.out.find("(2 runs)") != std::string::npos), told.out);
}

BOOST_AUTO_TEST_SUITE_END()
