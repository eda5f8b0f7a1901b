#pragma once

#include "importer/exit_code.hpp"
#include "importer/streams.hpp"

#include <string>
#include <vector>

namespace importer {

/// What the program knows of its process beside its streams.
struct Process {
  std::vector<std::string> variables = {};  ///< Names of all in the environment.
  bool in_is_terminal = false;              ///< Somebody can be asked.
};

/// The whole program, less the process. `arguments` are without the program's name. Every error
/// has become words on streams.err and an exit code when it returns.
ExitCode run(
    const std::vector<std::string>& arguments, const Streams& streams, const Process& process = {}
);

}  // namespace importer
