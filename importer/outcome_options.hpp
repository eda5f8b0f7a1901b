#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// What is told, how, and by which exit code.
namespace importer {

boost::program_options::options_description outcome_option_names();

/// Throws UsageError.
void read_outcome_options(const OptionValues& values, ImportOptions& options);

/// ImportOptions::verbosity, of -v and -q.
int read_verbosity(const OptionValues& values);

}  // namespace importer
