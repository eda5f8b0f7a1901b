#include "parsers/archives.hpp"

#include "parsers/text.hpp"
#include "parsers/utf8_names.hpp"

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <filesystem>
#include <fstream>
#include <memory>
#include <new>
#include <utility>

namespace parsers::archives {

namespace {

using namespace std::string_view_literals;

constexpr std::size_t block_size = 1U << 16U;

struct FreeArchive {
  void operator()(archive* reader) const { ::archive_read_free(reader); }
};
using Opened = std::unique_ptr<archive, FreeArchive>;

/// It wants more than the limits allow: nothing more is read of it.
class TooMuch : public Error {
public:
  using Error::Error;
};

[[noreturn]] void fail_in(archive* reader) {
  const char* const why = ::archive_error_string(reader);
  throw Error(why == nullptr ? "it is damaged" : why);
}

bool ends_in(std::string_view name, std::string_view ending) {
  return name.size() > ending.size() &&
         equal_ignoring_case(name.substr(name.size() - ending.size()), ending);
}

bool is_zip_name(std::string_view name) { return ends_in(name, ".zip"); }

/// Whether a zip holds nothing: libarchive does not look for the end of one at its beginning.
bool is_empty_zip(std::string_view bytes) {
  constexpr std::size_t end_size = 22;
  if (bytes.size() < end_size || !bytes.starts_with("PK\5\6")) {
    return false;
  }
  const auto comment = static_cast<unsigned char>(bytes[20]) +
                       (std::size_t{static_cast<unsigned char>(bytes[21])} << 8U);
  return bytes.size() == end_size + comment;
}

/// The same of a file on the disk.
bool is_empty_zip_at(const std::string& path, std::uint64_t size) {
  constexpr std::uint64_t largest_end = 22 + 0xffff;
  if (size > largest_end) {
    return false;
  }
  std::string bytes(size, '\0');
  std::ifstream file(path, std::ios::binary);
  return file.read(bytes.data(), static_cast<std::streamsize>(size)) && is_empty_zip(bytes);
}

/// Without what could lead out of the archive: nothing is written, but builds are told by paths.
std::string plain(std::string_view name) {
  std::string path;
  while (!name.empty()) {
    const auto end = std::min(name.find_first_of("/\\"), name.size());
    const auto element = name.substr(0, end);
    name.remove_prefix(std::min(name.size(), end + 1));
    if (!element.empty() && element != "." && element != "..") {
      path += path.empty() ? "" : "/";
      path += element;
    }
  }
  return path;
}

/// What the outermost archive may still unpack to, with all that is in it.
class Room {
public:
  Room(const Limits& limits, std::uint64_t packed)
      : limits_(limits), most_(limits.always_allowed + limits.ratio * packed) {}

  void take_bytes(std::uint64_t bytes) {
    is_full_ = is_full_ || bytes > most_ - taken_;
    refuse_more_than_fits();
    taken_ += bytes;
  }
  /// Whoever was refused once may have caught that, and gone on.
  void refuse_more_than_fits() const {
    if (is_full_) {
      throw TooMuch(fmt::format(
          "it unpacks to more than {} times its size, which no history of reports does: unpack it "
          "yourself if you trust it",
          limits_.ratio
      ));
    }
  }
  void take_file() {
    if (++files_ > limits_.files) {
      throw TooMuch(fmt::format("it holds more than {} files", limits_.files));
    }
  }
  std::uint64_t taken() const { return taken_; }
  const Limits& limits() const { return limits_; }

private:
  const Limits& limits_;
  std::uint64_t most_;
  std::uint64_t taken_ = 0;
  std::size_t files_ = 0;
  bool is_full_ = false;
};

/// The bytes of the file that an archive's reader stands at.
class Bytes {
public:
  Bytes(archive* reader, Room& room) : reader_(reader), room_(room) {}

