#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace importer {

/// What standard input is shown as.
constexpr const char* standard_input = "standard input";

/// A file that may be a report.
struct Input {
  std::filesystem::path path;  ///< Empty for standard input.
  std::string shown;           ///< As the user would write it, in valid UTF-8.
  bool named = false;          ///< Named by the user, not found in a folder or by a pattern.
};

struct Inputs {
  std::vector<Input> files;
  std::vector<std::string> missing;    ///< Named, and not there.
  std::vector<std::string> unmatched;  ///< Patterns and folders that hold no candidate.
  /// Folders on the way that could not be looked into; `shown` and the reason, each once.
  std::map<std::string, std::string> closed;
};

/// Whether a folder's file of this name is read; one that the user names may be called anything.
bool may_be_a_report(const std::filesystem::path& path);

/// Names of files are bytes; what is told of them, and PractiTest gets, is text.
std::string as_text(const std::string& name);

/// Turns the command line's files, folders (recursively, their *.xml,
/// *.trx and *.rxlog.data), patterns (`*`, `?`,
/// `[…]`, and `**` for any depth; one that ends in `**` means what the folder would) and `-` into
/// files: in the order of the command line, within
/// one argument sorted by path bytes, so that every file system gives the same order. A file
/// reached twice is given once.
Inputs find_inputs(const std::vector<std::string>& arguments);

}  // namespace importer
