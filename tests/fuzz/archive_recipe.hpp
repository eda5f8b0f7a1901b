#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace fuzz {

/// An archive that libarchive has written, and what is in it. Changes of compressed bytes alone
/// seldom get behind the first check sum.
struct MadeArchive {
  struct File {
    std::string path;  ///< As archives::File::path should be.
    std::string bytes;
    bool operator==(const File&) const = default;
  };
  bool is_zip = false;  ///< Else a tar, compressed in any way.
  std::string bytes;
  std::vector<File> files;            ///< All regular ones, also of archives within.
  std::vector<std::string> too_deep;  ///< Paths of archives that are not looked into.
  std::uint64_t unpacked = 0;         ///< All bytes of all files and archives within.
  std::size_t entries = 0;
  bool is_whole = true;  ///< Else bytes were changed, and any of `files` may be missing or wrong.
};

/// Makes one of any bytes, with archives in it that are one deeper than `depth` at most.
MadeArchive make_archive(std::span<const std::uint8_t> recipe, unsigned depth);

}  // namespace fuzz
