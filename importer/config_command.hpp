#pragma once

#include "importer/command_line.hpp"
#include "importer/exit_code.hpp"
#include "importer/streams.hpp"

namespace importer {

/// `ptimport config`: prints every option that has a value, and where that comes from. Passwords in
/// URLs are masked; whether there is a token is told, and never the token.
ExitCode show_configuration(const ConfigOptions& options, const Streams& streams);

}  // namespace importer