  /// The next ones; empty at the end.
  std::string_view next() {
    const auto size = ::archive_read_data(reader_, block_.data(), block_.size());
    if (size < 0) {
      fail_in(reader_);
    }
    room_.take_bytes(static_cast<std::uint64_t>(size));
    return {block_.data(), static_cast<std::size_t>(size)};
  }

  /// `expected`: how many the archive says there are; 0 when it does not.
  std::string all(std::uint64_t expected = 0) {
    std::string bytes;
    // What it says may be a lie.
    constexpr std::uint64_t believed = 1U << 20U;
    bytes.reserve(std::min(expected, believed));
    for (auto block = next(); !block.empty(); block = next()) {
      if (bytes.size() + block.size() > room_.limits().largest_file) {
        throw Error(fmt::format(
            "it is larger than {} MB, which is the most that is read of one file in an archive",
            room_.limits().largest_file >> 20U
        ));
      }
      bytes += block;
    }
    return bytes;
  }

private:
  archive* reader_;
  Room& room_;
  std::array<char, block_size> block_;
};

/// A tar in an archive is read as it comes out of that. Nothing may be thrown through libarchive.
struct Source {
  Bytes bytes;
  std::exception_ptr failed;
};

la_ssize_t read_on(archive* reader, void* data, const void** block) {
  auto& source = *static_cast<Source*>(data);
  try {
    const auto bytes = source.bytes.next();
    *block = bytes.data();
    return static_cast<la_ssize_t>(bytes.size());
  } catch (const std::exception& error) {
    source.failed = std::current_exception();
    ::archive_set_error(reader, EIO, "%s", error.what());
    return ARCHIVE_FATAL;
  }
}

Opened new_reader(bool is_zip) {
  Opened reader(::archive_read_new());
  if (reader == nullptr) {
    throw std::bad_alloc();
  }
  if (is_zip) {
    // By the directory alone: what can be read without it may be anything.
    ::archive_read_support_format_zip_seekable(reader.get());
    return reader;
  }
  ::archive_read_support_format_tar(reader.get());
  ::archive_read_support_filter_gzip(reader.get());
  ::archive_read_support_filter_bzip2(reader.get());
  ::archive_read_support_filter_xz(reader.get());
  ::archive_read_support_filter_zstd(reader.get());
  return reader;
}

class Reading {
public:
  Reading(const Visit& visit, const Damaged& damaged, Room& room)
      : visit_(visit), damaged_(damaged), room_(room) {}

  /// `path` is the archive's, "" or ending in a slash. False: no further file is wanted.
  bool go_through(archive* reader, const std::string& path, bool is_zip, unsigned depth) {
    for (;;) {
      archive_entry* entry = nullptr;
      if (!to_next(reader, entry)) {
        return true;
      }
      room_.take_file();
      if (::archive_entry_filetype(entry) != AE_IFREG) {
        continue;
      }
      const auto taken = room_.taken();
      const auto size = size_of(entry);
      if (!take(reader, entry, path, depth)) {
        return false;
      }
      room_.refuse_more_than_fits();
      const auto read = room_.taken() - taken;
      if (!is_zip && size > read) {
        // What is passed over in a tar is unpacked all the same.
        room_.take_bytes(size - read);
      }
    }
  }

private:
  static bool to_next(archive* reader, archive_entry*& entry) {
    const Utf8Names names;
    const int code = ::archive_read_next_header(reader, &entry);
    // A warning is about the name, of which all that can be read is there.
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN && code != ARCHIVE_EOF) {
      fail_in(reader);
    }
    return code != ARCHIVE_EOF;
  }

  bool take(archive* reader, archive_entry* entry, const std::string& path, unsigned depth) {
    const auto name = plain(name_of(entry));
    if (name.empty()) {
      return true;
    }
    if (is_named_like_one(name)) {
      return look_into(reader, path + name, depth + 1);
    }
    File file;
    file.path = path + name;
    file.archive = path.empty() ? 0 : path.size() - 1;
    if (::archive_entry_mtime_is_set(entry) != 0) {
      file.modified = std::chrono::sys_seconds(std::chrono::seconds(::archive_entry_mtime(entry)));
    }
    file.size = size_of(entry);
    file.read = [&] { return Bytes(reader, room_).all(file.size); };
    return visit_(file);
  }

