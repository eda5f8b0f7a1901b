#include "importer/open_ledger.hpp"

#include "client/endpoint.hpp"
#include "importer/digest.hpp"
#include "importer/error.hpp"
#include "ledger/write_ahead_log.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace importer {

namespace {

/// Empty when the environment names no place.
std::string default_location(const Environment& environment) {
  namespace fs = std::filesystem;
  const auto state = environment("XDG_STATE_HOME").value_or("");
  const auto home = environment("HOME").value_or("");
  fs::path folder;
  if (fs::path(state).is_absolute()) {  // The XDG specification: relative ones are ignored.
    folder = state;
  } else if (!home.empty()) {
    folder = fs::path(home) / ".local" / "state";
  } else {
    return {};
  }
  return (folder / "ptimport" / "ledger.sqlite").string();
}

/// A sandbox that is kept has its ledger beside it: whoever deletes the one begins anew.
std::string beside_sandbox(const std::string& data) {
  const auto location = data + ".ledger";
  if (!std::filesystem::exists(data)) {
    std::error_code not_there;
    for (const auto* part : {"", "-wal", "-shm", "-missed"}) {
      std::filesystem::remove(location + part, not_there);
    }
  }
  return location;
}

std::string digest_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  Digest digest;
  digest.add(bytes);
  return digest.hexadecimal().substr(0, 16);
}

bool is_server(const std::string& location) { return location.find("://") != location.npos; }

/// A server's ledger has its note on this machine, where the default ledger would be.
GoneWithout note_for(const std::string& location, const Environment& environment) {
  if (!is_server(location)) {
    return GoneWithout(location);
  }
  const auto here = default_location(environment);
  return here.empty() ? GoneWithout()
                      : GoneWithout(std::filesystem::path(here).replace_filename("server"));
}

bool is_loopback(const std::string& host) {
  return host == "localhost" || host == "127.0.0.1" || host == "::1";
}

}  // namespace

std::string base_url_word(const ImportOptions& options) {
  if (options.sandbox && options.sandbox_data.empty()) {
    return "sandbox";
  }
  if (options.sandbox) {
    return "sandbox " +
           std::filesystem::weakly_canonical(std::filesystem::absolute(options.sandbox_data))
               .string();
  }
  const auto base = client::parse_base_url(options.settings.base_url);
  auto url = fmt::format("https://{}{}", base.endpoint.name(), base.path);
  if (!options.settings.ca_file.empty() && is_loopback(base.endpoint.host)) {
    // Each sandbox has an authority of its own, and ids of its own.
    url += " " + digest_of_file(options.settings.ca_file);
  }
  return url;
}

bool ledger_may_be_there(const std::string& location) {
  std::error_code not_seen;
  return is_server(location) || std::filesystem::exists(location, not_seen) || not_seen;
}

std::string ledger_location(
    const std::optional<std::string>& named, const Environment& environment
) {
  const auto location = named.value_or(default_location(environment));
  if (location.empty()) {
    throw UsageError(
        "there is no place for a ledger: neither XDG_STATE_HOME nor HOME is set; name one with "
        "--ledger FILE"
    );
  }
  return location;
}

OpenedLedger open_ledger(const ImportOptions& options, const Environment& environment) {
  OpenedLedger opened;
  if (options.ledger == "none" || (options.sandbox && options.sandbox_data.empty())) {
    return opened;
  }
  try {
    const auto location = options.sandbox && !options.ledger
                              ? beside_sandbox(options.sandbox_data)
                              : ledger_location(options.ledger, environment);
    opened.may_know = ledger_may_be_there(location);
    opened.gone_without = note_for(location, environment);
    const ledger::Project project{base_url_word(options), options.project.value_or(0)};
    opened.may_have_lost_writes = ledger::may_have_lost_writes(location);
    if (opened.may_have_lost_writes) {
      opened.gone_without.note_now();  // Whoever opens it next sees a log that is whole.
    }
    opened.ledger = std::make_unique<ledger::Ledger>(location, project);
    opened.gone_without.prepare();
  } catch (const ledger::LedgerError& error) {
    opened.trouble = error.what();
  } catch (const UsageError& error) {
    opened.trouble = error.what();
  }
  return opened;
}

}  // namespace importer
