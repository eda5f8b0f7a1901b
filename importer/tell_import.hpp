#pragma once

#include "importer/options.hpp"
#include "importer/streams.hpp"
#include "importer/summary.hpp"
#include "sandbox/sandbox.hpp"

#include <vector>

namespace importer {

/// Tells the user what was done, in the form that the options name; `held` is what a sandbox of the
/// import's own holds. What cannot be told changes the exit code.
void tell_import(
    Summary& summary,
    const std::vector<sandbox::HeldInstance>& held,
    bool failed_open,
    const ImportOptions& options,
    const Streams& streams
);

}  // namespace importer
