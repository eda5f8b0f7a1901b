#include "importer/summary_markdown.hpp"

#include "importer/choose_files.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/told_files.hpp"
#include "importer/told_results.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

constexpr std::size_t most_results = 100;
constexpr std::size_t most_bytes = 190'000;

/// A fence that is longer than any within the text, so that none closes it early.
std::string fence_for(std::string_view text) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  return std::string(longest + 1, '`');
}

std::string code(std::string_view text, std::size_t most = 300) {
  const auto clean = shown(text, most);
  if (clean.empty()) {
    return "(no name)";
  }
  const auto fence = fence_for(clean);
  // The blanks are taken away again, and keep a backtick at either end apart from the fence.
  return fmt::format("{} {} {}", fence, clean, fence);
}

/// The same in a table, where a bar would end the cell even within code.
std::string cell(std::string_view text) {
  auto whole = code(text);
  for (std::size_t at = 0; (at = whole.find('|', at)) != std::string::npos; at += 2) {
    whole.insert(at, 1, '\\');
  }
  return whole;
}

std::string outcome_line(const Summary& summary) {
  if (summary.recorded_before) {
    return "Recorded by an earlier start: nothing was left to do.";
  }
  if (!summary.error.empty()) {
    return "**Not all is recorded:** " + code(summary.error, 1'000);
  }
  if (summary.dry_run) {
    return "A plan: nothing was changed.";
  }
  return summary.exit_code == ExitCode::ok || summary.exit_code == ExitCode::tests_failed
             ? "All is recorded."
             : "**Not all is recorded, or a report could not be read whole.**";
}

/// Nothing where the set is known by its id alone.
std::string set_row(const Plan& plan) {
  if (plan.sets.size() > 1) {
    return fmt::format("| Test sets | {} |\n", text::grouped(plan.sets.size()));
  }
  const auto& name = plan.sets.front().name;
  return name.empty() ? name : fmt::format("| Test set | {} |\n", cell(name));
}

std::string totals(const Summary& summary, const std::vector<ToldResult>& results) {
  auto text = fmt::format(
      "| | |\n|---|---|\n| Reports | {} |\n| Results | {} |\n",
      text::grouped(summary.reports.read.size()),
      text::grouped(summary.gathered.results)
  );
  if (records_together(summary.gathered)) {
    text += fmt::format(
        "| Runs of them | {} |\n", text::grouped(executions_of_results(summary.gathered))
    );
  }
  if (summary.gathered.unmentioned != 0) {
    text += fmt::format(
        "| Tests of the {} in no report | {} |\n",
        summary.gathered.sets.size() == 1 ? "set" : "sets",
        text::grouped(summary.gathered.unmentioned)
    );
  }
  if (summary.plan) {
    text += set_row(*summary.plan);
    std::string runs;
    for (const auto& [status, number] : by_run_status(results)) {
      runs +=
          fmt::format("{}{} {}", runs.empty() ? "" : ", ", text::grouped(number), name_of(status));
    }
    text += fmt::format(
        "| {} | {} |\n", summary.dry_run ? "To record" : "Recorded", runs.empty() ? "none" : runs
    );
  }
  if (summary.done) {
    text += fmt::format(
        "| Made | {}, {} |\n",
        text::counted(summary.done->tests_made, "test"),
        text::counted(summary.done->instances_made, "instance")
    );
  }
  if (const auto files = files_text(summary); !files.empty()) {
    text += fmt::format("| Files | {} |\n", cell(files));
  }
  const auto calls = summary.dry_run ? forecast(summary) : summary.calls;
  text += fmt::format("| Calls | {} |\n", text::grouped(total(calls)));
  return text;
}

/// A heading with a list below it that ends where the page has no more room.
class Section {
public:
  Section(std::string& page, std::string_view title) : page_(page), title_(title) {}

  void line(std::string_view text) {
    if (count_++ == 0) {
      page_ += fmt::format("\n### {}\n\n", title_);
    }
    if (shown_ < most_results && page_.size() + text.size() < most_bytes) {
      page_ += text;
      ++shown_;
    }
  }

  void end() {
    if (shown_ < count_) {
      page_ += fmt::format("- … and {} more\n", text::grouped(count_ - shown_));
    }
  }

private:
  std::string& page_;
  std::string_view title_;
  std::size_t count_ = 0;
  std::size_t shown_ = 0;
};

void add_files(std::string& page, const Reports& reports) {
  Section files(page, "Reports that are not whole");
  for (const auto& missing : reports.missing) {
    files.line(fmt::format("- {}: no such file\n", code(missing)));
  }
  for (const auto& file : reports.unreadable) {
    files.line(fmt::format("- {}\n", code(to_text(file), 600)));
  }
  for (const auto& report : reports.read) {
    if (report.cut_off) {
      files.line(fmt::format("- {}\n", code(cut_off_text(report), 600)));
    }
    for (const auto& error : report.run_errors) {
      files.line(fmt::format(
          "- {}: the run itself failed: {}\n",
          code(fmt::format("{}:{}", report.source, error.report_line)),
          code(error.message)
      ));
    }
  }
  files.end();
}

void add_files_left_out(std::string& page, const std::vector<FileLeftOut>& files) {
  Section left_out(page, "Files that were not sent");
  for (const auto& file : files) {
    left_out.line(fmt::format("- {}\n", code(to_text(file), 600)));
  }
  left_out.end();
}

}  // namespace

std::string to_markdown(const Summary& summary) {
  const auto results = told_results(summary);
  auto page =
      fmt::format("## PractiTest\n\n{}\n\n{}", outcome_line(summary), totals(summary, results));
  add_files(page, summary.reports);
  Section failures(page, "Failed tests");
  for (const auto& told : results) {
    if (is_failure(told)) {
      const auto message = failure_message(*told.execution->result);
      failures.line(fmt::format(
          "- {}{}{} ({})\n",
          code(name_of(told)),
          message.empty() ? "" : ": ",
          message.empty() ? "" : code(message),
          code(place(*told.execution))
      ));
    }
  }
  failures.end();
  Section lost(page, summary.dry_run ? "Will be refused" : "Not recorded");
  for (const auto& told : results) {
    if (is_lost(told)) {
      lost.line(fmt::format(
          "- {} ({}): {}\n",
          code(name_of(told)),
          code(place(*told.execution)),
          code(why_lost(told), 400)
      ));
    }
  }
  lost.end();
  add_files_left_out(page, files_left_out(summary));
  return page;
}

}  // namespace importer
