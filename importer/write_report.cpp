#include "importer/write_report.hpp"

#include "importer/terminal.hpp"
#include "pages/embedded.hpp"
#include "pages/render.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace fs = std::filesystem;
namespace json = boost::json;

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

void write_report(const std::string& where, std::string_view body, const json::object& page) {
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
  const auto shape = pages::report_shape(body);
  if (is_folder) {
    // The page last: whoever sees it finds what it needs.
    write_whole(path / "style.css", pages::style_css);
    write_whole(path / "filter.js", pages::filter_js);
    write_whole(path / "index.html", pages::render(pages::with_files_beside(shape), page));
  } else {
    write_whole(path, pages::render(pages::self_contained(shape), page));
  }
}

}  // namespace

ExitCode write_page(
    const ImportOptions& options,
    const Streams& streams,
    std::string_view body,
    const std::function<json::object()>& page
) {
  if (options.report.empty()) {
    return ExitCode::ok;
  }
  try {
    write_report(options.report, body, page());
    return ExitCode::ok;
  } catch (const std::exception& error) {
    streams.err << fmt::format("ptimport: {}\n", shown(error.what(), 1'000));
    return ExitCode::not_all;
  }
}

}  // namespace importer
