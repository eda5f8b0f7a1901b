#pragma once

#include "client/entities.hpp"

#include <optional>
#include <string>

namespace importer {

/// Turns a run into one of its own day (YYYY-MM-DD), `--date-runs`. PractiTest takes that of manual
/// runs alone, which have no output: what it said goes into a step, and steps tell the status.
/// `tester` is a user's id.
void give_day(client::NewRun& run, std::string day, const std::optional<std::string>& tester);

}  // namespace importer
