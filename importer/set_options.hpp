#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"
#include "importer/read_import.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>

/// Which test set takes the results.
namespace importer {

/// Into the group "What is recorded where".
void add_set_options(boost::program_options::options_description& group);

/// What --set-else says; empty without. Throws UsageError for a name without letters.
std::string set_otherwise(const OptionValues& values);

/// Where it goes without a set, options.set_name stays empty. Throws UsageError.
void read_set_options(const OptionValues& values, Needs needs, ImportOptions& options);

}  // namespace importer
