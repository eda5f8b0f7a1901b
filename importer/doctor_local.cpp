#include "importer/doctor_local.hpp"

#include "importer/error.hpp"
#include "importer/inputs.hpp"
#include "importer/open_ledger.hpp"
#include "importer/reports.hpp"
#include "importer/shareable_arguments.hpp"
#include "importer/terminal.hpp"
#include "importer/text.hpp"
#include "importer/token.hpp"
#include "ledger/ledger.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace fs = std::filesystem;

namespace importer {

namespace {

using State = Finding::State;

std::size_t given_by(const SettledArguments& settled, std::string_view prefix) {
  return static_cast<std::size_t>(std::ranges::count_if(settled.sources, [&](const auto& source) {
    return source.second.starts_with(prefix);
  }));
}

/// The nearest folder above `path` that is there.
fs::path folder_there(fs::path path) {
  std::error_code not_seen;
  do {
    path = path.parent_path();
  } while (!fs::exists(path, not_seen) && path != path.parent_path());
  return path;
}

bool may_write(const fs::path& path) { return ::access(path.c_str(), W_OK) == 0; }

Finding check_new_ledger(const fs::path& file) {
  const auto folder = folder_there(fs::absolute(file));
  std::error_code not_seen;
  if (fs::is_directory(folder, not_seen) && may_write(folder)) {
    return {State::good, "ledger", fmt::format("will be made: {}", shown(file.string(), 300)), ""};
  }
  return {
      State::trouble,
      "ledger",
      fmt::format(
          "{} is not there, and {} is no folder that may be written",
          shown(file.string(), 300),
          shown(folder.string(), 300)
      ),
      "name a place that outlives the build with --ledger FILE"};
}

Finding check_known_ledger(const std::string& location, const ImportOptions& options) {
  const bool is_file = location.find("://") == location.npos;
  if (is_file && !may_write(location)) {
    return {
        State::trouble,
        "ledger",
        fmt::format("{} may not be written", shown(location, 300)),
        "give the user of this process the right, or name another with --ledger FILE"};
  }
  (void)ledger::Ledger(location, {base_url_word(options), options.project.value_or(0)});
  if (!is_file) {
    const auto shareable = without_secrets({location}).front();
    return {State::good, "ledger", fmt::format("opens: {}", shown(shareable, 300)), ""};
  }
  std::error_code unknown;
  const auto bytes = fs::file_size(location, unknown);
  const auto size = unknown ? "of unknown size" : text::grouped((bytes + 1'023) / 1'024) + " kB";
  return {State::good, "ledger", fmt::format("opens, {}: {}", size, shown(location, 300)), ""};
}

}  // namespace

Finding check_configuration(const DoctorOptions& options) {
  if (!options.refused.empty()) {
    return {State::trouble, "configuration", options.refused, ""};
  }
  const auto& settled = options.settled;
  const auto in_environment = given_by(settled, "PTIMPORT_");
  auto found = settled.file.empty() ? std::string("no ptimport.ini here or in a folder above")
                                    : fmt::format(
                                          "{} gives {}",
                                          shown(settled.file, 300),
                                          text::counted(given_by(settled, settled.file), "value")
                                      );
  if (in_environment != 0) {
    found += fmt::format(", the environment {}", in_environment);
  }
  return {
      State::good,
      "configuration",
      found,
      settled.file.empty() ? "`ptimport init` writes one" : ""};
}

Finding check_token_source(const ImportOptions& options) {
  Finding finding{State::good, "token", "", ""};
  if (options.token_file == "-") {
    finding.found = "read from standard input";
  } else if (!options.token_file.empty()) {
    finding.found = fmt::format("read from {}", shown(options.token_file, 300));
  } else {
    finding.found = "taken from PRACTITEST_TOKEN";
  }
  finding.found +=
      options.settings.author_id
          ? "; new tests are made in the name of an author, as an account token wants it"
          : "; an account token would want --author-id for new tests, a personal one not";
  if (const auto open = open_to_others(options)) {
    finding.state = State::note;
    finding.advice = *open;
  }
  return finding;
}

Finding check_rate(const ImportOptions& options) {
  constexpr int usual = 30;
  const auto rate = options.settings.rate;
  if (rate != 0 && rate <= usual) {
    return {
        State::good,
        "rate",
        fmt::format("{} calls a minute, shared with all that uses the account", rate),
        ""};
  }
  return {
      State::note,
      "rate",
      rate == 0 ? std::string("no limit of our own") : fmt::format("{} calls a minute", rate),
      "PractiTest allows 30 unless its support has raised that, and refuses what is beyond"};
}

Finding check_ledger(const ImportOptions& options, const Environment& environment) {
  if (options.ledger == "none") {
    return {
        State::note,
        "ledger",
        "none (--ledger none)",
        "without it an import that was interrupted is taken up by `ptimport resume` with all its "
        "options only"};
  }
  if (options.sandbox && options.sandbox_data.empty()) {
    return {State::good, "ledger", "none: a sandbox of an import's own is gone after it", ""};
  }
  try {
    const auto location = ledger_location(options.ledger, environment);
    const bool is_file = location.find("://") == location.npos;
    return is_file && !fs::exists(location) ? check_new_ledger(location)
                                            : check_known_ledger(location, options);
  } catch (const ledger::LedgerError& error) {
    return {State::trouble, "ledger", error.what(), ""};
  } catch (const UsageError& error) {
    return {State::trouble, "ledger", error.what(), ""};
  } catch (const std::invalid_argument& error) {  // A malformed --url, by which it is divided.
    return {State::trouble, "ledger", error.what(), ""};
  } catch (const fs::filesystem_error& error) {
    return {State::trouble, "ledger", error.code().message(), "check --ledger"};
  }
}

Finding check_reports(const ImportOptions& options, const Streams& streams) {
  const auto reports = read_reports(find_inputs(options.inputs), options.reading, streams);
  std::size_t results = 0;
  for (const auto& report : reports.read) {
    results += report.results.size();
  }
  const auto found = fmt::format(
      "{} with {}", text::counted(reports.read.size(), "report"), text::counted(results, "result")
  );
  if (!reports.unreadable.empty() || !reports.missing.empty() || results == 0) {
    return {
        State::trouble,
        "reports",
        fmt::format(
            "{}; {} unreadable, {} not there",
            found,
            reports.unreadable.size(),
            reports.missing.size() + reports.unmatched.size()
        ),
        "`ptimport inspect` with the same arguments tells more"};
  }
  return {State::good, "reports", found, ""};
}

}  // namespace importer
