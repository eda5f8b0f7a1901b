#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// What a test is, what it is called, and which ids results say.
namespace importer {

/// Into the group "What is recorded where".
void add_test_options(boost::program_options::options_description& group);

/// But --match-field, which is a field (field_options.hpp). Throws UsageError.
void read_test_options(const OptionValues& values, ImportOptions& options);

}  // namespace importer
