#pragma once

#include "importer/regular_file.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace importer {

/// Whether the path is the root or leads through it; neither holds a symbolic link.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& root);

/// Resolves paths that reports name. A report may come from anywhere, and a path in it must not
/// make the import read, wait for or upload what the user did not mean: only regular files that
/// lie in the roots are found, all symbolic links followed.
class AttachmentRoots {
public:
  /// `roots` are existing folders; when there are none, the working folder and `report_folder` are
  /// the roots, but never `/`. `report_folder` may be empty: the report came from standard input.
  /// It is no root by itself where a file, and not the user, says where the report lies.
  AttachmentRoots(
      const std::vector<std::string>& roots,
      std::filesystem::path report_folder,
      bool is_users_choice = true
  );

  /// A relative path is looked for in the report's folder, then in each root. Absolute paths,
  /// file: URLs and Windows' separators are understood. Nothing but a regular file is ever opened.
  std::variant<FoundFile, NotFound> find(const std::string& written) const;
  /// The same of what is a path for certain; `why` is empty where there is no such file.
  std::variant<FoundFile, NotFound> find_path(const std::filesystem::path& path) const;

private:
  /// Nothing when there is no such file.
  std::optional<std::variant<FoundFile, NotFound>> look_at(const std::filesystem::path& candidate
  ) const;
  bool holds(const std::filesystem::path& path) const;
  std::string why_outside(const std::filesystem::path& candidate) const;

  std::vector<std::filesystem::path> bases_;  ///< Where relative paths are looked for.
  std::vector<std::filesystem::path> roots_;  ///< Without symbolic links.
};

}  // namespace importer
