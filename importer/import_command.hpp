#pragma once

#include "importer/exit_code.hpp"
#include "importer/options.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport import` and `ptimport plan`, from the inputs to the summary. Throws UsageError.
ExitCode import_reports(const ImportOptions& options, const Streams& streams);

}  // namespace importer
