#include "importer/feature_files.hpp"

#include "importer/attachment_roots.hpp"
#include "importer/error.hpp"
#include "importer/glob.hpp"
#include "importer/regular_file.hpp"
#include "importer/sizes.hpp"
#include "parsers/error.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <variant>

namespace fs = std::filesystem;

namespace importer {

namespace {

constexpr std::size_t most_files = 10'000;
constexpr std::uint64_t largest_file = 8 * megabyte;
constexpr std::uint64_t most_bytes = 64 * megabyte;

class FeatureFolder {
public:
  explicit FeatureFolder(const std::string& folder) : folder_(folder) {
    std::error_code error;
    root_ = fs::canonical(folder, error);
    if (!error && !fs::is_directory(root_, error) && !error) {
      error = std::make_error_code(std::errc::not_a_directory);
    }
    if (error) {
      throw UsageError(fmt::format(
          "--features takes the folder of the feature files, and '{}' cannot be searched: {}",
          folder,
          error.message()
      ));
    }
  }

  FeatureFiles read() {
    auto found = files_below(folder_);
    for (const auto& [closed, why] : found.closed) {
      files_.unread.push_back({as_text(closed.generic_string()), 0, 0, why});
    }
    std::erase_if(found.files, [](const fs::path& path) { return path.extension() != ".feature"; });
    std::ranges::sort(found.files, {}, [](const fs::path& path) { return path.generic_string(); });
    for (const auto& path : found.files) {
      if (files_.read.size() == most_files || bytes_ > most_bytes) {
        files_.unread.push_back(
            {folder_,
             0,
             0,
             "there are more feature files below it than are read: name a folder of it"}
        );
        break;
      }
      read_file_at(path);
    }
    return std::move(files_);
  }

private:
  void read_file_at(const fs::path& path) {
    const auto place = as_text(path.lexically_normal().generic_string());
    const auto refuse = [&](std::string why, std::uint32_t line = 0) {
      files_.unread.push_back({place, line, 0, std::move(why)});
    };
    std::error_code error;
    const auto real = fs::canonical(path, error);
    if (error) {
      return refuse(error.message());
    }
    if (!is_below(real, root_)) {
      return refuse("a symbolic link leads out of the folder of --features");
    }
    const auto found = look_at_file(real);
    if (const auto* const missing = std::get_if<NotFound>(&found)) {
      return refuse(missing->why);
    }
    if (std::get<FoundFile>(found).size > largest_file) {
      return refuse(fmt::format("it is larger than {}", size_text(largest_file)));
    }
    auto content = read_file(std::get<FoundFile>(found));
    if (const auto* const missing = std::get_if<NotFound>(&content)) {
      return refuse(missing->why);
    }
    FeatureOnDisk file;
    file.place = place;
    file.path = as_text(real.generic_string());
    file.relative = as_text(real.lexically_relative(root_).generic_string());
    file.text = std::get<std::string>(std::move(content));
    bytes_ += file.text.size();
    take(std::move(file), refuse);
  }

  template <class Refuse>
  void take(FeatureOnDisk read, const Refuse& refuse) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    // Views are taken of the text only where it stays.
    auto& file = files_.read.emplace_back(std::move(read));
    try {
      std::string_view text = file.text;
      text.remove_prefix(text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0);
      if (!parsers::is_clean(text)) {
        throw parsers::ParseError(0, 0, "it is no text in UTF-8");
      }
      file.feature = parsers::bdd::read_feature_file(text);
    } catch (const parsers::ParseError& error) {
      files_.read.pop_back();
      refuse(error.what(), error.line());
    }
  }

  std::string folder_;
  fs::path root_;
  FeatureFiles files_;
  std::uint64_t bytes_ = 0;
};

}  // namespace

FeatureFiles read_feature_files(const std::string& folder) { return FeatureFolder(folder).read(); }

}  // namespace importer
