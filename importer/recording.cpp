#include "importer/recording.hpp"

#include "importer/attempts.hpp"
#include "importer/evidence_text.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

using client::RunStep;
using client::StepStatus;

std::string_view name_or(std::string_view name, std::string_view fallback) {
  return text::trimmed(name).empty() ? fallback : name;
}

RunStep step_for_result(
    const parsers::Result& result, StepStatus status, std::string_view fallback
) {
  auto said = what_broke(result.evidence(), max_evidence_characters);
  auto made = step(name_or(result.name, fallback), status, std::move(said));
  made.description = where(result);
  if (made.actual_results.empty()) {
    made.actual_results = fmt::format("{}; the report gives no reason", name_of(result.status));
  }
  return made;
}

StepStatus step_status(parsers::Status status) {
  switch (status) {
  case parsers::Status::passed:
    return StepStatus::passed;
  case parsers::Status::failed:
  case parsers::Status::errored:
    return StepStatus::failed;
  case parsers::Status::blocked:
    return StepStatus::blocked;
  case parsers::Status::not_run:
  case parsers::Status::aborted:
    return StepStatus::no_run;
  case parsers::Status::skipped:
  case parsers::Status::inconclusive:
    return StepStatus::not_applicable;
  }
  return StepStatus::not_applicable;
}

/// Whether a run of this status may hold such a step: PractiTest computes the one from the other.
bool fits(RunStatus run, StepStatus step) {
  switch (run) {
  case RunStatus::failed:
    return true;
  case RunStatus::blocked:
    return step != StepStatus::failed;
  case RunStatus::not_completed:
    return step != StepStatus::failed && step != StepStatus::blocked;
  case RunStatus::passed:
    return step == StepStatus::passed || step == StepStatus::not_applicable;
  case RunStatus::no_run:
    return step == StepStatus::no_run;
  case RunStatus::not_applicable:
    return step == StepStatus::not_applicable;
  }
  return false;
}

/// A step from before the outcome. One that would change the run's status gets a status that does
/// not, and says in words what it was.
void add_earlier(client::NewRun& run, RunStep earlier, parsers::Status was, RunStatus status) {
  if (!fits(status, earlier.status)) {
    earlier.status = status == RunStatus::no_run ? StepStatus::no_run : StepStatus::not_applicable;
    earlier.actual_results = fmt::format(
        "{}{}{}", name_of(was), earlier.actual_results.empty() ? "" : ": ", earlier.actual_results
    );
  }
  run.steps.push_back(std::move(earlier));
}

void add_earlier_steps(client::NewRun& run, const parsers::Result& result, RunStatus status) {
  const auto& attempts = result.evidence().earlier_attempts;
  const auto& steps = result.evidence().steps;
  const auto most = evidence_share(attempts.size() + steps.size());
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    auto made = step(
        fmt::format("Attempt {}", i + 1),
        step_status(attempts[i].status),
        what_broke(attempts[i], most)
    );
    add_earlier(run, std::move(made), attempts[i].status, status);
  }
  for (std::size_t i = 0; i < steps.size(); ++i) {
    const auto& own = steps[i];
    const auto number = fmt::format("Step {}", i + 1);
    auto made = step(name_or(own.name, number), step_status(own.status), what_broke(own, most));
    made.description = cut_end(own.description, most);
    add_earlier(run, std::move(made), own.status, status);
  }
}

void add_outcome(client::NewRun& run, const parsers::Result& result, RunStatus status) {
  switch (status) {
  case RunStatus::passed:
    if (result.status != parsers::Status::passed) {
      run.steps.push_back(step_for_result(result, StepStatus::passed, "Passed"));
    } else if (run.steps.empty()) {
      run.exit_code = 0;
    } else {
      run.steps.push_back(step(name_or(result.name, "Passed"), StepStatus::passed, {}));
    }
    break;
  case RunStatus::failed:
    if (is_flaky(result)) {  // An attempt's step fails the run, or it has the status passed=failed.
      run.steps.push_back(step(name_or(result.name, "Passed"), StepStatus::passed, {}));
    } else {
      run.steps.push_back(step_for_result(result, StepStatus::failed, "Failed"));
    }
    break;
  case RunStatus::blocked:
    run.steps.push_back(step_for_result(result, StepStatus::blocked, "Blocked"));
    break;
  case RunStatus::no_run:
    run.steps.push_back(step_for_result(result, StepStatus::no_run, "Not run"));
    break;
  case RunStatus::not_applicable:
    run.steps.push_back(step_for_result(result, StepStatus::not_applicable, "Skipped"));
    break;
  case RunStatus::not_completed:
    // Something run and something not run: PractiTest then shows NOT COMPLETED.
    run.steps.push_back(step_for_result(result, StepStatus::not_applicable, "Started"));
    run.steps.push_back(step("Not finished", StepStatus::no_run, {}));
    break;
  }
}

}  // namespace

client::NewRun to_run(const parsers::Result& result, const StatusTable& statuses) {
  const auto status = statuses.of(result).value();
  client::NewRun run;
  if (result.duration && *result.duration <= longest_duration) {
    run.duration = std::chrono::ceil<std::chrono::seconds>(*result.duration);
  }
  add_earlier_steps(run, result, status);
  const auto failures = failed_attempts(result);
  if (result.status != parsers::Status::passed) {
    run.output = text::cut(first_words(result), client::max_output_characters);
  } else if (failures != 0) {
    run.output = fmt::format("flaky: passed after {}", text::counted(failures, "failed attempt"));
  } else {
    const auto said = text::first_telling_line(result.evidence().message);
    run.output = text::cut(said, client::max_output_characters);
  }
  add_outcome(run, result, status);
  return run;
}

}  // namespace importer
