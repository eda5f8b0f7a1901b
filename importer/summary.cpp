#include "importer/summary.hpp"

#include "importer/unmentioned.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

namespace importer {

std::string_view name_of(Outcome outcome) {
  switch (outcome) {
  case Outcome::recorded:
    return "recorded";
  case Outcome::already:
    return "already recorded";
  case Outcome::omitted:
    return "omitted";
  case Outcome::refused:
    return "refused";
  case Outcome::unknown:
    return "unknown";
  case Outcome::not_sent:
    return "not sent";
  }
  return "";
}

std::size_t count(const Progressed& done, Outcome outcome) {
  std::size_t number = 0;
  for (const auto& test : done.results) {
    number +=
        static_cast<std::size_t>(std::ranges::count(test, outcome, &ExecutionOutcome::outcome));
  }
  return number;
}

FilesSent files_sent(const Summary& summary) {
  FilesSent sent;
  if (!summary.plan) {
    return sent;
  }
  std::set<std::pair<const Execution*, std::string_view>> left_out;
  if (summary.done) {
    for (const auto& each : summary.done->files_left_out) {
      left_out.emplace(each.execution, each.name);
    }
  }
  const auto& tests = summary.plan->tests;
  for (std::size_t test = 0; test < tests.size(); ++test) {
    for (const auto run : tests[test].runs) {
      const auto& execution = tests[test].named->executions[run];
      if (summary.done && summary.done->results[test][run].outcome != Outcome::recorded) {
        continue;
      }
      const auto before = sent.files;
      for (const auto& file : files_of(execution)) {
        if (!left_out.contains({&execution, file.filename})) {
          ++sent.files;
          sent.bytes += file.size;
        }
      }
      sent.runs += sent.files == before ? 0 : 1;
    }
  }
  return sent;
}

std::vector<FileLeftOut> files_left_out(const Summary& summary) {
  auto all = summary.files_left_out;
  if (summary.done) {
    const auto& later = summary.done->files_left_out;
    all.insert(all.end(), later.begin(), later.end());
  }
  return all;
}

CallCounts forecast(const Summary& summary) {
  auto calls = summary.looks;
  if (summary.plan) {
    add(calls, summary.plan->calls);
  }
  return calls;
}

ExitCode judge_reports(const Reports& reports) {
  const bool any_broken = std::ranges::any_of(reports.read, [](const parsers::Report& report) {
    return !report.run_errors.empty() || report.cut_off;
  });
  // Where nothing was read at all, that is the trouble, and not that this file is missing too.
  const bool one_is_missing = !reports.missing.empty() && !reports.read.empty();
  return reports.unreadable.empty() && !any_broken && !one_is_missing ? ExitCode::ok
                                                                      : ExitCode::not_all;
}

ExitCode judge(const Summary& summary) {
  auto code = judge_reports(summary.reports);
  if (summary.gathered.results == 0) {
    code = graver(code, ExitCode::no_results);
  }
  if (summary.plan && count(*summary.plan, Action::refuse) != 0) {
    code = graver(code, ExitCode::not_all);
  }
  if (summary.done) {
    const auto& done = *summary.done;
    const auto lost = count(done, Outcome::refused) + count(done, Outcome::unknown) +
                      count(done, Outcome::not_sent);
    code =
        graver(code, lost == 0 && done.updates_refused.empty() ? ExitCode::ok : ExitCode::not_all);
    code = graver(code, done.stopped);
  }
  return code;
}

bool has_failures(const Gathered& gathered) {
  return std::ranges::any_of(gathered.tests, has_failed);
}

std::string_view unit_of(const Gathered& gathered) {
  return records_together(gathered) ? "run" : "result";
}

std::string place(const Execution& execution) {
  if (is_unmentioned(execution)) {
    return "no report";
  }
  return execution.result->report_line == 0
             ? execution.report->source
             : fmt::format("{}:{}", execution.report->source, execution.result->report_line);
}

}  // namespace importer
