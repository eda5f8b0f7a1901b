#pragma once

#include "importer/history/backfill_options.hpp"
#include "importer/options.hpp"
#include "importer/settled_arguments.hpp"
#include "importer/status_command.hpp"
#include "importer/surroundings.hpp"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace importer {

/// `ptimport config`
struct ConfigOptions {
  SettledArguments settled;
  std::string refused;  ///< Why an import with this would not start; empty when it would.
};

/// `ptimport doctor`
struct DoctorOptions {
  /// Set and reports as far as they were given; all default when `refused`.
  ImportOptions import;
  bool retries_given = false;
  SettledArguments settled;
  std::string refused;  ///< What is wrong with the configuration; empty when nothing is.
};

/// `ptimport init`
struct InitOptions {
  ImportOptions import;  ///< As for `doctor`.
  /// What is written, by option; lists have several of a name.
  std::vector<std::pair<std::string, std::string>> given;
  std::string file;              ///< That is written.
  bool force = false;            ///< Also when it is there.
  std::string from_firecracker;  ///< A configuration to translate; empty for none.
};

using CommandLine = std::
    variant<Options, BackfillOptions, ConfigOptions, DoctorOptions, InitOptions, StatusOptions>;

/// Reads the command line (without the program's name) with what environment and configuration
/// file add to it. parse_options() is its pure part. Throws UsageError.
CommandLine read_command_line(
    const std::vector<std::string>& arguments, const Surroundings& surroundings
);

}  // namespace importer
