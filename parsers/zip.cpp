#include "parsers/zip.hpp"

#include "parsers/utf8_names.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <new>

namespace parsers::zip {

namespace {

[[noreturn]] void fail_reading(archive* reader) {
  const char* const why = ::archive_error_string(reader);
  throw Error(why == nullptr ? "it is damaged" : why);
}

}  // namespace

bool is_zip(std::string_view bytes) { return bytes.starts_with("PK\x03\x04"); }

void Reader::Free::operator()(archive* reader) const { ::archive_read_free(reader); }

Reader::Reader(std::string_view bytes) : archive_(::archive_read_new()) {
  if (archive_ == nullptr) {
    throw std::bad_alloc();
  }
  // By the directory alone: what can be read without it may be anything.
  if (::archive_read_support_format_zip_seekable(archive_.get()) != ARCHIVE_OK ||
      ::archive_read_open_memory(archive_.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) {
    fail_reading(archive_.get());
  }
}

std::optional<Member> Reader::next() {
  const Utf8Names names;
  for (;;) {
    archive_entry* entry = nullptr;
    const int code = ::archive_read_next_header(archive_.get(), &entry);
    if (code == ARCHIVE_EOF) {
      return std::nullopt;
    }
    // A warning is about the name, of which all that can be read is there.
    if (code != ARCHIVE_OK && code != ARCHIVE_WARN) {
      fail_reading(archive_.get());
    }
    if (::archive_entry_filetype(entry) != AE_IFREG) {
      continue;
    }
    const char* const name = ::archive_entry_pathname_utf8(entry);
    Member member{name == nullptr ? "" : name, archive_.get()};
    std::ranges::replace(member.name, '\\', '/');
    return member;
  }
}

std::optional<std::string> Member::read(std::size_t limit) const {
  std::string bytes;
  std::array<char, 1 << 16> block;
  for (;;) {
    const auto size = ::archive_read_data(reader, block.data(), block.size());
    if (size < 0) {
      fail_reading(reader);
    }
    if (size == 0) {
      return bytes;
    }
    if (static_cast<std::size_t>(size) > limit - bytes.size()) {
      return std::nullopt;
    }
    bytes.append(block.data(), static_cast<std::size_t>(size));
  }
}

}  // namespace parsers::zip
