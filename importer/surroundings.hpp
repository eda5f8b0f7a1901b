#pragma once

#include "importer/token.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace importer {

/// Where options may come from beside the command line.
struct Surroundings {
  Environment environment;
  std::vector<std::string> variables;  ///< Names of all that the environment holds.
  std::filesystem::path folder;        ///< Where a configuration file is looked for, upwards.
};

}  // namespace importer
