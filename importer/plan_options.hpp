#pragma once

#include "importer/saved_plan.hpp"

#include <boost/program_options/variables_map.hpp>

#include <vector>

namespace importer {

/// Of an import's options those that a saved plan keeps: what is read, where it goes, and what is
/// decided. Not kept is how PractiTest is reached, what proves who asks, and what is said.
std::vector<SavedOption> options_for_plan(const boost::program_options::variables_map& values);

/// `beside`, read with --plan, completed by what the saved plans were made with. Throws UsageError
/// where the two contradict each other, or several parts one another, and where a plan leads to an
/// address that is neither PractiTest's nor said on the command line: a file must not decide where
/// the token is sent.
ImportOptions options_with(const ImportOptions& beside, const std::vector<SavedPlan>& plans);

}  // namespace importer
