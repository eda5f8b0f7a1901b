#pragma once

#include "importer/command_line.hpp"
#include "importer/exit_code.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport init`: checks the token, project and set by reading, and writes a commented
/// configuration. Asks for what was not given when `may_ask`. Throws UsageError, and what reading
/// PractiTest throws.
ExitCode write_configuration(const InitOptions& options, const Streams& streams, bool may_ask);

}  // namespace importer
