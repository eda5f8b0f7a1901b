#pragma once

#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>
#include <vector>

namespace importer {

/// The options of `sandbox`.
boost::program_options::options_description sandbox_option_names();

/// Throws UsageError.
SandboxOptions read_sandbox(const std::vector<std::string>& arguments);

}  // namespace importer
