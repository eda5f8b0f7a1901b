#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace importer {

/// Names of the files of one run, as they are to be in PractiTest: without folders and control
/// characters, of a length that systems take, each different from the others.
class FileNames {
public:
  /// `wanted` may be a path, of either system; `whole` tells files of like names apart, and is the
  /// same for the same file every time.
  std::string name_for(std::string_view wanted, std::string_view whole);

private:
  std::unordered_set<std::string> taken_;
};

/// Characters of the longest name: other systems' uploads were refused over 235.
constexpr std::size_t max_file_name_characters = 150;

}  // namespace importer
