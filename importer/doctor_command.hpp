#pragma once

#include "importer/command_line.hpp"
#include "importer/exit_code.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport doctor`: checks what an import needs, changes nothing, and says what to do. `ok` when
/// there is no trouble, else `not_all`.
ExitCode examine_setup(const DoctorOptions& options, const Streams& streams);

}  // namespace importer
