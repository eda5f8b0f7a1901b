#include "importer/tell_import.hpp"

#include "importer/github.hpp"
#include "importer/summary_json.hpp"
#include "importer/summary_markdown.hpp"
#include "importer/tell.hpp"
#include "importer/terminal.hpp"

#include <fmt/format.h>

#include <exception>
#include <ostream>

namespace importer {

namespace {

void tell_in_words(
    const Summary& summary,
    const std::vector<sandbox::HeldInstance>& held,
    const ImportOptions& options,
    std::ostream& out
) {
  if (summary.dry_run && summary.plan) {
    tell_plan(summary, out);
  } else if (options.verbosity >= 0) {
    tell_summary(summary, out);
    tell_sandbox(held, options.sandbox_data, out);
  }
}

void tell_github(Summary& summary, const Streams& streams) {
  annotate(summary, streams.out);
  if (const auto why = add_step_summary(summary, streams.environment)) {
    streams.err << fmt::format("ptimport: {}\n", shown(*why, 1'000));
    summary.exit_code = graver(summary.exit_code, ExitCode::not_all);
  }
}

}  // namespace

void tell_import(
    Summary& summary,
    const std::vector<sandbox::HeldInstance>& held,
    bool failed_open,
    const ImportOptions& options,
    const Streams& streams
) {
  if (options.verbosity >= 0) {
    tell_notes(summary, streams.err, options.verbosity > 0);
  }
  tell_problems(summary, streams.err, options.verbosity > 0);
  if (!summary.error.empty()) {
    streams.err << fmt::format("ptimport: {}\n", shown(summary.error, 1'000));
  }
  if (failed_open) {
    streams.err
        << "ptimport: not all is recorded, and --fail-open keeps that out of the exit code\n";
  }
  switch (options.form) {
  case SummaryForm::json:
    write_json(summary, streams.out);
    break;
  case SummaryForm::ndjson:
    write_json_lines(summary, streams.out);
    break;
  case SummaryForm::markdown:
    streams.out << to_markdown(summary);
    break;
  case SummaryForm::github:
    tell_github(summary, streams);
    tell_in_words(summary, held, options, streams.out);
    break;
  case SummaryForm::text:
    tell_in_words(summary, held, options, streams.out);
    break;
  }
}

}  // namespace importer
