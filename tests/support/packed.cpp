#include "tests/support/packed.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <ctime>
#include <memory>
#include <stdexcept>

namespace support {

namespace {

la_ssize_t append(archive*, void* to, const void* bytes, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void require(int code, archive* writer) {
  if (code != ARCHIVE_OK) {
    const char* const why = archive_error_string(writer);
    throw std::runtime_error(why == nullptr ? "libarchive failed" : why);
  }
}

}  // namespace

std::string packed(const std::string& how, const std::map<std::string, std::string>& files) {
  std::string bytes;
  const std::unique_ptr<archive, int (*)(archive*)> writer(archive_write_new(), archive_write_free);
  if (how == "zip") {
    require(archive_write_set_format_zip(writer.get()), writer.get());
  } else {
    require(archive_write_set_format_pax_restricted(writer.get()), writer.get());
    if (how == "tar.gz") {
      require(archive_write_add_filter_gzip(writer.get()), writer.get());
    } else if (how == "tar.xz") {
      require(archive_write_add_filter_xz(writer.get()), writer.get());
    } else if (how == "tar.zst") {
      require(archive_write_add_filter_zstd(writer.get()), writer.get());
    }
  }
  archive_write_set_bytes_in_last_block(writer.get(), 1);
  require(archive_write_open(writer.get(), &bytes, nullptr, append, nullptr), writer.get());
  for (const auto& [name, content] : files) {
    const std::unique_ptr<archive_entry, void (*)(archive_entry*)> entry(
        archive_entry_new(), archive_entry_free
    );
    archive_entry_set_pathname(entry.get(), name.c_str());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(content.size()));
    archive_entry_set_mtime(entry.get(), 1'705'449'600, 0);  // 2024-01-17
    require(archive_write_header(writer.get(), entry.get()), writer.get());
    if (archive_write_data(writer.get(), content.data(), content.size()) < 0) {
      require(ARCHIVE_FATAL, writer.get());
    }
  }
  require(archive_write_close(writer.get()), writer.get());
  return bytes;
}

}  // namespace support
