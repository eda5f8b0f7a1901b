#pragma once

#include "importer/summary.hpp"
#include "importer/token.hpp"

#include <iosfwd>
#include <optional>
#include <string>

namespace importer {

/// What GitHub Actions shows of an import, beside its log: an annotation for each failed or lost
/// result, up to the ten that GitHub shows of a step, as commands on standard output.
void annotate(const Summary& summary, std::ostream& out);

/// Adds the summary to the job's page, the file that GITHUB_STEP_SUMMARY names; gives why it could
/// not, in words for the user.
std::optional<std::string> add_step_summary(const Summary& summary, const Environment& environment);

}  // namespace importer
