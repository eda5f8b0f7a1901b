#include "importer/report_place.hpp"

#include <filesystem>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

/// The folder's real path: CI systems like to name a workspace by a symbolic link. The file's own
/// link, if it is one, keeps its name.
fs::path with_real_folder(const fs::path& path) {
  std::error_code error;
  const auto folder = fs::weakly_canonical(path.parent_path(), error);
  return error ? path : folder / path.filename();
}

}  // namespace

std::string report_place(const std::string& path) {
  const auto given = fs::path(path).lexically_normal();
  std::error_code error;
  const auto working_folder = fs::current_path(error);
  if (error || !given.is_absolute()) {
    return given.generic_string();
  }
  const auto from_there = with_real_folder(given).lexically_relative(working_folder);
  return from_there.empty() || *from_there.begin() == ".." ? given.generic_string()
                                                           : from_there.generic_string();
}

}  // namespace importer
