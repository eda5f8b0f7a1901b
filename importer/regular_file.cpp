#include "importer/regular_file.hpp"

#include <fmt/format.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

/// Closes the file at the end of the block.
class OpenFile {
public:
  // Not waiting for a writer of what became a pipe, not following what became a link meanwhile.
  explicit OpenFile(const fs::path& path)
      : handle_(::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC)) {}
  ~OpenFile() {
    if (handle_ >= 0) {
      ::close(handle_);
    }
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int handle() const { return handle_; }

private:
  int handle_;
};

std::string words_for(int error) { return std::generic_category().message(error); }

/// What a file is that is no regular one.
const char* kind_of(mode_t mode) {
  return S_ISDIR(mode)                    ? "a folder"
         : S_ISFIFO(mode)                 ? "a named pipe"
         : S_ISSOCK(mode)                 ? "a socket"
         : S_ISCHR(mode) || S_ISBLK(mode) ? "a device"
                                          : "something else";
}

/// Whether no folder on the way became a link meanwhile; without /proc nobody can tell.
bool is_open_at(const fs::path& path, int handle) {
  std::error_code error;
  const auto real = fs::read_symlink(fmt::format("/proc/self/fd/{}", handle), error);
  return error || real == path;
}

std::int64_t modified(const struct stat& stat) {
  return std::int64_t{stat.st_mtim.tv_sec} * 1'000'000'000 + stat.st_mtim.tv_nsec;
}

bool is_as_found(const FoundFile& file, int handle) {
  struct stat now {};
  return ::fstat(handle, &now) == 0 && S_ISREG(now.st_mode) &&
         static_cast<std::uint64_t>(now.st_size) == file.size && modified(now) == file.modified;
}

/// Fewer bytes at the end of the file, or where reading fails.
std::string read_up_to(int handle, std::uint64_t size) {
  std::string bytes(size, '\0');
  std::size_t read = 0;
  while (read < bytes.size()) {
    const auto more = ::read(handle, bytes.data() + read, bytes.size() - read);
    if (more < 0 && errno == EINTR) {
      continue;
    }
    if (more <= 0) {
      break;
    }
    read += static_cast<std::size_t>(more);
  }
  bytes.resize(read);
  return bytes;
}

}  // namespace

std::variant<FoundFile, NotFound> look_at_file(const fs::path& path) {
  struct stat before {};
  if (::lstat(path.c_str(), &before) != 0) {
    return NotFound{fmt::format("it cannot be looked at: {}", words_for(errno))};
  }
  if (!S_ISREG(before.st_mode)) {
    return NotFound{fmt::format("it is {}, not a file", kind_of(before.st_mode))};
  }
  const OpenFile file(path);
  if (file.handle() < 0) {
    return NotFound{fmt::format("it cannot be opened: {}", words_for(errno))};
  }
  struct stat opened {};
  if (::fstat(file.handle(), &opened) != 0 || !S_ISREG(opened.st_mode) ||
      opened.st_ino != before.st_ino || opened.st_dev != before.st_dev ||
      !is_open_at(path, file.handle())) {
    return NotFound{"it became another file while it was looked at"};
  }
  return FoundFile{path, static_cast<std::uint64_t>(opened.st_size), modified(opened)};
}

std::variant<std::string, NotFound> read_file(const FoundFile& file) {
  const OpenFile open(file.path);
  if (open.handle() < 0) {
    return errno == ENOENT
               ? NotFound{"it has vanished since it was looked at"}
               : NotFound{fmt::format("it cannot be opened any more: {}", words_for(errno))};
  }
  if (!is_as_found(file, open.handle()) || !is_open_at(file.path, open.handle())) {
    return NotFound{"it has changed since it was looked at"};
  }
  errno = 0;
  auto bytes = read_up_to(open.handle(), file.size);
  if (errno != 0 && bytes.size() < file.size) {
    return NotFound{fmt::format("it cannot be read: {}", words_for(errno))};
  }
  if (bytes.size() < file.size || !is_as_found(file, open.handle())) {
    return NotFound{"it changed while it was read"};
  }
  return bytes;
}

}  // namespace importer
