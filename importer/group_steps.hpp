#pragma once

#include "client/entities.hpp"
#include "importer/group.hpp"

#include <optional>
#include <span>
#include <string>

namespace importer {

/// Nobody documents how many steps a run may have. With more cases than these the rest, passed ones
/// first, become one step that counts them.
constexpr std::size_t max_case_steps = 500;

/// What a case is called among its group's: its name with its parameters.
std::string step_name(const parsers::Result& result);

/// What PractiTest computes from a run's steps, of which there must be some.
/// Source: PractiTest's API reference, "runs", and its help on the status of a run.
RunStatus status_of(std::span<const client::StepStatus> steps);

/// The status of the group's run. Absent when none of the cases is recorded.
std::optional<RunStatus> run_status(const Group& group, const StatusTable& statuses);

/// The run with a step for each case (an aborted one takes two), and one for what is missing where
/// the report is cut off; its instance id is not set. A group whose run_status() is absent must not
/// be given.
client::NewRun to_run(const Group& group, const StatusTable& statuses);

}  // namespace importer
