#pragma once

#include "importer/history/backfill_summary.hpp"

#include <iosfwd>

namespace importer::history {

/// What of the files is no build to record, a line each, and why.
void tell_obstacles(const History& history, int verbosity, std::ostream& err);

/// The builds in a few lines: a plan, or what became of them.
void tell_backfill(const BackfillSummary& summary, std::ostream& out);

/// The same for machines: docs/json.md.
void write_backfill_json(const BackfillSummary& summary, std::ostream& out);

}  // namespace importer::history
