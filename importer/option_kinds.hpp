#pragma once

#include <boost/program_options/options_description.hpp>

#include <filesystem>
#include <string>

namespace importer {

/// Whether an option takes no value on the command line.
bool is_switch(const boost::program_options::option_description& option);

/// Whether an option's value is a path, unless it is a word such as "none", "-" or a URI: its help
/// calls it FILE or DIR.
bool takes_path(const boost::program_options::option_description& option);

/// Such a value as seen from elsewhere: a relative path is one from `folder`.
std::string path_from(const std::filesystem::path& folder, const std::string& value);

}  // namespace importer
