#pragma once

#include "client/entities.hpp"
#include "importer/plan.hpp"
#include "importer/recording.hpp"
#include "parsers/report.hpp"

#include <optional>
#include <string_view>

/// How a saved plan writes what has no words elsewhere, and back.
namespace importer {

std::string_view word_of(client::StepStatus status);
std::string_view word_of(parsers::Packing packing);  ///< Empty for a file beside its report.

/// Absent for what word_of() or name_of() does not give.
std::optional<client::StepStatus> step_status_from(std::string_view word);
std::optional<parsers::Packing> packing_from(std::string_view word);
std::optional<parsers::Status> status_from(std::string_view word);
std::optional<RunStatus> run_status_from(std::string_view word);
std::optional<Action> action_from(std::string_view word);
std::optional<MatchedBy> matched_by_from(std::string_view word);

}  // namespace importer
