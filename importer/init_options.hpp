#pragma once

#include "importer/command_line.hpp"

#include <boost/program_options/options_description.hpp>

namespace importer {

/// The options that `init` has beside those of `import`.
boost::program_options::options_description init_option_names();

/// Reads the options of `init`: the command line and the environment, but no configuration file.
/// Throws UsageError.
InitOptions read_init(const std::vector<std::string>& arguments, const Surroundings& surroundings);

/// What an import with these options would be; set and reports may be missing, and the set's name
/// where it asks for what has no value here. Throws UsageError.
ImportOptions import_of(
    const std::vector<std::pair<std::string, std::string>>& given, const Environment& environment
);

}  // namespace importer
