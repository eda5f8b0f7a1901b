#pragma once

#include "importer/option_values.hpp"
#include "importer/options.hpp"

#include <boost/program_options/options_description.hpp>

#include <string>

/// Where PractiTest is, and who asks.
namespace importer {

boost::program_options::options_description place_option_names();

/// Throws UsageError.
void read_place_options(const OptionValues& values, ImportOptions& options);

/// Whether it is one of PractiTest's own addresses.
bool is_own_address(const std::string& base_url);

}  // namespace importer
