#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// How what PractiTest has is looked for, and what is made where it is missing.
namespace importer {

/// Into the group "What is recorded where".
void add_matching_options(boost::program_options::options_description& group);

/// Throws UsageError.
void read_matching_options(const OptionValues& values, ImportOptions& options);

}  // namespace importer
