#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// What results become, and tests without one.
namespace importer {

/// Into the group "What is recorded where".
void add_result_options(boost::program_options::options_description& group);

/// Throws UsageError.
void read_result_options(const OptionValues& values, ImportOptions& options);

}  // namespace importer
