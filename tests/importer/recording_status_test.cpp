#include "importer/recording.hpp"
#include "importer/text.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <random>

using client::StepStatus;
using importer::RunStatus;
using importer::StatusTable;
using parsers::Status;

BOOST_AUTO_TEST_SUITE(practitest_computes_the_status_that_the_result_had)

namespace {

constexpr Status every_status[] = {
    Status::passed,
    Status::failed,
    Status::errored,
    Status::skipped,
    Status::blocked,
    Status::not_run,
    Status::inconclusive,
    Status::aborted,
};

/// Every result as each status that there is.
constexpr RunStatus every_way[] = {
    RunStatus::not_applicable,
    RunStatus::passed,
    RunStatus::no_run,
    RunStatus::not_completed,
    RunStatus::blocked,
    RunStatus::failed,
};

/// The status that PractiTest computes for a run: with steps its exit code is ignored; any FAILED
/// → FAILED; else any BLOCKED → BLOCKED; all PASSED or N/A with at least one PASSED → PASSED; all
/// N/A → N/A; none run yet → NO RUN; run ones and NO RUN together → NOT COMPLETED.
/// Source: PractiTest's API reference, "runs", and its help on the status of a run.
RunStatus computed(const client::NewRun& run) {
  if (run.steps.empty()) {
    return run.exit_code == 0 ? RunStatus::passed : RunStatus::failed;
  }
  const auto any = [&run](StepStatus status) {
    return std::ranges::any_of(run.steps, [status](const client::RunStep& step) {
      return step.status == status;
    });
  };
  if (any(StepStatus::failed)) {
    return RunStatus::failed;
  }
  if (any(StepStatus::blocked)) {
    return RunStatus::blocked;
  }
  const bool something_ran = any(StepStatus::passed) || any(StepStatus::not_applicable);
  if (any(StepStatus::no_run)) {
    return something_ran ? RunStatus::not_completed : RunStatus::no_run;
  }
  return any(StepStatus::passed) ? RunStatus::passed : RunStatus::not_applicable;
}

/// Both what PractiTest shows, and what it takes.
void check(const parsers::Result& result) {
  std::vector<StatusTable> tables(1);
  for (const auto status : every_way) {
    tables.emplace_back().set(result.status, status);
  }
  for (const auto& statuses : tables) {
    const auto run = importer::to_run(result, statuses);
    BOOST_TEST(computed(run) == statuses[result.status].value());
    BOOST_TEST((run.exit_code.has_value() || !run.steps.empty()));
    BOOST_TEST(importer::text::characters(run.output) <= client::max_output_characters);
    BOOST_TEST((run.output.find('\n') == std::string::npos));
    for (const auto& step : run.steps) {
      BOOST_TEST(!step.name.empty());
      BOOST_TEST(importer::text::characters(step.name) <= client::max_step_name_characters);
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(of_a_plain_result) {
  for (const auto status : every_status) {
    BOOST_TEST_CONTEXT(parsers::name_of(status)) { check(by_hand::result("Cart", "adds", status)); }
  }
}

BOOST_AUTO_TEST_CASE(of_every_result_with_every_pair_of_an_attempt_and_a_step) {
  for (const auto status : every_status) {
    for (const auto earlier : every_status) {
      for (const auto own : every_status) {
        auto result = by_hand::result("Cart", "adds", status);
        auto& evidence = result.make_evidence();
        evidence.earlier_attempts.emplace_back().status = earlier;
        evidence.steps.emplace_back().name = "add a book";
        evidence.steps.back().status = own;
        BOOST_TEST_CONTEXT(
            parsers::name_of(status) << " after attempt " << parsers::name_of(earlier)
                                     << " with step " << parsers::name_of(own)
        ) {
          check(result);
          evidence.steps.clear();
          check(result);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(of_random_results_with_many_attempts_and_steps) {
  std::mt19937 random(20'260'527);
  const auto any_status = [&random] { return every_status[random() % std::size(every_status)]; };
  const std::string long_text(12'345, 'x');
  const std::string_view texts[] = {"", "one line", "two\nlines", long_text, "漢字\n\tat 漢"};
  const auto any_text = [&] { return texts[random() % std::size(texts)]; };
  for (int round = 0; round < 500; ++round) {
    auto result = by_hand::result(any_text(), any_text(), any_status());
    auto& evidence = result.make_evidence();
    evidence.type = any_text();
    evidence.message = any_text();
    evidence.details = any_text();
    evidence.out = any_text();
    evidence.err = any_text();
    for (auto left = random() % 5; left > 0; --left) {
      auto& attempt = evidence.earlier_attempts.emplace_back();
      attempt.status = any_status();
      attempt.message = any_text();
      attempt.details = any_text();
    }
    for (auto left = random() % 8; left > 0; --left) {
      auto& step = evidence.steps.emplace_back();
      step.name = "pay";
      step.status = any_status();
      step.message = any_text();
    }
    BOOST_TEST_CONTEXT("round " << round) { check(result); }
  }
}

BOOST_AUTO_TEST_CASE(of_results_and_steps_without_a_name) {
  for (const auto status : every_status) {
    for (const std::string_view name : {"", "  "}) {
      auto result = by_hand::result("", name, status);
      BOOST_TEST_CONTEXT(parsers::name_of(status) << " '" << name << "'") {
        check(result);
        result.make_evidence().steps.emplace_back().name = name;
        check(result);
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
