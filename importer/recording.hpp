#pragma once

#include "client/entities.hpp"
#include "importer/options.hpp"
#include "parsers/report.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace importer {

/// The status that a run will show, from the least to the most telling: of several runs of one
/// test the greatest goes last. The order is PractiTest's own when it computes a run's status from
/// its steps.
enum class RunStatus { not_applicable, passed, no_run, not_completed, blocked, failed };

/// As PractiTest writes it: "N/A", "PASSED", "NO RUN", "NOT COMPLETED", "BLOCKED", "FAILED".
std::string_view name_of(RunStatus status);

/// Absent when a result of this status is not recorded at all (`--skipped omit`).
std::optional<RunStatus> run_status(parsers::Status status, SkippedAs skipped_as);

/// PractiTest's HH:MM:SS has no room for more; a longer duration is not recorded.
constexpr std::chrono::seconds longest_duration = std::chrono::hours(100) - std::chrono::seconds(1);

/// The run that says in PractiTest what the result said in the build; its instance id is not set.
/// A result whose run_status() is absent must not be given.
client::NewRun to_run(const parsers::Result& result, SkippedAs skipped_as);

}  // namespace importer
