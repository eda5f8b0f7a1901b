#pragma once

#include "importer/exit_code.hpp"
#include "importer/streams.hpp"
#include "importer/surroundings.hpp"

#include <boost/program_options/options_description.hpp>

#include <optional>
#include <string>
#include <vector>

namespace importer {

/// `ptimport status`
struct StatusOptions {
  std::optional<std::string> ledger;  ///< As in ImportOptions.
  bool as_json = false;
};

boost::program_options::options_description status_option_names();

/// Reads its options with what environment and configuration file add. Throws UsageError.
StatusOptions read_status(
    const std::vector<std::string>& arguments, const Surroundings& surroundings
);

/// Tells what the ledger knows of imports: those that some process is at work on, on this machine
/// or another that shares the ledger, those that were interrupted, how many are complete, and how
/// many calls the minute has. Calls nobody and changes nothing. Throws LedgerError.
ExitCode show_status(const StatusOptions& options, const Streams& streams);

}  // namespace importer
