#pragma once

#include "importer/options.hpp"

#include <string>
#include <vector>

namespace importer {

/// What a command cannot go without.
enum class Needs { set_and_reports, nothing };

/// Reads the options of `import` (without the command). Without needs, inputs and set stay empty
/// when they are not given. With --plan only what the saved plan leaves open is read:
/// options_with() completes it. Throws UsageError.
ImportOptions read_import(const std::vector<std::string>& arguments, Needs needs);

}  // namespace importer
