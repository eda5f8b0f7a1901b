#pragma once

#include <boost/program_options/options_description.hpp>
#include <boost/program_options/variables_map.hpp>

#include <string>
#include <vector>

namespace importer {

/// Parses `arguments` against `known`, with what Program_options leaves open: no abbreviations,
/// a near name suggested for an unknown one, no option taken for the value of another.
/// Positional arguments go to "input". Throws UsageError.
boost::program_options::variables_map parse_arguments(
    const std::vector<std::string>& arguments,
    const boost::program_options::options_description& known
);

/// Adds the option, named without dashes, with a value that parse_arguments() reads as it is.
void append_option(
    std::vector<std::string>& arguments, const std::string& name, const std::string& value
);

}  // namespace importer
