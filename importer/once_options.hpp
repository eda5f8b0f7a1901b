#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// What makes each result be recorded once.
namespace importer {

boost::program_options::options_description once_option_names();

/// Needs what is said of the sandbox, and --offline. Throws UsageError.
void read_once_options(const OptionValues& values, ImportOptions& options);

}  // namespace importer
