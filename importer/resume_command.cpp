#include "importer/resume_command.hpp"

#include "importer/error.hpp"
#include "importer/history/build.hpp"
#include "importer/import_command.hpp"
#include "importer/open_ledger.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <ostream>
#include <vector>

namespace importer {

namespace {

/// Of all projects, the latest last.
std::vector<ledger::KnownImport> interrupted_imports(const std::string& location) {
  ledger::Ledger any(location, {});
  std::vector<ledger::KnownImport> found;
  for (const auto& project : any.projects()) {
    ledger::Ledger of_project(location, project);
    for (auto& import : of_project.interrupted()) {
      found.push_back(std::move(import));
    }
  }
  std::ranges::stable_sort(found, {}, &ledger::KnownImport::begun);
  return found;
}

ImportOptions options_of(const ledger::KnownImport& import, const ResumeOptions& options) {
  std::vector<std::string> arguments{"import"};
  arguments.insert(arguments.end(), import.arguments.begin(), import.arguments.end());
  auto resumed = parse_options(arguments).import;
  resumed.identity = import.identity;
  if (options.ledger) {
    resumed.ledger = options.ledger;
  }
  resumed.token_file = options.token_file.value_or(resumed.token_file);
  if (options.proxy) {
    resumed.proxy = options.proxy;
  }
  resumed.verbosity = options.verbosity.value_or(resumed.verbosity);
  return resumed;
}

}  // namespace

ExitCode resume_import(const ResumeOptions& options, const Streams& streams) {
  const auto location = ledger_location(options.ledger, streams.environment);
  const auto interrupted = interrupted_imports(location);
  if (interrupted.empty()) {
    streams.out << fmt::format(
        "nothing to resume: {} holds no import that was interrupted\n", shown(location)
    );
    return ExitCode::ok;
  }
  const auto& import = interrupted.back();
  if (import.identity.starts_with(history::identity_begin)) {
    throw UsageError(fmt::format(
        "what was interrupted last is a backfill, and the same command goes on with it: in {}, "
        "ptimport backfill {}",
        shown(import.folder),
        shown(fmt::format("{}", fmt::join(import.arguments, " ")), 300)
    ));
  }
  streams.err << fmt::format(
      "ptimport: going on with the import of {:%Y-%m-%d %H:%M} UTC in {}: ptimport import {}\n",
      import.begun,
      shown(import.folder),
      shown(fmt::format("{}", fmt::join(import.arguments, " ")), 300)
  );
  if (interrupted.size() > 1) {
    streams.err << fmt::format(
        "ptimport: note: {} before it did not come to its end; the same command goes on with the "
        "next\n",
        text::counted(interrupted.size() - 1, "other import")
    );
  }
  std::error_code gone;
  std::filesystem::current_path(import.folder, gone);
  if (gone) {
    throw UsageError(fmt::format(
        "the folder in which the import was started cannot be entered: {}: {}",
        shown(import.folder),
        gone.message()
    ));
  }
  return import_reports(options_of(import, options), streams);
}

}  // namespace importer
