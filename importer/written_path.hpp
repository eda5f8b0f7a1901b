#pragma once

#include "importer/regular_file.hpp"

#include <string>
#include <variant>

namespace importer {

/// A path as a report writes it, read as far as the text alone tells.
struct WrittenPath {
  std::string path;            ///< Of a file: URL what it stands for. Not empty.
  bool is_url = false;         ///< It was a file: URL.
  bool is_of_windows = false;  ///< `C:\shots\a.png`, `file:///C:/shots/a.png`, `\\server\a.png`
};

/// Fails for what is no path of a file, a link above all.
std::variant<WrittenPath, NotFound> read_path(const std::string& written);

/// It may be one of a URL that lacks its `file:`.
bool looks_percent_encoded(const WrittenPath& written);

}  // namespace importer
