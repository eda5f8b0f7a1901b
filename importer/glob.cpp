#include "importer/glob.hpp"

#include <fnmatch.h>

#include <system_error>
#include <utility>

namespace fs = std::filesystem;

namespace importer {

namespace {

// Neither holds reports of the build at hand, and both can be very large.
bool is_passed_over(const fs::path& folder) {
  return folder.filename() == ".git" || folder.filename() == "node_modules";
}

std::vector<fs::directory_entry> entries_of(const fs::path& folder, Found& found) {
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  fs::directory_iterator entry(folder.empty() ? fs::path(".") : folder, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    entries.push_back(*entry);
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    found.closed.emplace_back(folder, error.message());
  }
  return entries;
}

bool is_folder(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_file(const fs::path& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

/// `folder` and every folder below it.
std::vector<fs::path> folders_from(const fs::path& folder, Found& found) {
  std::vector<fs::path> folders{folder};
  for (std::size_t next = 0; next < folders.size(); ++next) {
    const auto current = folders[next];
    for (const auto& entry : entries_of(current, found)) {
      std::error_code error;
      if (entry.is_directory(error) && !entry.is_symlink(error) && !is_passed_over(entry.path())) {
        folders.push_back(current / entry.path().filename());
      }
    }
  }
  return folders;
}

std::vector<fs::path> matching(const fs::path& folder, const std::string& element, Found& found) {
  if (!is_pattern(element)) {
    return {folder / element};
  }
  std::vector<fs::path> matches;
  std::error_code error;
  if (fs::exists(folder / element, error)) {
    matches.push_back(folder / element);  // A name that only looks like a pattern: build[1].
  }
  for (const auto& entry : entries_of(folder, found)) {
    const auto name = entry.path().filename();
    if (name == element) {
      continue;
    }
    if (fnmatch(element.c_str(), name.c_str(), FNM_PERIOD) == 0) {
      matches.push_back(folder / name);
    }
  }
  return matches;
}

}  // namespace

bool is_pattern(const std::string& text) { return text.find_first_of("*?[") != std::string::npos; }

Found expand_pattern(const std::string& pattern) {
  Found found;
  const fs::path path(pattern.substr(0, pattern.find_last_not_of('/') + 1));
  std::vector<fs::path> reached{path.root_path()};
  for (const auto& element : path.relative_path()) {
    std::vector<fs::path> next;
    for (const auto& folder : reached) {
      if (!folder.empty() && !is_folder(folder)) {
        continue;
      }
      const auto matches =
          element == "**" ? folders_from(folder, found) : matching(folder, element.string(), found);
      next.insert(next.end(), matches.begin(), matches.end());
    }
    reached = std::move(next);
  }
  // A pattern that ends in ** means the files below, as build tools read it.
  if (path.filename() == "**") {
    std::vector<fs::path> files;
    for (const auto& folder : reached) {
      for (const auto& entry : entries_of(folder, found)) {
        files.push_back(folder / entry.path().filename());
      }
    }
    reached = std::move(files);
  }
  std::erase_if(reached, [](const fs::path& each) { return !is_file(each); });
  found.files = std::move(reached);
  return found;
}

Found files_below(const fs::path& folder) {
  Found found;
  for (const auto& each : folders_from(folder, found)) {
    for (const auto& entry : entries_of(each, found)) {
      const auto path = each / entry.path().filename();
      if (is_file(path)) {
        found.files.push_back(path);
      }
    }
  }
  return found;
}

}  // namespace importer
