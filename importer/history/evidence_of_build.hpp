#pragma once

#include "importer/attachments.hpp"
#include "importer/history/build.hpp"
#include "importer/history/packed_evidence.hpp"

#include <string>
#include <vector>

namespace importer::history {

/// Of a report, `inside` as in ReportFile: for the user.
std::string shown_of(const Build& build, const std::string& inside);
/// Absolute; archives are folders of it.
std::string path_of(const Build& build, const std::string& inside);

/// Looks for what the build's reports name: in the build, whether on the disk or in an archive; a
/// report on the disk may also name what `ptimport import` would find, and `roots` (as in
/// AttachmentRoots) say where else files may lie. Build and `packed` must outlive the answer.
FilesOf evidence_of(
    const Build& build, const std::vector<std::string>& roots, PackedEvidence& packed
);

}  // namespace importer::history
