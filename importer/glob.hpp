#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace importer {

/// Whether the text has a character that makes it a pattern: `*`, `?` or `[`.
bool is_pattern(const std::string& text);

/// The regular files that match, not sorted. `*`, `?` and `[…]` match within one path element and
/// do not match a leading dot; `**` as a whole element matches any number of folders. Links to
/// folders are not followed by `**`. What cannot be read is passed over.
std::vector<std::filesystem::path> expand_pattern(const std::string& pattern);

/// The regular files below a folder, not sorted; `.git` and `node_modules` are left out, and
/// links to folders are not followed.
std::vector<std::filesystem::path> files_below(const std::filesystem::path& folder);

}  // namespace importer
