#pragma once

#include "client/entities.hpp"
#include "importer/status_table.hpp"
#include "parsers/report.hpp"

#include <chrono>

namespace importer {

/// PractiTest's HH:MM:SS has no room for more; a longer duration is not recorded.
constexpr std::chrono::seconds longest_duration = std::chrono::hours(100) - std::chrono::seconds(1);

/// The run that says in PractiTest what the result said in the build; its instance id is not set.
/// A result that `statuses` has none for must not be given.
client::NewRun to_run(const parsers::Result& result, const StatusTable& statuses);

}  // namespace importer