  /// 0 when the archive does not tell.
  static std::uint64_t size_of(archive_entry* entry) {
    const auto size = ::archive_entry_size_is_set(entry) != 0 ? ::archive_entry_size(entry) : 0;
    return static_cast<std::uint64_t>(std::max<la_int64_t>(size, 0));
  }

  static std::string name_of(archive_entry* entry) {
    const Utf8Names names;
    const char* name = ::archive_entry_pathname_utf8(entry);
    if (name == nullptr) {
      name = ::archive_entry_pathname(entry);
    }
    return name == nullptr ? std::string() : std::string(name);
  }

  bool look_into(archive* outer, const std::string& path, unsigned depth) {
    if (depth > room_.limits().depth) {
      damaged_(
          path,
          fmt::format(
              "archives are looked into {} deep, and this one is deeper: unpack the outer ones",
              room_.limits().depth
          )
      );
      return true;
    }
    try {
      return is_zip_name(path) ? look_into_zip(outer, path, depth)
                               : look_into_tar(outer, path, depth);
    } catch (const TooMuch&) {
      throw;
    } catch (const Error& error) {
      damaged_(path, error.what());
      return true;
    }
  }

  bool look_into_zip(archive* outer, const std::string& path, unsigned depth) {
    const auto bytes = Bytes(outer, room_).all();
    if (is_empty_zip(bytes)) {
      return true;
    }
    const auto reader = new_reader(true);
    if (::archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
      fail_in(reader.get());
    }
    return go_through(reader.get(), path + "/", true, depth);
  }

  bool look_into_tar(archive* outer, const std::string& path, unsigned depth) {
    Source source{Bytes(outer, room_), nullptr};
    const auto reader = new_reader(false);
    try {
      if (::archive_read_open(reader.get(), &source, nullptr, &read_on, nullptr) != ARCHIVE_OK) {
        fail_in(reader.get());
      }
      return go_through(reader.get(), path + "/", false, depth);
    } catch (const Error&) {
      if (source.failed) {
        std::rethrow_exception(source.failed);
      }
      throw;
    }
  }

  const Visit& visit_;
  const Damaged& damaged_;
  Room& room_;
};

}  // namespace

std::string_view without_ending(std::string_view name) {
  static constexpr std::array endings = {
      ".zip"sv,
      ".tar"sv,
      ".tar.gz"sv,
      ".tgz"sv,
      ".tar.xz"sv,
      ".txz"sv,
      ".tar.zst"sv,
      ".tzst"sv,
      ".tar.bz2"sv,
      ".tbz2"sv,
  };
  for (const auto ending : endings) {
    if (ends_in(name, ending)) {
      return name.substr(0, name.size() - ending.size());
    }
  }
  return name;
}

bool is_named_like_one(std::string_view name) { return without_ending(name) != name; }

void for_each_file(
    const std::string& archive, const Limits& limits, const Visit& visit, const Damaged& damaged
) {
  std::error_code error;
  const auto packed = std::filesystem::file_size(archive, error);
  if (error) {
    throw Error(error.message());
  }
  Room room(limits, packed);
  const bool is_zip = is_zip_name(archive);
  if (is_zip && is_empty_zip_at(archive, packed)) {
    return;
  }
  const auto reader = new_reader(is_zip);
  if (::archive_read_open_filename(reader.get(), archive.c_str(), block_size) != ARCHIVE_OK) {
    fail_in(reader.get());
  }
  Reading(visit, damaged, room).go_through(reader.get(), "", is_zip, 1);
}

}  // namespace parsers::archives
