#include "importer/group_steps.hpp"

#include "importer/evidence_text.hpp"
#include "importer/naming.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

namespace importer {

namespace {

using client::StepStatus;

constexpr std::string_view words_of_unfinished = "not finished";

/// A step that a case becomes.
struct Mark {
  const parsers::Result* one = nullptr;  ///< Null: for what is missing of the report.
  StepStatus status = StepStatus::not_applicable;
  bool second = false;  ///< Of an aborted case, which is something run and something not run.
};

void add_marks(std::vector<Mark>& marks, const parsers::Result& one, RunStatus status) {
  switch (status) {
  case RunStatus::not_applicable:
    marks.push_back({&one, StepStatus::not_applicable, false});
    break;
  case RunStatus::passed:
    marks.push_back({&one, StepStatus::passed, false});
    break;
  case RunStatus::no_run:
    marks.push_back({&one, StepStatus::no_run, false});
    break;
  case RunStatus::not_completed:
    marks.push_back({&one, StepStatus::not_applicable, false});
    marks.push_back({&one, StepStatus::no_run, true});
    break;
  case RunStatus::blocked:
    marks.push_back({&one, StepStatus::blocked, false});
    break;
  case RunStatus::failed:
    marks.push_back({&one, StepStatus::failed, false});
    break;
  }
}

RunStatus status_of_marks(std::span<const Mark> marks) {
  std::vector<StepStatus> steps;
  steps.reserve(marks.size());
  for (const auto& mark : marks) {
    steps.push_back(mark.status);
  }
  return status_of(steps);
}

/// Of the cases that count; empty when none of them is recorded.
std::vector<Mark> deciding_marks(const Group& group, const StatusTable& statuses) {
  std::vector<Mark> marks;
  for (const auto* one : group.cases) {
    const auto status = statuses.of(*one);
    if (status && counts(group, *one)) {
      add_marks(marks, *one, *status);
    }
  }
  if (group.cut_off && !marks.empty()) {
    marks.push_back({nullptr, StepStatus::no_run, false});
  }
  return marks;
}

/// Those, and in their places the cases that were repeated, with a status that changes nothing.
std::vector<Mark> all_marks(const Group& group, const StatusTable& statuses, RunStatus whole) {
  const auto neutral = whole == RunStatus::no_run ? StepStatus::no_run : StepStatus::not_applicable;
  std::vector<Mark> marks;
  for (const auto* one : group.cases) {
    const auto status = statuses.of(*one);
    if (status && counts(group, *one)) {
      add_marks(marks, *one, *status);
    } else if (status) {
      marks.push_back({one, neutral, false});
    }
  }
  if (group.cut_off) {
    marks.push_back({nullptr, StepStatus::no_run, false});
  }
  return marks;
}

int urgency(const Mark& mark) {
  if (mark.one == nullptr || mark.status == StepStatus::failed) {
    return 0;
  }
  switch (mark.status) {
  case StepStatus::blocked:
    return 1;
  case StepStatus::no_run:
    return 2;
  case StepStatus::passed:
    return 3;
  default:
    return 4;
  }
}

/// The most urgent ones, in their order, and in `rest` the others.
std::vector<Mark> most_urgent(std::vector<Mark> marks, std::vector<Mark>& rest) {
  std::vector<std::size_t> order(marks.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    order[i] = i;
  }
  std::ranges::stable_sort(order, {}, [&marks](std::size_t i) { return urgency(marks[i]); });
  const auto first_left = order.begin() + max_case_steps;
  std::sort(order.begin(), first_left);
  std::sort(first_left, order.end());
  std::vector<Mark> kept;
  for (auto i = order.begin(); i != order.end(); ++i) {
    (i < first_left ? kept : rest).push_back(marks[*i]);
  }
  return kept;
}

/// A status that one of the rest has, and with which the run keeps its own. There is one: what
/// decides a run's status is most urgent, or of a kind with all the rest.
StepStatus status_of_rest(
    const std::vector<Mark>& kept, const std::vector<Mark>& rest, RunStatus whole
) {
  auto marks = kept;
  marks.emplace_back();
  for (const auto status :
       {StepStatus::failed,
        StepStatus::blocked,
        StepStatus::passed,
        StepStatus::not_applicable,
        StepStatus::no_run}) {
    marks.back().status = status;
    const bool is_there = std::ranges::find(rest, status, &Mark::status) != rest.end();
    if (is_there && status_of_marks(marks) == whole) {
      return status;
    }
  }
  return rest.front().status;
}

client::RunStep step_for_rest(
    const std::vector<Mark>& kept, const std::vector<Mark>& rest, RunStatus whole
) {
  std::map<parsers::Status, std::size_t> by_status;
  std::size_t cases = 0;
  for (const auto& mark : rest) {
    if (!mark.second) {
      ++by_status[mark.one->status];
      ++cases;
    }
  }
  std::string list;
  for (const auto& [status, number] : by_status) {
    list += fmt::format(
        "{}{} {}", list.empty() ? "" : ", ", text::grouped(number), parsers::name_of(status)
    );
  }
  const auto name = fmt::format("and {}", text::counted(cases, "more case"));
  auto said = fmt::format("{}; a run takes {} of them as steps of their own", list, max_case_steps);
  return step(name, status_of_rest(kept, rest, whole), std::move(said));
}

std::string description_of(const parsers::Result& one) {
  auto text = text::cut(where(one), min_evidence_characters);
  if (one.duration && *one.duration <= longest_duration) {
    const auto seconds = std::chrono::duration<double>(*one.duration).count();
    text += fmt::format("{}{:.3f} s", text.empty() ? "" : ", ", seconds);
  }
  return text;
}

/// Steps of the case's own, a line each.
std::string lines_of_steps(const parsers::Result& one, std::size_t most) {
  std::string lines;
  for (const auto& own : one.evidence().steps) {
    const auto said = what_broke(own, min_evidence_characters);
    lines += fmt::format(
        "{}{}: {}{}{}",
        lines.empty() ? "" : "\n",
        text::one_line(own.name),
        parsers::name_of(own.status),
        said.empty() ? "" : ": ",
        said
    );
    if (lines.size() > 4 * most) {
      break;  // All that follows would be cut off.
    }
  }
  return lines;
}

std::string what_happened(const Group& group, const parsers::Result& one, std::size_t most) {
  const auto& evidence = one.evidence();
  std::string text;
  if (!counts(group, one)) {
    text = fmt::format("{}, and repeated later", parsers::name_of(one.status));
  }
  if (one.status == parsers::Status::passed) {
    add_paragraph(text, "", text::first_telling_line(evidence.message));
  } else {
    const auto broke = what_broke(evidence, most);
    add_paragraph(text, "", broke);
    if (broke.empty() && text.empty()) {
      text = fmt::format("{}; the report gives no reason", parsers::name_of(one.status));
    }
  }
  const auto& attempts = evidence.earlier_attempts;
  for (std::size_t i = 0; i < attempts.size(); ++i) {
    const auto broke = what_broke(attempts[i], most / (attempts.size() + 1));
    const auto title = fmt::format("Attempt {}, {}", i + 1, parsers::name_of(attempts[i].status));
    add_paragraph(text, broke.empty() ? "" : title, broke.empty() ? title : broke);
  }
  add_paragraph(text, "Steps", lines_of_steps(one, most));
  return cut_end(text, most);
}

bool has_much_to_say(const Mark& mark) {
  if (mark.one == nullptr || mark.second) {
    return false;
  }
  const auto& evidence = mark.one->evidence();
  return mark.one->status != parsers::Status::passed || !evidence.earlier_attempts.empty() ||
         !evidence.steps.empty();
}

client::RunStep step_for(const Group& group, const Mark& mark, std::size_t most) {
  if (mark.one == nullptr) {
    return step(
        "The report is cut off", mark.status, "How many more cases there are nobody knows."
    );
  }
  auto name = step_name(*mark.one);
  if (mark.second) {
    name = text::cut_in_the_middle(
        name, client::max_step_name_characters - words_of_unfinished.size() - 2
    );
    return step(fmt::format("{}: {}", name, words_of_unfinished), mark.status, {});
  }
  auto made = step(name, mark.status, what_happened(group, *mark.one, most));
  made.description = description_of(*mark.one);
  return made;
}

}  // namespace

std::string step_name(const parsers::Result& result) {
  static const NameTemplate names("{name}{parameters}");
  static const parsers::Report no_report;
  const auto name = names.name_of(no_report, result);
  return name.empty() ? std::string("Case") : name;
}

RunStatus status_of(std::span<const client::StepStatus> steps) {
  const auto any = [steps](StepStatus status) {
    return std::ranges::find(steps, status) != steps.end();
  };
  const bool any_run = any(StepStatus::passed) || any(StepStatus::not_applicable);
  if (any(StepStatus::failed)) {
    return RunStatus::failed;
  }
  if (any(StepStatus::blocked)) {
    return RunStatus::blocked;
  }
  if (any(StepStatus::no_run)) {
    return any_run ? RunStatus::not_completed : RunStatus::no_run;
  }
  return any(StepStatus::passed) ? RunStatus::passed : RunStatus::not_applicable;
}

std::optional<RunStatus> run_status(const Group& group, const StatusTable& statuses) {
  const auto marks = deciding_marks(group, statuses);
  return marks.empty() ? std::nullopt : std::optional(status_of_marks(marks));
}

client::NewRun to_run(const Group& group, const StatusTable& statuses) {
  const auto whole = run_status(group, statuses).value();
  client::NewRun run;
  if (const auto& duration = group.whole.duration; duration && *duration <= longest_duration) {
    run.duration = std::chrono::ceil<std::chrono::seconds>(*duration);
  }
  run.output = text::cut(group.message, client::max_output_characters);
  auto marks = all_marks(group, statuses, whole);
  std::vector<Mark> rest;
  if (marks.size() > max_case_steps) {
    marks = most_urgent(std::move(marks), rest);
  }
  const auto share =
      evidence_share(static_cast<std::size_t>(std::ranges::count_if(marks, has_much_to_say)));
  for (const auto& mark : marks) {
    run.steps.push_back(
        step_for(group, mark, has_much_to_say(mark) ? share : min_evidence_characters)
    );
  }
  if (!rest.empty()) {
    run.steps.push_back(step_for_rest(marks, rest, whole));
  }
  return run;
}

}  // namespace importer
