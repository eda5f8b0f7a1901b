#pragma once

#include "importer/saved_plan.hpp"

#include <iosfwd>
#include <string>

namespace importer {

/// Reads what write_plan() or write_part() wrote; `file` names it in messages. Nothing in it is
/// trusted: what it may not hold, and every change since it was saved, throws UsageError with file,
/// line, what is wrong, and what to do.
SavedPlan read_plan(std::istream& in, const std::string& file);

}  // namespace importer
