#pragma once

#include <string>
#include <vector>

namespace importer {

/// The command line as it may be kept on disk: without passwords in URLs, and without what
/// says something about this start alone (`--again`, `--dry-run`).
std::vector<std::string> without_secrets(const std::vector<std::string>& arguments);

}  // namespace importer
