#include "tests/fuzz/archive_recipe.hpp"

#include "tests/fuzz/require.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <string_view>
#include <utility>

namespace fuzz {

namespace {

struct Ending {
  const char* name;
  const char* filter;  ///< Null: none.
};

constexpr std::array endings = {
    Ending{".tar", nullptr},
    Ending{".tar.gz", "gzip"},
    Ending{".tgz", "gzip"},
    Ending{".tar.xz", "xz"},
    Ending{".tar.zst", "zstd"},
    Ending{".tar.bz2", "bzip2"}};

constexpr std::array elements = {
    "a", "builds", "7", "..", ".", "", "TEST-a.xml", "b c", "x\\y", "C:", "branches", "caf\u00e9"};

la_ssize_t append_to(archive*, void* to, const void* bytes, std::size_t size) {
  static_cast<std::string*>(to)->append(static_cast<const char*>(bytes), size);
  return static_cast<la_ssize_t>(size);
}

void succeed(int code) { require(code >= ARCHIVE_WARN, "libarchive cannot write"); }

using Writer = std::unique_ptr<archive, int (*)(archive*)>;
using Entry = std::unique_ptr<archive_entry, void (*)(archive_entry*)>;

Writer new_writer(int (*set_format)(archive*)) {
  Writer writer(::archive_write_new(), ::archive_write_free);
  succeed(set_format(writer.get()));
  succeed(::archive_write_set_bytes_in_last_block(writer.get(), 1));
  return writer;
}

void write_bytes(archive* writer, std::string_view bytes) {
  require(
      ::archive_write_data(writer, bytes.data(), bytes.size()) >= 0, "libarchive writes no data"
  );
}

std::string filtered(const std::string& bytes, const char* filter) {
  std::string packed;
  const auto writer = new_writer(&::archive_write_set_format_raw);
  succeed(::archive_write_add_filter_by_name(writer.get(), filter));
  // The least memory: an input should take no longer than a millisecond.
  succeed(::archive_write_set_filter_option(writer.get(), filter, "compression-level", "1"));
  succeed(::archive_write_open(writer.get(), &packed, nullptr, append_to, nullptr));
  const Entry entry(::archive_entry_new(), ::archive_entry_free);
  ::archive_entry_set_filetype(entry.get(), AE_IFREG);
  succeed(::archive_write_header(writer.get(), entry.get()));
  write_bytes(writer.get(), bytes);
  succeed(::archive_write_close(writer.get()));
  return packed;
}

/// Makes the check sums of headers right again, so that what was changed in them counts.
void mend_headers(std::string& tar) {
  constexpr std::size_t block = 512;
  constexpr std::size_t sum_begin = 148;
  constexpr std::size_t sum_size = 8;
  for (std::size_t begin = 0; begin + block <= tar.size(); begin += block) {
    if (tar.compare(begin + 257, 5, "ustar") != 0) {
      continue;
    }
    std::fill_n(tar.begin() + static_cast<std::ptrdiff_t>(begin + sum_begin), sum_size, ' ');
    unsigned sum = 0;
    for (std::size_t i = 0; i < block; ++i) {
      sum += static_cast<unsigned char>(tar[begin + i]);
    }
    std::array<char, sum_size> text{};
    std::snprintf(text.data(), text.size(), "%06o", sum);
    tar.replace(begin + sum_begin, text.size(), text.data(), text.size());
  }
}

/// What a path in an archive is taken for, by its rule alone.
std::string without_tricks(const std::string& path) {
  std::string plain;
  std::string element;
  for (const char c : path + "/") {
    if (c != '/' && c != '\\') {
      element += c;
      continue;
    }
    if (!element.empty() && element != "." && element != "..") {
      plain += (plain.empty() ? "" : "/") + element;
    }
    element.clear();
  }
  return plain;
}

class Cook {
public:
  Cook(std::span<const std::uint8_t> recipe, unsigned depth)
      : recipe_(recipe.data(), recipe.size()), depth_(depth) {}

  MadeArchive made() && {
    made_.is_zip = recipe_.ConsumeBool();
    made_.bytes = packed(made_.is_zip, recipe_.PickValueInArray(endings), "", 1);
    return std::move(made_);
  }

private:
  /// `path`: of what is in it, "" or ending in a slash. What is too deep tells nothing.
  std::string packed(bool is_zip, const Ending& ending, const std::string& path, unsigned depth) {
    std::string bytes;
    {
      const auto writer = new_writer(
          is_zip                  ? &::archive_write_set_format_zip
          : recipe_.ConsumeBool() ? &::archive_write_set_format_gnutar
                                  : &::archive_write_set_format_pax_restricted
      );
      succeed(::archive_write_open(writer.get(), &bytes, nullptr, append_to, nullptr));
      const auto count = recipe_.ConsumeIntegralInRange(0, 6);
      for (int i = 0; i < count; ++i) {
        add_one(writer.get(), path, depth, i);
      }
      succeed(::archive_write_close(writer.get()));
    }
    change(bytes);
    if (is_zip) {
      return bytes;
    }
    mend_headers(bytes);
    if (ending.filter != nullptr) {
      bytes = filtered(bytes, ending.filter);
      change(bytes);
    }
    return bytes;
  }

