#pragma once

#include "importer/options.hpp"
#include "importer/streams.hpp"
#include "importer/summary.hpp"
#include "sandbox/sandbox.hpp"

#include <vector>

namespace importer {

/// `--report`. A page that cannot be written takes nothing back of what is recorded: it is told,
/// and changes the summary's exit code.
void write_page(Summary& summary, const ImportOptions& options, const Streams& streams);

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
