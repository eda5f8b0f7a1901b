#pragma once

#include "importer/recorded_runs.hpp"
#include "importer/work.hpp"

namespace importer {

const Execution& execution_at(const Plan& plan, const Turn& turn);

ExecutionOutcome& outcome_at(const Work& work, const Turn& turn);

/// The run for it, with its key, and with the instance of its test when that is known.
client::NewRun run_for(const Work& work, const Turn& turn);

/// What to know that run by.
SentRun sent_run(const Work& work, const Turn& turn);

}  // namespace importer
