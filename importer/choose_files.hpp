#pragma once

#include "importer/attachments.hpp"
#include "importer/gather.hpp"
#include "importer/options.hpp"
#include "importer/outcome.hpp"

#include <string>
#include <vector>

namespace importer {

/// "report.xml:12: a.png: there is no such file"
std::string to_text(const FileLeftOut& left_out);

/// Decides which files go with which run, and how large each run is in its call. The same for the
/// same reports and files every time, whatever is recorded already: an import that goes on after a
/// break sends what it would have sent. Results that tell of a failure come first where the total
/// is limited. Gives what stays behind.
std::vector<FileLeftOut> choose_files(
    Gathered& gathered, const Attachments& attachments, const ImportOptions& options
);

/// Looks again for the files of a saved plan: only those are found that lie in the roots of this
/// machine, in which the plan has no say, and have the size that it names. The others are lost.
void find_planned_files(Gathered& gathered, const std::vector<std::string>& roots);

}  // namespace importer
