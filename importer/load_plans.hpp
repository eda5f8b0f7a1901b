#pragma once

#include "importer/saved_plan.hpp"
#include "importer/streams.hpp"

#include <string>
#include <vector>

namespace importer {

/// Reads the files that --plan names: one decided plan, or parts. Patterns are followed; a file
/// that is named twice is read once. Throws UsageError.
std::vector<SavedPlan> load_plans(const std::vector<std::string>& files, const Streams& streams);

/// What all the parts hold, as if their reports had been read together: one that stands in several
/// parts is taken once, and twins of different parts find each other.
Reports merge(std::vector<SavedPlan>& parts);

}  // namespace importer
