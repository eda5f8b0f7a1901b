#pragma once

#include "importer/regular_file.hpp"

#include <cstdint>
#include <string>
#include <variant>

namespace importer {

/// Files that lie in archives.
class PackedFiles {
public:
  PackedFiles() = default;
  PackedFiles(const PackedFiles&) = delete;
  PackedFiles& operator=(const PackedFiles&) = delete;
  virtual ~PackedFiles() = default;

  /// The bytes of the one at `path`, or why they cannot be had.
  virtual std::variant<std::string, NotFound> content(const std::string& path) = 0;
};

/// A file in an archive. Like one on the disk it is read when its run is sent.
struct PackedFile {
  PackedFiles* among = nullptr;  ///< Must outlive this.
  std::string path;              ///< Absolute; archives are folders of it.
  std::uint64_t size = 0;        ///< In bytes.
};

/// What came of looking for a file that a report names.
using SoughtFile = std::variant<FoundFile, PackedFile, NotFound>;

/// The same of a file that can only be on the disk.
inline SoughtFile sought(std::variant<FoundFile, NotFound> on_disk) {
  return std::visit([](auto& one) { return SoughtFile(std::move(one)); }, on_disk);
}

}  // namespace importer
