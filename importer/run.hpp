#pragma once

#include "importer/exit_code.hpp"
#include "importer/streams.hpp"

#include <string>
#include <vector>

namespace importer {

/// The whole program, less the process. `arguments` are without the program's name. Every error
/// has become words on streams.err and an exit code when it returns.
ExitCode run(const std::vector<std::string>& arguments, const Streams& streams);

}  // namespace importer
