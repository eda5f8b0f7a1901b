#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

/// Files that go with the runs.
namespace importer {

boost::program_options::options_description attach_option_names();

/// Throws UsageError.
AttachOptions read_attach_options(const OptionValues& values);

}  // namespace importer
