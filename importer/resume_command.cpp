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

struct Interrupted {
  ledger::Project project;
  ledger::KnownImport import;
};

/// Of all projects, the latest last.
std::vector<Interrupted> interrupted_imports(const std::string& location) {
  ledger::Ledger any(location, {});
  std::vector<Interrupted> found;
  for (const auto& project : any.projects()) {
    ledger::Ledger of_project(location, project);
    for (auto& import : of_project.interrupted()) {
      found.push_back({project, std::move(import)});
    }
  }
  std::ranges::stable_sort(found, {}, [](const Interrupted& it) { return it.import.begun; });
  return found;
}

bool is_backfill(const ledger::KnownImport& import) {
  return import.identity.starts_with(history::identity_begin);
}

/// "ptimport import --set Nightly reports", as it was given.
std::string command_of(const ledger::KnownImport& import) {
  return fmt::format(
      "ptimport {} {}",
      is_backfill(import) ? "backfill" : "import",
      shown(fmt::format("{}", fmt::join(import.arguments, " ")), 300)
  );
}

/// Of the latest.
ExitCode forget(
    const std::vector<Interrupted>& interrupted, const std::string& location, const Streams& streams
) {
  const auto& [project, import] = interrupted.back();
  if (!ledger::Ledger(location, project).forget(import.id)) {
    throw UsageError("another process has just gone on with the import, and it is not forgotten");
  }
  streams.out << fmt::format(
      "forgotten: the import of {:%Y-%m-%d %H:%M} UTC into project {} at {}, in {}: {}\n"
      "What it recorded stays in PractiTest, and is not recorded again if that command is given "
      "again.\n",
      import.begun,
      project.id,
      shown(project.base_url),
      shown(import.folder),
      command_of(import)
  );
  if (interrupted.size() > 1) {
    streams.out << fmt::format(
        "{} before it did not come to {} end; the same command forgets the next.\n",
        text::counted(interrupted.size() - 1, "other import"),
        interrupted.size() == 2 ? "its" : "their"
    );
  }
  return ExitCode::ok;
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
        "nothing to {}: {} holds no import that was interrupted\n",
        options.forget ? "forget" : "resume",
        shown(location)
    );
    return ExitCode::ok;
  }
  if (options.forget) {
    return forget(interrupted, location, streams);
  }
  const auto& import = interrupted.back().import;
  if (is_backfill(import)) {
    throw UsageError(fmt::format(
        "what was interrupted last is a backfill, and the same command goes on with it: in {}, {}; "
        "`ptimport resume --forget` drops this build of it",
        shown(import.folder),
        command_of(import)
    ));
  }
  streams.err << fmt::format(
      "ptimport: going on with the import of {:%Y-%m-%d %H:%M} UTC in {}: {}\n",
      import.begun,
      shown(import.folder),
      command_of(import)
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
        "the folder in which the import was started cannot be entered: {}: {}; `ptimport resume "
        "--forget` drops an import that is not to be gone on with",
        shown(import.folder),
        gone.message()
    ));
  }
  const auto resumed = options_of(import, options);
  const auto code = import_reports(resumed, streams);
  if (code == ExitCode::unreachable && resumed.verbosity >= 0) {
    streams.err
        << "ptimport: note: if this PractiTest is gone for good, as a sandbox that is over, "
           "`ptimport resume --forget` drops the import\n";
  }
  return code;
}

}  // namespace importer
