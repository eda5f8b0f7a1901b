#pragma once

#include <string_view>

/// Paths with slashes, on the disk and in archives, as their text alone tells.
namespace importer::history {

/// The folder that it is in; empty for one without a slash.
inline std::string_view folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == path.npos ? std::string_view() : path.substr(0, slash);
}

/// What stands behind the last slash.
inline std::string_view last_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);  // npos + 1 is 0.
}

/// Whether it is within `folder`, which may be an archive.
inline bool is_within(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

}  // namespace importer::history
