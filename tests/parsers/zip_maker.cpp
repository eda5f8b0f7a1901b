#include "tests/parsers/zip_maker.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <boost/test/unit_test.hpp>

#include <cstdint>

namespace support {

std::string zip_of(const std::vector<std::pair<std::string, std::string>>& files) {
  std::size_t room = 1 << 16;
  for (const auto& [name, content] : files) {
    room += name.size() + content.size() + 1024;
  }
  std::string bytes(room, '\0');
  std::size_t used = 0;
  archive* const writer = ::archive_write_new();
  ::archive_write_set_format_zip(writer);
  BOOST_REQUIRE(::archive_write_open_memory(writer, bytes.data(), room, &used) == ARCHIVE_OK);
  for (const auto& [name, content] : files) {
    archive_entry* const entry = ::archive_entry_new();
    ::archive_entry_set_pathname(entry, name.c_str());
    ::archive_entry_set_size(entry, static_cast<std::int64_t>(content.size()));
    ::archive_entry_set_filetype(entry, AE_IFREG);
    BOOST_REQUIRE(::archive_write_header(writer, entry) == ARCHIVE_OK);
    ::archive_write_data(writer, content.data(), content.size());
    ::archive_entry_free(entry);
  }
  BOOST_REQUIRE(::archive_write_close(writer) == ARCHIVE_OK);
  ::archive_write_free(writer);
  bytes.resize(used);
  return bytes;
}

}  // namespace support