  void add_one(archive* writer, const std::string& path, unsigned depth, int number) {
    switch (recipe_.ConsumeIntegralInRange(0, 7)) {
    case 0:
      add(writer, name(), AE_IFDIR, "");
      return;
    case 1:
      add(writer, name(), AE_IFLNK, "");
      return;
    case 2:
    case 3:
      if (depth <= depth_) {
        add_archive(writer, path, depth, number);
        return;
      }
      [[fallthrough]];
    default:
      add_file(writer, path, depth);
    }
  }

  void add_file(archive* writer, const std::string& path, unsigned depth) {
    const auto name = this->name() + "/r.xml";
    auto bytes = recipe_.ConsumeBool()
                     ? recipe_.ConsumeRandomLengthString(64)
                     : std::string(recipe_.ConsumeIntegralInRange<std::size_t>(0, 100'000), 'x');
    add(writer, name, AE_IFREG, bytes);
    made_.unpacked += bytes.size();
    if (depth <= depth_) {
      made_.files.push_back({path + without_tricks(name), std::move(bytes)});
    }
  }

  void add_archive(archive* writer, const std::string& path, unsigned depth, int number) {
    const bool is_zip = recipe_.ConsumeBool();
    const auto& ending = recipe_.PickValueInArray(endings);
    const auto name = this->name() + "/in" + std::to_string(number) +
                      (is_zip ? recipe_.ConsumeBool() ? ".zip" : ".ZIP" : ending.name);
    const auto plain = path + without_tricks(name);
    if (depth == depth_) {
      made_.too_deep.push_back(plain);
    }
    const auto bytes = packed(is_zip, ending, plain + "/", depth + 1);
    add(writer, name, AE_IFREG, bytes);
    made_.unpacked += bytes.size();
  }

  void add(archive* writer, const std::string& name, unsigned type, std::string_view bytes) {
    const Entry entry(::archive_entry_new(), ::archive_entry_free);
    // Bytes as they are: the names of an archive are in no encoding that can be relied on.
    ::archive_entry_set_pathname(entry.get(), name.empty() ? "x" : name.c_str());
    ::archive_entry_set_filetype(entry.get(), type);
    ::archive_entry_set_perm(entry.get(), 0644);
    if (type == AE_IFLNK) {
      ::archive_entry_set_symlink(entry.get(), "../../etc/passwd");
    }
    ::archive_entry_set_size(entry.get(), static_cast<la_int64_t>(bytes.size()));
    if (recipe_.ConsumeBool()) {
      ::archive_entry_set_mtime(entry.get(), recipe_.ConsumeIntegral<std::int32_t>(), 0);
    }
    succeed(::archive_write_header(writer, entry.get()));
    write_bytes(writer, bytes);
    ++made_.entries;
  }

  std::string name() {
    std::string name = recipe_.ConsumeBool() ? "/" : "";
    for (auto left = recipe_.ConsumeIntegralInRange(0, 3); left >= 0; --left) {
      name += recipe_.PickValueInArray(elements);
      name += left == 0 ? "" : "/";
    }
    return name;
  }

  void change(std::string& bytes) {
    // Most stay whole: what is behind a change is seldom read.
    const auto changes = recipe_.ConsumeIntegralInRange(0, 15);
    for (int i = 12; i < changes && !bytes.empty(); ++i) {
      auto& byte = bytes[recipe_.ConsumeIntegralInRange<std::size_t>(0, bytes.size() - 1)];
      byte = recipe_.ConsumeIntegral<char>();
      made_.is_whole = false;
    }
    if (changes == 12) {
      bytes.resize(recipe_.ConsumeIntegralInRange<std::size_t>(0, bytes.size()));
      made_.is_whole = false;
    }
  }

  FuzzedDataProvider recipe_;
  unsigned depth_;
  MadeArchive made_;
};

}  // namespace

MadeArchive make_archive(std::span<const std::uint8_t> recipe, unsigned depth) {
  return Cook(recipe, depth).made();
}

}  // namespace fuzz
