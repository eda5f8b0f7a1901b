#pragma once

#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>
#include <vector>

namespace importer {

/// The options of `inspect`.
boost::program_options::options_description inspect_option_names();

/// Throws UsageError.
InspectOptions read_inspect(const std::vector<std::string>& arguments);

}  // namespace importer
