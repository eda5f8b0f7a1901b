#pragma once

#include "importer/history/backfill_summary.hpp"
#include "importer/import_ledger.hpp"
#include "importer/options.hpp"
#include "importer/result_key.hpp"
#include "importer/streams.hpp"

namespace importer::history {

/// Those of the build's own import: its set, what tells it from others, and fields that speak of
/// it, not of the build that runs the backfill. Throws UsageError, as with_import_values().
ImportOptions options_of_build(
    const ImportOptions& all, const BuildTold& build, const Environment& environment
);

/// By which the ledger knows the import of these options.
ImportIdentity identity_for(const ImportOptions& of_build);

/// Whether an earlier start, or another worker, recorded all of it.
bool is_recorded(ImportLedger& ledger, const ImportOptions& of_build);

}  // namespace importer::history
