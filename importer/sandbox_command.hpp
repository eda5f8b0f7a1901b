#pragma once

#include "importer/exit_code.hpp"
#include "importer/options.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport sandbox`: runs a local PractiTest until it is interrupted. Throws UsageError.
ExitCode run_sandbox(const SandboxOptions& options, const Streams& streams);

}  // namespace importer
