#pragma once

#include "importer/firecracker.hpp"

#include <string>
#include <utility>
#include <vector>

namespace importer {

/// What `ptimport init` writes: the options, each below what the help says of it, what could not be
/// translated, and what else is often wanted, commented out. Passwords in URLs are left out, which
/// is noted there. Throws UsageError for a value that no line of a file can hold.
std::string configuration_text(
    const std::vector<std::pair<std::string, std::string>>& given,
    const std::vector<Translated::Left>& left
);

}  // namespace importer
