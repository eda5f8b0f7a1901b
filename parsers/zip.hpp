#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

struct archive;

/// Reading zip archives that are in memory, whoever may have made them.
namespace parsers::zip {

/// Whether the bytes begin like the first file of a zip.
bool is_zip(std::string_view bytes);

/// The archive, or a file in it, cannot be read; `what()` says why.
class Error : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

struct Member {
  std::string name;  ///< Its path, with slashes; empty where the name is of no known encoding.
  /// At most `limit` bytes; nothing when there are more. Throws Error.
  std::optional<std::string> read(std::size_t limit) const;

  archive* reader;  ///< Stands at this file until the next is asked for.
};

/// Goes through the files of an archive, once, in the order of its directory.
class Reader {
public:
  /// `bytes` outlives the reader. Throws Error when it has no directory, which is at its end.
  explicit Reader(std::string_view bytes);

  /// Folders are left out; nothing behind the last file. Throws Error.
  std::optional<Member> next();

private:
  struct Free {
    void operator()(archive* reader) const;
  };
  std::unique_ptr<archive, Free> archive_;
};

}  // namespace parsers::zip
