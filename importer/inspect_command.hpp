#pragma once

#include "importer/exit_code.hpp"
#include "importer/options.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport inspect`: shows what was understood of reports, as a table or in another form, and
/// with --check every oddity. Calls nobody. Returns not_all when a file could not be read or a
/// report tells of a failure of its run, no_results when there was nothing to read.
ExitCode inspect_reports(const InspectOptions& options, const Streams& streams);

}  // namespace importer
