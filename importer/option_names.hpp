#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <string>
#include <vector>

namespace importer {

/// The options of `import` and `plan`, grouped as the help shows them.
boost::program_options::options_description import_option_names();

/// The options of `inspect`.
boost::program_options::options_description inspect_option_names();

/// The options of `sandbox`.
boost::program_options::options_description sandbox_option_names();

/// Parses `arguments` against `known`, with what Program_options leaves open: no abbreviations,
/// a near name suggested for an unknown one, no option taken for the value of another.
/// Positional arguments go to "input". Throws UsageError.
boost::program_options::variables_map parse_arguments(
    const std::vector<std::string>& arguments,
    const boost::program_options::options_description& known
);

}  // namespace importer
