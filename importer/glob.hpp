#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace importer {

/// Regular files, not sorted.
struct Found {
  std::vector<std::filesystem::path> files;
  /// Folders on the way that could not be looked into, with the reason.
  std::vector<std::pair<std::filesystem::path, std::string>> closed;
};

/// Whether the text has a character that makes it a pattern: `*`, `?` or `[`.
bool is_pattern(const std::string& text);

/// The files that match. `*`, `?` and `[…]` match within one path element and
/// do not match a leading dot; `**` as a whole element matches any number of folders. Links to
/// folders are not followed by `**`.
Found expand_pattern(const std::string& pattern);

/// The files below a folder; `.git` and `node_modules` are left out, and
/// links to folders are not followed.
Found files_below(const std::filesystem::path& folder);

}  // namespace importer
