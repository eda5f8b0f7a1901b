#pragma once

#include "importer/history/build.hpp"
#include "importer/reading_options.hpp"
#include "importer/reports.hpp"

#include "parsers/archives.hpp"

namespace importer::history {

/// The build's reports, read again; what was unreadable at the first look is among them, and what
/// is not as it was then. Archives are read as far as they hold files of the build.
Reports read_build(
    const Build& build, const ReadingOptions& options, const parsers::archives::Limits& limits = {}
);

}  // namespace importer::history
