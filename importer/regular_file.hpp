#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <variant>

namespace importer {

/// A regular file, and what tells whether it still is the same.
struct FoundFile {
  std::filesystem::path path;  ///< Without any symbolic link.
  std::uint64_t size = 0;      ///< In bytes, when it was looked at.
  std::int64_t modified = 0;   ///< Likewise; nanoseconds since 1970.
};

/// Why a file is not used; words for the user, to be put behind a colon.
struct NotFound {
  std::string why;
};

/// Looks at what should be a file, and opens nothing else: a device may never end, and a pipe waits
/// for whoever writes to it. `path` holds no symbolic link, and one that comes into it meanwhile is
/// not followed.
std::variant<FoundFile, NotFound> look_at_file(const std::filesystem::path& path);

/// The bytes of a file that was looked at, as it was then: all of them, or why it is another one.
std::variant<std::string, NotFound> read_file(const FoundFile& file);

}  // namespace importer
