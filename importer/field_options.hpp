#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// Fields of what is recorded.
namespace importer {

boost::program_options::options_description field_option_names();

/// Needs the grain of the tests, and reads --match-field, too. Throws UsageError.
void read_field_options(const OptionValues& values, ImportOptions& options);

}  // namespace importer
