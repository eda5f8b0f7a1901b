#pragma once

#include "importer/command_line.hpp"
#include "importer/finding.hpp"
#include "importer/streams.hpp"

#include <vector>

namespace importer {

// Checks that take no network. None changes anything, except that a ledger of an older ptimport is
// brought up to date, as any import does.

Finding check_configuration(const DoctorOptions& options);

/// Where the token comes from is told apart from what it is worth (doctor_remote.hpp).
Finding check_token_source(const ImportOptions& options);

Finding check_rate(const ImportOptions& options);

Finding check_ledger(const ImportOptions& options, const Environment& environment);

/// Reads the reports that were named.
Finding check_reports(const ImportOptions& options, const Streams& streams);

}  // namespace importer
