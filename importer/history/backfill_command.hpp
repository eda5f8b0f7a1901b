#pragma once

#include "importer/exit_code.hpp"
#include "importer/history/backfill_options.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport backfill`, from the files to the summary. Throws UsageError.
ExitCode backfill(const BackfillOptions& options, const Streams& streams);

}  // namespace importer
