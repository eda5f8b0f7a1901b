#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>

/// Reading the files of zip and tar archives, and of archives in them, as a stream: nothing is
/// unpacked to a disk, and whoever made an archive can make it neither endless nor large.
namespace parsers::archives {

/// An archive, or a file in it, cannot be read; `what()` says why.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// What an archive may ask for before it is given up. Reports of one test run after the other
/// differ in little but times, and xz or zstd pack a history of them hundreds of times smaller.
struct Limits {
  unsigned depth = 3;  ///< Archives within archives; the outermost is 1.
  std::size_t files = 1'000'000;
  std::uint64_t ratio = 1'000;                  ///< Of all that is unpacked to the archive's size;
  std::uint64_t always_allowed = 16ULL << 20U;  ///< beside this much.
  std::uint64_t largest_file = 256ULL << 20U;   ///< That is read, or a zip in an archive.
};

/// Whether a file of this name is an archive that is looked into: .zip, .tar, .tar.gz, .tgz, …
bool is_named_like_one(std::string_view name);

/// The name without what makes it an archive's: "7" of "7.tar.gz"; as it is for any other file.
std::string_view without_ending(std::string_view name);

/// A file in an archive; lives as long as the call that is given it.
struct File {
  /// Where it is, with slashes, from the outermost archive on: "builds/7.zip/TEST-a.xml". Bytes.
  std::string path;
  /// How much of the path names the archive that it is in directly; 0: the outermost.
  std::size_t archive = 0;
  /// Absent in the archive: 1970.
  std::chrono::sys_seconds modified;
  std::uint64_t size = 0;  ///< In bytes, as the archive says; 0 where it does not.
  /// All its bytes; to be called once. Throws Error.
  std::function<std::string()> read;
};

/// False: enough, no further file is wanted.
using Visit = std::function<bool(const File&)>;
/// An archive within could not be read, whole or at all; the others go on.
using Damaged = std::function<void(const std::string& path, const std::string& why)>;

/// Gives every file of the archive on the disk, in the order of the archive. Throws Error for what
/// ends the reading, behind the files that stand before it.
void for_each_file(
    const std::string& archive, const Limits& limits, const Visit& visit, const Damaged& damaged
);

}  // namespace parsers::archives
