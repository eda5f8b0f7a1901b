#include "importer/write_report.hpp"

#include "importer/report_page.hpp"
#include "pages/embedded.hpp"
#include "pages/render.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

[[noreturn]] void fail(const fs::path& file, const std::string& why) {
  throw std::runtime_error(fmt::format("the report {} cannot be written: {}", file.string(), why));
}

void write_whole(const fs::path& file, std::string_view text) {
  std::error_code error;
  const auto there = fs::status(file, error);
  if (fs::exists(there) && !fs::is_regular_file(there)) {
    fail(file, "it is there and no file");
  }
  auto part = file;
  part += fmt::format(".{}.part", getpid());
  errno = 0;
  std::ofstream stream(part, std::ios::binary | std::ios::trunc);
  const bool written = static_cast<bool>(stream << text << std::flush);
  auto why = std::error_code(errno == 0 ? EIO : errno, std::generic_category());
  stream.close();
  if (written) {
    fs::rename(part, file, why);
  }
  if (!written || why) {
    const auto words = why.message();
    fs::remove(part, error);
    fail(file, words);
  }
}

}  // namespace

void write_report(const Summary& summary, const std::string& where) {
  const fs::path path(where);
  std::error_code error;
  const bool is_folder = where.ends_with('/') || fs::is_directory(path, error);
  const auto folder = is_folder ? path : path.parent_path();
  if (!folder.empty()) {
    fs::create_directories(folder, error);
    if (error) {
      fail(path, error.message());
    }
  }
  const auto page = report_page(summary);
  if (is_folder) {
    // The page last: whoever sees it finds what it needs.
    write_whole(path / "style.css", pages::style_css);
    write_whole(path / "filter.js", pages::filter_js);
    const auto shape = pages::with_files_beside(pages::import_mustache);
    write_whole(path / "index.html", pages::render(shape, page));
  } else {
    write_whole(path, pages::render(pages::self_contained(pages::import_mustache), page));
  }
}

}  // namespace importer
