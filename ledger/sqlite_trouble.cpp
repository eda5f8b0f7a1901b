#include "ledger/sqlite_trouble.hpp"

#include "ledger/dialect.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <system_error>

namespace ledger {

namespace {

namespace fs = std::filesystem;

fs::path first_that_is_there(fs::path path) {
  std::error_code ignored;
  while (!fs::exists(path, ignored) && path.has_relative_path()) {
    path = path.parent_path();
  }
  return path;
}

std::string words_for_errno(int error, const fs::path& where) {
  switch (error) {
  case EACCES:
  case EPERM:
    return fmt::format(
        "cannot be used: this user may not write {}; change its owner or mode, or {}",
        where.native(),
        without_it
    );
  case EROFS:
    return fmt::format("is on a read-only file system; {}", without_it);
  case ENOSPC:
  case EDQUOT:
    return fmt::format(
        "cannot grow: the disk is full, or this user's share of it; make room, or {}", without_it
    );
  case ENOTDIR:
    return fmt::format(
        "cannot be made: {} is not a folder; {}", first_that_is_there(where).native(), without_it
    );
  default:
    return fmt::format(
        "cannot be used: the system says of {}: {}; {}",
        where.native(),
        std::generic_category().message(error),
        without_it
    );
  }
}

bool may(int how, const fs::path& path) {
  return faccessat(AT_FDCWD, path.c_str(), how, AT_EACCESS) == 0;
}

bool lies_on_network(const fs::path& path) {
  struct statfs disk {};
  return statfs(path.parent_path().c_str(), &disk) == 0 &&
         is_on_network(static_cast<long>(disk.f_type));
}

/// Empty when nothing is wrong with them.
std::string trouble_with(const fs::path& path, const struct stat& file) {
  if (S_ISDIR(file.st_mode)) {
    return fmt::format("is a folder; name a file in it, such as {}/ledger.sqlite", path.native());
  }
  if (!S_ISREG(file.st_mode)) {
    return fmt::format("is not a regular file; {}", without_it);
  }
  if (lies_on_network(path)) {
    return fmt::format(
        "is on a network file system, where two machines at once would damage it; machines share a "
        "ledger with --ledger postgresql://user@host/database; {}",
        without_it
    );
  }
  if (!may(R_OK, path)) {
    return fmt::format(
        "cannot be used: this user may not read it; change its owner or mode, or {}", without_it
    );
  }
  if (!may(W_OK, path)) {
    return words_for_errno(errno, "it");
  }
  if (!may(W_OK | X_OK, path.parent_path())) {
    return words_for_errno(errno, fmt::format("its folder {}", path.parent_path().native()));
  }
  return {};
}

void make_folders(const fs::path& folder, const fs::path& file) {
  std::error_code ignored;
  if (folder.empty() || fs::exists(folder, ignored)) {
    return;
  }
  make_folders(folder.parent_path(), file);
  if (mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) {
    const auto error = errno;
    fail(file.native(), words_for_errno(error, folder.parent_path()));
  }
}

/// A new name in a folder outlives a power loss only when the folder is written too.
void sync_folder(const fs::path& folder) {
  const int descriptor = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor >= 0) {
    fsync(descriptor);
    close(descriptor);
  }
}

/// Never opens a file that was there: closing it would drop the locks of every other connection of
/// this process to it (POSIX).
void make_file(const fs::path& path) {
  make_folders(path.parent_path(), path);
  const int descriptor = open(path.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (descriptor >= 0) {
    close(descriptor);
    sync_folder(path.parent_path());
  } else if (errno != EEXIST) {
    const auto error = errno;
    fail(path.native(), words_for_errno(error, path.parent_path()));
  }
}

bool disk_is_full(const fs::path& path) {
  struct statvfs disk {};
  return statvfs(path.parent_path().c_str(), &disk) == 0 && disk.f_bavail == 0;
}

}  // namespace

bool is_on_network(long file_system_type) {
  switch (static_cast<std::uint32_t>(file_system_type)) {
  case NFS_SUPER_MAGIC:
  case SMB_SUPER_MAGIC:
  case CIFS_SUPER_MAGIC:
  case SMB2_SUPER_MAGIC:
  case AFS_FS_MAGIC:
  case AFS_SUPER_MAGIC:
  case CEPH_SUPER_MAGIC:
  case CODA_SUPER_MAGIC:
  case 0x0BD00BD0:  // Lustre.
  case 0x47504653:  // GPFS.
    return true;
  default:
    return false;
  }
}

void prepare_file(const fs::path& path) {
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) {
    if (errno != ENOENT) {
      const auto error = errno;
      fail(path.native(), words_for_errno(error, path.parent_path()));
    }
    make_file(path);
    if (stat(path.c_str(), &file) != 0) {
      const auto error = errno;
      fail(path.native(), words_for_errno(error, path));
    }
  }
  if (const auto trouble = trouble_with(path, file); !trouble.empty()) {
    fail(path.native(), trouble);
  }
}

std::string words_for_damage(const fs::path& path) {
  return fmt::format(
      "is damaged; move {0} away, with {0}-wal and {0}-shm if they are there, and a new one is "
      "made",
      path.native()
  );
}

std::string words_for(const fs::path& path, int code, int system_error) {
  switch (code & 0xff) {
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
  case SQLITE_PROTOCOL:
    return fmt::format(
        "is locked by another process that does not let go of it (`fuser -v {}` names it); wait "
        "for that process or end it, or {}",
        path.native(),
        without_it
    );
  case SQLITE_FULL:
    return words_for_errno(ENOSPC, path);
  case SQLITE_CORRUPT:
  case SQLITE_ERROR:  // Our statements fit our tables: the description of the tables is damaged.
  case SQLITE_SCHEMA:
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH:
  case SQLITE_FORMAT:
  case SQLITE_TOOBIG:
  case SQLITE_RANGE:
    return words_for_damage(path);
  case SQLITE_NOTADB:
    return fmt::format(
        "is not a ledger but some other file, or damaged in its first bytes; name another with "
        "--ledger PATH, or move it away, and a new one is made"
    );
  case SQLITE_NOMEM:
    return "cannot be used: there is not enough memory";
  default:
    break;
  }
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) {
    return words_for_errno(errno, path);
  }
  if (const auto trouble = trouble_with(path, file); !trouble.empty()) {
    return trouble;
  }
  if (disk_is_full(path)) {
    return words_for_errno(ENOSPC, path);
  }
  if (system_error != 0) {
    return words_for_errno(system_error, path);
  }
  return fmt::format("cannot be used (SQLite's code {}); {}", code, without_it);
}

}  // namespace ledger
