#pragma once

#include <boost/program_options/options_description.hpp>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace importer {

/// What a configuration file says of one option.
struct ConfiguredOption {
  const boost::program_options::option_description* option = nullptr;  ///< Of the known ones.
  std::vector<std::string> values;  ///< One, unless it is a list; paths are as seen from anywhere.
  std::size_t line = 0;             ///< Where the first of them stands.
};

/// Reads a file whose keys are options of `known`, and gives them sorted by their names. Throws
/// UsageError for another key, with the nearest one, and for what the option does not take.
std::vector<ConfiguredOption> configured_options(
    const std::filesystem::path& file, const boost::program_options::options_description& known
);

}  // namespace importer
