#pragma once

#include "importer/summary.hpp"

#include <string>

namespace importer {

/// "6 files with 4 runs, 9.2 KB; 1 file not sent": what went with runs, or is to. Empty where there
/// is nothing to say.
std::string files_text(const Summary& summary);

}  // namespace importer
