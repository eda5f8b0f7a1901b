#pragma once

#include "importer/options.hpp"
#include "importer/streams.hpp"

#include <chrono>

/// What every command that records has to settle before its first call.
namespace importer {

/// How often a process says in the ledger that it is alive, which takes it for dead after a minute.
constexpr std::chrono::seconds between_signs_of_life{10};

/// The token; empty with the sandbox, which has its own. Warns of a file that others may read, and
/// of a certificate that is not checked. Throws UsageError.
client::Secret token_for(const ImportOptions& options, const Streams& streams);

/// Calls in any 60 seconds; 0 for no limit, as with a sandbox that nobody gave one.
int calls_a_minute(const ImportOptions& options);

/// Source: no-color.org: set and not empty.
bool forbids_colour(const Streams& streams);

}  // namespace importer
