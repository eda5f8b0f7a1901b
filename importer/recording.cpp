#include "importer/recording.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace importer {

namespace {

using client::RunStep;
using client::StepStatus;

/// Enough for a deep stack trace; 20 runs of this size stay well below a megabyte.
constexpr std::size_t max_evidence_characters = 10'000;
constexpr std::size_t min_evidence_characters = 300;
/// Of captured output the end tells most.
constexpr std::size_t max_captured_characters = 4'000;

std::string with_omission(std::string_view kept, std::size_t left_out) {
  return fmt::format("{}\n… {} characters left out", kept, text::grouped(left_out));
}

std::string cut_end(std::string_view whole, std::size_t count) {
  const auto size = text::characters(whole);
  return size <= count ? std::string(whole)
                       : with_omission(text::first(whole, count), size - count);
}

std::string cut_beginning(std::string_view whole, std::size_t count) {
  const auto size = text::characters(whole);
  return size <= count ? std::string(whole)
                       : fmt::format(
                             "… {} characters left out\n{}",
                             text::grouped(size - count),
                             text::last(whole, count)
                         );
}

void add_paragraph(std::string& text, std::string_view title, std::string_view paragraph) {
  if (paragraph.empty()) {
    return;
  }
  if (!text.empty()) {
    text += "\n\n";
  }
  if (!title.empty()) {
    text += fmt::format("{}:\n", title);
  }
  text += paragraph;
}

/// The message, unless the details say it at their beginning, as Java's traces do.
std::string message_beside(std::string_view message, std::string_view details) {
  const bool said_there =
      details.substr(0, message.size() + 200).find(message) != std::string_view::npos;
  return said_there ? std::string() : std::string(message);
}

/// Type, message and stack trace, none of them twice, then what was captured.
template <class Failure>
std::string what_broke(const Failure& failure, std::size_t most) {
  const auto message = text::trimmed(failure.message);
  const auto details = text::trimmed(failure.details);
  auto said = message_beside(message, details);
  if (!failure.type.empty() && details.find(failure.type) == std::string_view::npos &&
      message.find(failure.type) == std::string_view::npos) {
    said = said.empty() ? std::string(failure.type) : fmt::format("{}: {}", failure.type, said);
  }
  add_paragraph(said, "", cut_end(details, most));
  add_paragraph(
      said, "standard error", cut_beginning(text::trimmed(failure.err), max_captured_characters)
  );
  add_paragraph(
      said, "standard output", cut_beginning(text::trimmed(failure.out), max_captured_characters)
  );
  return cut_end(said, most);
}

std::string_view first_words(const parsers::Result& result) {
  const auto& evidence = result.evidence();
  for (const auto text : {evidence.message, evidence.details, evidence.err, evidence.out}) {
    const auto line = text::first_telling_line(text);
    if (!line.empty()) {
      return line;
    }
  }
  return evidence.type;
}

std::string where(const parsers::Result& result) {
  if (result.file.empty()) {
    return {};
  }
  return result.source_line == 0 ? std::string(result.file)
                                 : fmt::format("{}:{}", result.file, result.source_line);
}

RunStep step(std::string_view name, StepStatus status, std::string actual) {
  RunStep step;
  step.name = text::cut(text::one_line(name), client::max_step_name_characters);
  step.status = status;
  step.actual_results = std::move(actual);
  return step;
}

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
  // Many steps share what a few may say, so that the size of a run stays bounded.
  const auto share =
      3 * max_evidence_characters / std::max<std::size_t>(attempts.size() + steps.size(), 1);
  const auto most = std::clamp(share, min_evidence_characters, max_evidence_characters);
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
    const auto details = text::trimmed(own.details);
    auto said = message_beside(text::trimmed(own.message), details);
    add_paragraph(said, "", cut_end(details, most));
    const auto number = fmt::format("Step {}", i + 1);
    auto made = step(name_or(own.name, number), step_status(own.status), cut_end(said, most));
    add_earlier(run, std::move(made), own.status, status);
  }
}

void add_outcome(client::NewRun& run, const parsers::Result& result, RunStatus status) {
  switch (status) {
  case RunStatus::passed:
    if (run.steps.empty()) {
      run.exit_code = 0;
    } else {
      run.steps.push_back(step(name_or(result.name, "Passed"), StepStatus::passed, {}));
    }
    break;
  case RunStatus::failed:
    run.steps.push_back(step_for_result(result, StepStatus::failed, "Failed"));
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

std::string_view name_of(RunStatus status) {
  switch (status) {
  case RunStatus::not_applicable:
    return "N/A";
  case RunStatus::passed:
    return "PASSED";
  case RunStatus::no_run:
    return "NO RUN";
  case RunStatus::not_completed:
    return "NOT COMPLETED";
  case RunStatus::blocked:
    return "BLOCKED";
  case RunStatus::failed:
    return "FAILED";
  }
  return "";
}

std::optional<RunStatus> run_status(parsers::Status status, SkippedAs skipped_as) {
  switch (status) {
  case parsers::Status::passed:
    return RunStatus::passed;
  case parsers::Status::failed:
  case parsers::Status::errored:
    return RunStatus::failed;
  case parsers::Status::blocked:
    return RunStatus::blocked;
  case parsers::Status::not_run:
    return RunStatus::no_run;
  case parsers::Status::inconclusive:
    return RunStatus::not_applicable;
  case parsers::Status::aborted:
    return RunStatus::not_completed;
  case parsers::Status::skipped:
    break;
  }
  switch (skipped_as) {
  case SkippedAs::not_applicable:
    return RunStatus::not_applicable;
  case SkippedAs::no_run:
    return RunStatus::no_run;
  case SkippedAs::blocked:
    return RunStatus::blocked;
  case SkippedAs::omitted:
    break;
  }
  return std::nullopt;
}

client::NewRun to_run(const parsers::Result& result, SkippedAs skipped_as) {
  const auto status = run_status(result.status, skipped_as).value();
  client::NewRun run;
  if (result.duration && *result.duration <= longest_duration) {
    run.duration = std::chrono::ceil<std::chrono::seconds>(*result.duration);
  }
  add_earlier_steps(run, result, status);
  const auto failures = std::ranges::count_if(
      result.evidence().earlier_attempts,
      [](parsers::Status was) {
        return was == parsers::Status::failed || was == parsers::Status::errored;
      },
      &parsers::Attempt::status
  );
  if (status != RunStatus::passed) {
    run.output = text::cut(first_words(result), client::max_output_characters);
  } else if (failures != 0) {
    run.output = fmt::format(
        "flaky: passed after {}",
        text::counted(static_cast<std::size_t>(failures), "failed attempt")
    );
  } else {
    const auto said = text::first_telling_line(result.evidence().message);
    run.output = text::cut(said, client::max_output_characters);
  }
  add_outcome(run, result, status);
  return run;
}

}  // namespace importer
