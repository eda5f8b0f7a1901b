#pragma once

#include "importer/summary.hpp"

#include <string>

namespace importer {

/// The summary for a merge request or a job's page, in GitHub's Markdown, which GitLab reads too.
/// Text of reports stands in code only, where it can neither format, nor link, nor mention anybody.
/// At most 200,000 bytes, of which a comment of GitLab's takes a million and a step's page of
/// GitHub's the same.
std::string to_markdown(const Summary& summary);

}  // namespace importer
