#pragma once

#include "importer/history/build.hpp"
#include "importer/regular_file.hpp"
#include "importer/written_path.hpp"
#include "parsers/report.hpp"

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace importer::history {

/// The places in a build where a file may lie that a report of it names: paths from the build's
/// root, the likeliest first, none of them leading out of it. `inside` is the report's own.
///
/// A history lies elsewhere than where its builds ran, so that what they wrote as an absolute path
/// is looked for by its end, the longest first.
std::variant<std::vector<std::string>, NotFound> evidence_places(
    const Build& build,
    std::string_view inside,
    const parsers::Report& report,
    const parsers::Result& result,
    const WrittenPath& written
);

/// The folders of a build on the disk in which all of its evidence lies, links followed: what else
/// a build of Jenkins has is its own.
std::vector<std::string> evidence_roots(const Build& build);

/// The last element of a path as a report writes it.
std::string_view name_in(const WrittenPath& written);

}  // namespace importer::history
