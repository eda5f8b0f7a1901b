#include "importer/group.hpp"

#include "importer/evidence_text.hpp"
#include "importer/group_steps.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_set>

namespace importer {

namespace {

constexpr std::size_t max_message_characters = 2'000;

/// What the case contributes; absent, which is the least, where it has no say.
std::optional<RunStatus> rank(
    const Group& group, const parsers::Result& one, const StatusTable& statuses
) {
  return counts(group, one) ? statuses.of(one) : std::nullopt;
}

/// The first of those that decide the group's status, where the user is sent to.
const parsers::Result& deciding_case(const Group& group, const StatusTable& statuses) {
  return **std::ranges::max_element(group.cases, {}, [&](const parsers::Result* one) {
    return rank(group, *one, statuses);
  });
}

/// "1 failed, 11 passed; adds: expected 3": all that decide the status, as far as there is room.
std::string message_of(
    const Group& group, const parsers::Result& deciding, const StatusTable& statuses
) {
  auto message = counts_text(group);
  if (group.cut_off) {
    message += "; the report is cut off";
  }
  const auto gravest = rank(group, deciding, statuses);
  for (const auto* one : group.cases) {
    if (gravest == RunStatus::passed || message.size() > max_message_characters) {
      break;
    }
    if (rank(group, *one, statuses) == gravest) {
      const auto reason = first_words(*one);
      message += fmt::format("; {}{}{}", step_name(*one), reason.empty() ? "" : ": ", reason);
    }
  }
  return text::cut(text::one_line(message), max_message_characters);
}

/// The suites that are open where the report ends.
std::unordered_set<parsers::SuiteIndex> open_suites(const parsers::Report& report) {
  std::unordered_set<parsers::SuiteIndex> open;
  std::optional<parsers::SuiteIndex> suite = report.results.back().suite;
  while (suite && *suite < report.suites.size()) {
    open.insert(*suite);
    suite = report.suites[*suite].parent;
  }
  return open;
}

/// Of all, also of those that were repeated: they took their time. Absent when none tells.
std::optional<parsers::Duration> duration_of(const Group& group) {
  std::optional<parsers::Duration> sum;
  for (const auto* one : group.cases) {
    if (one->duration) {
      const parsers::Duration longest = longest_duration + std::chrono::seconds(1);
      sum = sum.value_or(parsers::Duration(0)) + std::min(*one->duration, longest);
    }
  }
  return sum;
}

}  // namespace

bool is_grouped(const parsers::Result& result, Grain grain) {
  return grain != Grain::result && (grain != Grain::method || !result.parameters.empty());
}

void mark_cut_off(
    const parsers::Report& report, std::span<Group* const> groups, Grain grain, bool mixed
) {
  if (!report.cut_off || report.results.empty()) {
    return;
  }
  const bool any_may_lack = mixed || report.cut_off->left_out != 0;
  const auto* const last = &report.results.back();
  const auto open =
      grain == Grain::suite ? open_suites(report) : std::unordered_set<parsers::SuiteIndex>();
  for (auto* group : groups) {
    // Cases of a group may be in several suites of one name.
    group->cut_off = any_may_lack || group->cases.back() == last ||
                     std::ranges::any_of(group->cases, [&open](const parsers::Result* one) {
                       return open.contains(one->suite);
                     });
  }
}

void complete(Group& group, const StatusTable& statuses) {
  const auto is_recorded = [&statuses](const parsers::Result* one) {
    return statuses.of(*one).has_value();
  };
  const auto recorded = std::ranges::count_if(group.cases, is_recorded);
  group.left_out = group.cases.size() - static_cast<std::size_t>(recorded);
  const bool only_repeated = std::ranges::all_of(group.cases, [&](const parsers::Result* one) {
    return one->retried || (recorded != 0 && !is_recorded(one));
  });
  group.repeated_count = only_repeated || statuses.flaky_fails();
  auto& whole = group.whole;
  whole.retried = only_repeated;
  const auto& deciding = deciding_case(group, statuses);
  whole.suite = deciding.suite;
  whole.status = deciding.status;
  whole.report_line = deciding.report_line;
  whole.source_line = deciding.source_line;
  whole.class_name = deciding.class_name;
  whole.file = deciding.file;
  whole.duration = duration_of(group);
  whole.start = group.cases.front()->start;
  group.message = message_of(group, deciding, statuses);
  auto& evidence = whole.make_evidence();
  evidence.message = group.message;
  evidence.details = deciding.evidence().details;
}

bool counts(const Group& group, const parsers::Result& one) {
  return !one.retried || group.repeated_count;
}

std::string counts_text(const Group& group) {
  std::map<parsers::Status, std::size_t> by_status;
  std::size_t repeated = 0;
  std::size_t flaky = 0;
  for (const auto* one : group.cases) {
    if (!counts(group, *one)) {
      ++repeated;
      continue;
    }
    ++by_status[one->status];
    flaky += is_flaky(*one) ? 1 : 0;
  }
  std::string text;
  const auto add = [&text](std::size_t number, std::string_view what) {
    if (number != 0) {
      text += fmt::format("{}{} {}", text.empty() ? "" : ", ", text::grouped(number), what);
    }
  };
  using enum parsers::Status;
  for (const auto status :
       {failed, errored, blocked, aborted, not_run, inconclusive, skipped, passed}) {
    add(by_status[status], parsers::name_of(status));
  }
  add(flaky, "of them flaky");
  add(repeated, "repeated");
  return text;
}

}  // namespace importer
