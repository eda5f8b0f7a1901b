#pragma once

#include "importer/exit_code.hpp"
#include "importer/options.hpp"
#include "importer/streams.hpp"

namespace importer {

/// Goes on with the import of the ledger that was interrupted last, as it was given then, or
/// forgets it. Throws UsageError and LedgerError.
ExitCode resume_import(const ResumeOptions& options, const Streams& streams);

}  // namespace importer
