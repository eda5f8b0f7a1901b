#include "importer/recording.hpp"
#include "importer/text.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

using by_hand::skipped_as;
using client::StepStatus;
using importer::RunStatus;
using importer::StatusTable;
using importer::to_run;
using parsers::Status;
using std::chrono::milliseconds;
using std::chrono::seconds;

BOOST_AUTO_TEST_SUITE(recording)

namespace {

parsers::Result failed(std::string_view message, std::string_view details = {}) {
  auto result = by_hand::result("Cart", "adds", Status::failed);
  result.make_evidence().message = message;
  result.make_evidence().details = details;
  return result;
}

client::NewRun run_of(const parsers::Result& result) { return to_run(result, StatusTable()); }

std::size_t times(std::string_view text, std::string_view part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

bool holds(std::string_view text, std::string_view part) { return times(text, part) != 0; }

parsers::Attempt attempt(Status status, std::string_view message) {
  parsers::Attempt made;
  made.status = status;
  made.message = message;
  return made;
}

parsers::Step step(std::string_view name, Status status, std::string_view message = {}) {
  parsers::Step made;
  made.name = name;
  made.status = status;
  made.message = message;
  return made;
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_status_becomes_the_run_that_practitest_shows_so) {
  const struct {
    Status status;
    StatusTable statuses;
    std::string_view shown;
    std::vector<StepStatus> steps;
  } table[] = {
      {Status::passed, StatusTable(), "PASSED", {}},
      {Status::failed, StatusTable(), "FAILED", {StepStatus::failed}},
      {Status::errored, StatusTable(), "FAILED", {StepStatus::failed}},
      {Status::blocked, StatusTable(), "BLOCKED", {StepStatus::blocked}},
      {Status::not_run, StatusTable(), "NO RUN", {StepStatus::no_run}},
      {Status::inconclusive, StatusTable(), "N/A", {StepStatus::not_applicable}},
      {Status::aborted,
       StatusTable(),
       "NOT COMPLETED",
       {StepStatus::not_applicable, StepStatus::no_run}},
      {Status::skipped, StatusTable(), "N/A", {StepStatus::not_applicable}},
      {Status::skipped, skipped_as(RunStatus::no_run), "NO RUN", {StepStatus::no_run}},
      {Status::skipped, skipped_as(RunStatus::blocked), "BLOCKED", {StepStatus::blocked}},
      // --skipped speaks of skipped results alone.
      {Status::failed, skipped_as(std::nullopt), "FAILED", {StepStatus::failed}},
      {Status::inconclusive, skipped_as(std::nullopt), "N/A", {StepStatus::not_applicable}},
      {Status::not_run, skipped_as(std::nullopt), "NO RUN", {StepStatus::no_run}},
      {Status::not_run, skipped_as(RunStatus::blocked), "NO RUN", {StepStatus::no_run}},
  };
  for (const auto& row : table) {
    const auto result = by_hand::result("Cart", "adds", row.status);
    const auto run = to_run(result, row.statuses);
    BOOST_TEST_CONTEXT(parsers::name_of(row.status)) {
      BOOST_TEST(name_of(row.statuses[row.status].value()) == row.shown);
      BOOST_TEST_REQUIRE(run.steps.size() == row.steps.size());
      for (std::size_t i = 0; i < row.steps.size(); ++i) {
        BOOST_TEST(run.steps[i].status == row.steps[i]);
      }
      BOOST_TEST(run.exit_code.has_value() == run.steps.empty());
    }
  }
}

BOOST_AUTO_TEST_CASE(a_pass_is_exit_code_0_and_nothing_else) {
  const auto run = run_of(by_hand::result("Cart", "adds"));
  BOOST_TEST(run.exit_code.value() == 0);
  BOOST_TEST(run.steps.empty());
  BOOST_TEST(run.output.empty());
  BOOST_TEST(run.files.empty());
}

BOOST_AUTO_TEST_CASE(a_skipped_result_that_is_left_out_has_no_status) {
  BOOST_TEST(!skipped_as(std::nullopt)[Status::skipped]);
}

BOOST_AUTO_TEST_CASE(durations_are_rounded_up_to_whole_seconds) {
  const std::pair<milliseconds, seconds> table[] = {
      {milliseconds(0), seconds(0)},
      {milliseconds(1), seconds(1)},
      {milliseconds(400), seconds(1)},
      {milliseconds(1'000), seconds(1)},
      {milliseconds(2'000), seconds(2)},
      {milliseconds(2'001), seconds(3)},
      {milliseconds(359'998'001), seconds(359'999)},  // 99:59:59
  };
  for (const auto& [took, told] : table) {
    auto result = by_hand::result("Cart", "adds");
    result.duration = took;
    BOOST_TEST(run_of(result).duration.value().count() == told.count());
  }
}

BOOST_AUTO_TEST_CASE(a_duration_that_cannot_be_written_as_hours_minutes_and_seconds_is_left_out) {
  auto result = by_hand::result("Cart", "adds");
  for (const auto took : {milliseconds(360'000'000), milliseconds(359'999'001)}) {
    result.duration = took;
    BOOST_TEST(!run_of(result).duration);
  }
}

BOOST_AUTO_TEST_CASE(a_duration_that_the_report_does_not_give_is_not_made_up) {
  BOOST_TEST(!run_of(by_hand::result("Cart", "adds")).duration);
}

BOOST_AUTO_TEST_CASE(a_failed_step_tells_what_broke_and_where) {
  auto result = failed("expected 3, got 4", "at Cart.adds(Cart.java:12)");
  result.more->type = "AssertionError";
  result.file = "src/Cart.java";
  result.source_line = 12;
  const auto run = run_of(result);
  const auto& step = run.steps.at(0);
  BOOST_TEST(step.name == "adds");
  BOOST_TEST(step.description == "src/Cart.java:12");
  for (const auto* part : {"AssertionError", "expected 3, got 4", "at Cart.adds(Cart.java:12)"}) {
    BOOST_TEST(times(step.actual_results, part) == 1U);
  }
  BOOST_TEST(run.output == "expected 3, got 4");
}

BOOST_AUTO_TEST_CASE(a_source_file_without_a_line_is_told_without) {
  auto result = failed("no");
  result.file = "src/Cart.java";
  BOOST_TEST(run_of(result).steps.at(0).description == "src/Cart.java");
  result.file = "";
  BOOST_TEST(run_of(result).steps.at(0).description.empty());
}

BOOST_AUTO_TEST_CASE(a_message_that_the_stack_trace_begins_with_is_not_said_twice) {
  auto result = failed(
      "expected 3, got 4", "org.opentest4j.AssertionError: expected 3, got 4\n\tat Cart.adds"
  );
  result.more->type = "org.opentest4j.AssertionError";
  const auto said = run_of(result).steps.at(0).actual_results;
  BOOST_TEST(times(said, "expected 3, got 4") == 1U);
  BOOST_TEST(times(said, "org.opentest4j.AssertionError") == 1U);
}

BOOST_AUTO_TEST_CASE(a_message_that_the_stack_trace_lacks_comes_first) {
  const auto said = run_of(failed("expected 3", "at Cart.adds")).steps.at(0).actual_results;
  BOOST_TEST(said == "expected 3\n\nat Cart.adds");
}

BOOST_AUTO_TEST_CASE(a_failure_without_a_reason_says_so) {
  const auto run = run_of(by_hand::result("Cart", "adds", Status::failed));
  BOOST_TEST(holds(run.steps.at(0).actual_results, "no reason"));
}

BOOST_AUTO_TEST_CASE(the_reason_of_a_skipped_test_is_kept) {
  auto result = by_hand::result("Cart", "adds", Status::skipped);
  result.make_evidence().message = "waits for the new warehouse";
  for (const auto& as :
       {StatusTable(), skipped_as(RunStatus::no_run), skipped_as(RunStatus::blocked)}) {
    const auto run = to_run(result, as);
    BOOST_TEST(run.steps.at(0).actual_results == "waits for the new warehouse");
    BOOST_TEST(run.output == "waits for the new warehouse");
  }
}

BOOST_AUTO_TEST_CASE(what_passes_only_because_the_user_says_so_keeps_its_reason) {
  StatusTable statuses;
  statuses.set(Status::failed, RunStatus::passed);
  const auto run = to_run(failed("expected 3"), statuses);
  BOOST_TEST(run.output == "expected 3");
  BOOST_TEST_REQUIRE(run.steps.size() == 1U);
  BOOST_TEST(run.steps[0].status == StepStatus::passed);
  BOOST_TEST(run.steps[0].actual_results == "expected 3");
}

BOOST_AUTO_TEST_CASE(captured_output_is_told_below_the_failure) {
  auto result = failed("expected 3");
  result.more->out = "adding a book\n";
  result.more->err = "warning: slow";
  const auto said = run_of(result).steps.at(0).actual_results;
  BOOST_TEST(said.starts_with("expected 3"));
  BOOST_TEST(holds(said, "standard output:\nadding a book"));
  BOOST_TEST(holds(said, "standard error:\nwarning: slow"));
}

BOOST_AUTO_TEST_CASE(of_long_captured_output_the_end_is_kept) {
  const std::string out = "BEGIN" + std::string(50'000, 'x') + "END";
  auto result = failed("expected 3");
  result.more->out = out;
  const auto said = run_of(result).steps.at(0).actual_results;
  BOOST_TEST(!holds(said, "BEGIN"));
  BOOST_TEST(said.ends_with("END"));
  BOOST_TEST(holds(said, "characters left out"));
}

BOOST_AUTO_TEST_CASE(a_very_long_stack_trace_is_cut_with_a_note) {
  std::string trace;
  for (int i = 0; i < 5'000; ++i) {
    trace += "at Cart.überträgt\n";
  }
  const auto said = run_of(failed("deep recursion", trace)).steps.at(0).actual_results;
  BOOST_TEST(said.starts_with("deep recursion"));
  BOOST_TEST(importer::text::characters(said) < 10'100U);
  BOOST_TEST(importer::text::characters(said) > 9'000U);
  BOOST_TEST(said.ends_with("characters left out"));
}

BOOST_AUTO_TEST_CASE(the_output_is_one_telling_line_of_at_most_255_characters) {
  std::string long_line;
  for (int i = 0; i < 400; ++i) {
    long_line += "é";
  }
  const auto cut = run_of(failed(long_line)).output;
  BOOST_TEST(importer::text::characters(cut) == 255U);
  BOOST_TEST(cut.ends_with("…"));
  BOOST_TEST(run_of(failed("\n=====\n  expected 3\nbut got 4")).output == "expected 3");
}

BOOST_AUTO_TEST_CASE(the_output_is_found_in_the_next_best_place) {
  auto result = failed("", "\nat Cart.adds");
  BOOST_TEST(run_of(result).output == "at Cart.adds");
  result.more->details = "";
  result.more->type = "AssertionError";
  BOOST_TEST(run_of(result).output == "AssertionError");
  result.more->out = "adding a book";
  BOOST_TEST(run_of(result).output == "adding a book");
  result.more->err = "Segmentation fault";
  BOOST_TEST(run_of(result).output == "Segmentation fault");
}

BOOST_AUTO_TEST_CASE(a_step_says_what_it_was_given) {
  auto result = by_hand::result("Cart", "adds", Status::passed);
  const std::string all(20'000, 'x');
  const std::string_view table = "| thing |\n| lamp |";
  const std::string_view endless = all;
  for (const std::string_view given : {table, endless}) {
    auto& step = result.make_evidence().steps.emplace_back();
    step.name = "Given a cart";
    step.description = given;
  }
  const auto run = run_of(result);
  BOOST_TEST(run.steps.at(0).description == table);
  BOOST_TEST(importer::text::characters(run.steps.at(1).description) < 10'100U);
  BOOST_TEST(run.steps.at(1).description.ends_with("characters left out"));
}

BOOST_AUTO_TEST_CASE(names_of_steps_have_one_line_and_at_most_255_characters) {
  const std::string long_name = "first\nsecond " + std::string(400, 'n');
  auto result = by_hand::result("Cart", long_name, Status::failed);
  const auto name = run_of(result).steps.at(0).name;
  BOOST_TEST(importer::text::characters(name) == 255U);
  BOOST_TEST(name.starts_with("first second nnn"));
}

BOOST_AUTO_TEST_CASE(a_flaky_pass_stays_passed_and_keeps_its_failed_attempts) {
  auto result = by_hand::result("Cart", "adds", Status::passed);
  auto& evidence = result.make_evidence();
  evidence.earlier_attempts.push_back(attempt(Status::failed, "expected 3"));
  evidence.earlier_attempts.push_back(attempt(Status::errored, "time-out"));
  const auto run = run_of(result);
  BOOST_TEST_REQUIRE(run.steps.size() == 3U);
  BOOST_TEST(!run.exit_code);
  BOOST_TEST(run.steps[0].name == "Attempt 1");
  BOOST_TEST(run.steps[0].status == StepStatus::not_applicable);
  BOOST_TEST(run.steps[0].actual_results == "failed: expected 3");
  BOOST_TEST(run.steps[1].actual_results == "errored: time-out");
  BOOST_TEST(run.steps[2].name == "adds");
  BOOST_TEST(run.steps[2].status == StepStatus::passed);
  BOOST_TEST(run.output == "flaky: passed after 2 failed attempts");
}

BOOST_AUTO_TEST_CASE(only_failed_attempts_make_a_pass_flaky) {
  auto result = by_hand::result("Cart", "adds", Status::passed);
  auto& evidence = result.make_evidence();
  evidence.earlier_attempts.push_back(attempt(Status::passed, ""));
  evidence.earlier_attempts.push_back(attempt(Status::skipped, "no printer"));
  BOOST_TEST(run_of(result).output.empty());
  evidence.earlier_attempts.push_back(attempt(Status::failed, "expected 3"));
  BOOST_TEST(run_of(result).output == "flaky: passed after 1 failed attempt");
}

BOOST_AUTO_TEST_CASE(a_failure_keeps_its_earlier_attempts_as_failed_steps) {
  auto result = failed("third time");
  result.more->earlier_attempts.push_back(attempt(Status::failed, "first time"));
  result.more->earlier_attempts.push_back(attempt(Status::errored, "second time"));
  const auto run = run_of(result);
  BOOST_TEST_REQUIRE(run.steps.size() == 3U);
  for (const auto& made : run.steps) {
    BOOST_TEST(made.status == StepStatus::failed);
  }
  BOOST_TEST(run.steps[0].actual_results == "first time");
  BOOST_TEST(run.steps[1].actual_results == "second time");
  BOOST_TEST(run.steps[2].actual_results == "third time");
  BOOST_TEST(run.output == "third time");
}

BOOST_AUTO_TEST_CASE(steps_of_the_report_itself_become_steps_in_their_order) {
  auto result = failed("the total is wrong");
  result.more->steps.push_back(step("open the shop", Status::passed));
  result.more->steps.push_back(step("add a book", Status::failed, "expected 3"));
  result.more->steps.push_back(step("pay", Status::skipped));
  result.more->steps.push_back(step("log out", Status::not_run));
  const auto run = run_of(result);
  BOOST_TEST_REQUIRE(run.steps.size() == 5U);
  const StepStatus statuses[] = {
      StepStatus::passed,
      StepStatus::failed,
      StepStatus::not_applicable,
      StepStatus::no_run,
      StepStatus::failed};
  for (std::size_t i = 0; i < run.steps.size(); ++i) {
    BOOST_TEST(run.steps[i].status == statuses[i]);
  }
  BOOST_TEST(run.steps[0].name == "open the shop");
  BOOST_TEST(run.steps[1].actual_results == "expected 3");
  BOOST_TEST(run.steps[4].actual_results == "the total is wrong");
}

BOOST_AUTO_TEST_CASE(a_passed_test_with_steps_ends_in_a_passed_step) {
  auto result = by_hand::result("Cart", "adds");
  result.make_evidence().steps.push_back(step("open the shop", Status::passed));
  const auto run = run_of(result);
  BOOST_TEST_REQUIRE(run.steps.size() == 2U);
  BOOST_TEST(run.steps[1].status == StepStatus::passed);
  BOOST_TEST(!run.exit_code);
}

BOOST_AUTO_TEST_CASE(a_message_that_the_details_of_a_step_begin_with_is_not_said_twice) {
  auto result = failed("the total is wrong");
  auto own = step("add a book", Status::failed, "expected 3");
  own.details = "AssertionError: expected 3\nat Cart.adds";
  result.more->steps.push_back(own);
  BOOST_TEST(times(run_of(result).steps.at(0).actual_results, "expected 3") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
