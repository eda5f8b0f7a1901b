#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// How the network is used.
namespace importer {

boost::program_options::options_description network_option_names();

/// Needs what is said of the sandbox. Throws UsageError.
void read_network_options(const OptionValues& values, ImportOptions& options);

}  // namespace importer
