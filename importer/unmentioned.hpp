#pragma once

#include "importer/gather.hpp"
#include "importer/plan.hpp"
#include "importer/remote.hpp"

#include <cstddef>

namespace importer {

/// `--absent`: gives each test of a set that no result is of a run of this status, in the instance
/// that an import would record it in. A test that shows the status already gets none, so that the
/// same look again adds nothing. `in_set` of the sets must be all of them, `plan` be made of both.
/// Gives how many tests were added, which stand behind all others of `gathered`; their fields and
/// keys are still to be given.
std::size_t add_unmentioned(Gathered& gathered, Remote& remote, const Plan& plan, RunStatus status);

/// Whether this execution is such a run: no result stands behind it.
bool is_unmentioned(const Execution& execution);

/// What such executions have in place of a report and its result: one without a file, which says
/// why the run is there. In `gathered`.
const parsers::Report& report_of_nothing(Gathered& gathered);

}  // namespace importer
