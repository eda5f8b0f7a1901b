#pragma once

#include "importer/summary.hpp"

#include <string>

namespace importer {

/// Writes the page of an import: to the file `where`, or into it when it ends in "/" or is a
/// folder, as index.html with its style sheet and script beside it. Folders that are missing are
/// made. Every file is there whole or not at all. Throws std::runtime_error in words for the user.
void write_report(const Summary& summary, const std::string& where);

}  // namespace importer
