#pragma once

#include "importer/surroundings.hpp"

#include <map>
#include <string>
#include <vector>

namespace boost::program_options {
class options_description;
}

namespace importer {

/// A command line together with what environment and configuration file add to it.
struct SettledArguments {
  /// Without the command; says the same alone, so that with it an import can be resumed anywhere.
  std::vector<std::string> arguments;
  /// By option, without dashes, where its value comes from: "the command line", "PTIMPORT_SET", or
  /// "/work/ptimport.ini:3". Options that nobody gave are not in it.
  std::map<std::string, std::string> sources;
  std::string file;  ///< The configuration file; empty for none.
};

constexpr const char* from_command_line = "the command line";

/// Completes `arguments` with the `PTIMPORT_…` variable of every option in `configurable`, and with
/// the file that --config names or that is found from the working folder upwards. The command line
/// beats the environment, and that the file; a list is replaced, not added to, and what shuts out
/// other options takes them away from lower places (options_shut_out_by).
///
/// A key that is no option of an import is refused with the nearest one, and so is a variable where
/// one is near (unknown_variables.hpp); one that is not in `configurable` is left out. Relative
/// paths in the file are relative to its folder. Switches take true and false, on the command line
/// as `--strict=false`. `known` are the options that the command takes. Throws UsageError.
SettledArguments settle_arguments(
    const std::vector<std::string>& arguments,
    const boost::program_options::options_description& known,
    const boost::program_options::options_description& configurable,
    const Surroundings& surroundings
);

/// "PTIMPORT_SET_ID" for "set-id".
std::string variable_of(const std::string& option);

/// `message` with the places of the options that it speaks of, where that is not the command line.
std::string with_sources(
    const std::string& message, const std::map<std::string, std::string>& sources
);

}  // namespace importer
