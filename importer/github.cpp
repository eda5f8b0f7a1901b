#include "importer/github.hpp"

#include "importer/summary_markdown.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/told_results.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <ostream>
#include <system_error>

namespace importer {

namespace {

/// Source: docs.github.com, "Usage limits" of annotations: ten of each kind a step.
constexpr std::size_t most_annotations = 10;

/// The runner takes a command apart at these; in a property also at colon and comma.
std::string escaped(std::string_view text, bool property) {
  std::string safe;
  for (const char c : shown(text, 1'000)) {
    const bool special = c == '%' || (property && (c == ':' || c == ','));
    safe += special ? fmt::format("%{:02X}", static_cast<unsigned char>(c)) : std::string(1, c);
  }
  return safe;
}

/// The test's source, where the report names it, is what a pull request shows lines of.
std::string place_of(const Execution& execution) {
  const auto& result = *execution.result;
  const auto file = result.file.empty() ? std::string_view(execution.report->source) : result.file;
  const auto line = result.file.empty() ? result.report_line : result.source_line;
  const auto at_line = line == 0 ? std::string() : fmt::format(",line={}", line);
  return fmt::format("file={}{}", escaped(file, true), at_line);
}

}  // namespace

void annotate(const Summary& summary, std::ostream& out) {
  std::size_t errors = 0;
  for (const auto& told : told_results(summary)) {
    const bool lost = is_lost(told);
    if ((!lost && !is_failure(told)) || ++errors > most_annotations) {
      continue;
    }
    const auto message = failure_message(*told.execution->result);
    out << fmt::format(
        "::error {},title={}::{}\n",
        place_of(*told.execution),
        escaped(name_of(told), true),
        lost ? "not in PractiTest: " + escaped(why_lost(told), false)
             : escaped(message.empty() ? "failed" : message, false)
    );
  }
  if (errors > most_annotations) {
    out << fmt::format(
        "{} more results failed or are not recorded; the job's summary names them\n",
        text::grouped(errors - most_annotations)
    );
  }
}

std::optional<std::string> add_step_summary(
    const Summary& summary, const Environment& environment
) {
  const auto path = environment("GITHUB_STEP_SUMMARY");
  if (!path || path->empty()) {
    return "--format github writes to the job's page, and GITHUB_STEP_SUMMARY, which names it, is "
           "not set: outside of GitHub Actions take --format markdown";
  }
  std::ofstream file(*path, std::ios::binary | std::ios::app);
  if (file << to_markdown(summary) << '\n' << std::flush) {
    return std::nullopt;
  }
  return fmt::format(
      "the job's page {} (GITHUB_STEP_SUMMARY) cannot be written: {}",
      *path,
      std::generic_category().message(errno)
  );
}

}  // namespace importer
