#include "importer/configuration_file.hpp"

#include "importer/error.hpp"
#include "importer/text.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <system_error>

namespace fs = std::filesystem;

namespace importer {

namespace {

/// What is larger is some other file.
constexpr std::size_t max_bytes = 1U << 20U;

[[noreturn]] void refuse(const std::string& file, std::size_t line, std::string_view why) {
  throw UsageError(fmt::format("{}:{}: {}", file, line, why));
}

bool is_quote(char c) { return c == '"' || c == '\''; }

/// " # " and " ; " look like the comment that they are in other programs' files.
bool looks_commented(std::string_view value) {
  return value.find(" # ") != value.npos || value.find(" ; ") != value.npos;
}

std::string value_of(std::string_view written, const std::string& file, std::size_t line) {
  if (written.empty()) {
    return {};
  }
  const char quote = written.front();
  if (is_quote(quote)) {
    if (written.size() < 2 || written.find(quote, 1) != written.size() - 1) {
      refuse(
          file,
          line,
          "the value begins with a quote that does not close at its end: a value stands in quotes "
          "as a whole or not at all; one that holds quotes goes into those of the other kind"
      );
    }
    return std::string(written.substr(1, written.size() - 2));
  }
  if (looks_commented(written)) {
    refuse(
        file,
        line,
        "is the end of the value a comment? A comment has a line of its own; if it belongs to the "
        "value, put the value in quotes"
    );
  }
  return std::string(written);
}

/// Any of three may have made it: who runs the program, root, or whose the working folder is.
bool is_trusted(const struct stat& file, const struct stat& folder) {
  return file.st_uid == 0 || file.st_uid == ::geteuid() || file.st_uid == folder.st_uid;
}

}  // namespace

std::optional<fs::path> find_configuration(const fs::path& folder) {
  struct stat working {};
  if (::stat(folder.c_str(), &working) != 0) {
    return std::nullopt;
  }
  for (fs::path at = folder;; at = at.parent_path()) {
    const auto file = at / configuration_file_name;
    struct stat found {};
    if (::stat(file.c_str(), &found) == 0) {
      if (!is_trusted(found, working)) {
        throw UsageError(fmt::format(
            "{} belongs to another user, who could send your token elsewhere by it: if it is "
            "yours, name it with --config {}; --config none goes without",
            file.string(),
            file.string()
        ));
      }
      return file;
    }
    if (at == at.parent_path()) {
      return std::nullopt;
    }
  }
}

std::vector<ConfigurationLine> read_configuration(const fs::path& file) {
  const auto name = file.string();
  std::error_code unknown;
  if (fs::exists(file, unknown) && !fs::is_regular_file(file, unknown)) {
    throw UsageError(fmt::format("the configuration {} is no file", name));
  }
  std::ifstream stream(file, std::ios::binary);
  std::string content(max_bytes + 1, '\0');
  if (!stream) {
    throw UsageError(fmt::format(
        "the configuration {} cannot be read: {}", name, std::generic_category().message(errno)
    ));
  }
  stream.read(content.data(), static_cast<std::streamsize>(content.size()));
  content.resize(static_cast<std::size_t>(stream.gcount()));
  if (content.size() > max_bytes) {
    throw UsageError(fmt::format("{} is larger than any configuration", name));
  }
  return parse_configuration(content, name);
}

std::vector<ConfigurationLine> parse_configuration(
    std::string_view content, const std::string& file
) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (content.starts_with(byte_order_mark)) {
    content.remove_prefix(byte_order_mark.size());
  }
  std::vector<ConfigurationLine> lines;
  for (std::size_t number = 1; !content.empty(); ++number) {
    const auto end = std::min(content.find('\n'), content.size());
    const auto line = text::trimmed(content.substr(0, end));
    content.remove_prefix(std::min(end + 1, content.size()));
    if (!parsers::is_clean(line) || line.find('\r') != line.npos) {
      refuse(file, number, "this is no text in UTF-8 with ordinary line ends: save the file so");
    }
    if (line.empty() || line.front() == '#' || line.front() == ';') {
      continue;
    }
    if (line.front() == '[') {
      refuse(file, number, "there are no sections: every line is `key = value`");
    }
    const auto equals = line.find('=');
    const auto key = text::trimmed(line.substr(0, equals));
    if (equals == line.npos || key.empty()) {
      refuse(file, number, "this is not `key = value`, nor a comment, which begins with #");
    }
    lines.push_back(
        {std::string(key), value_of(text::trimmed(line.substr(equals + 1)), file, number), number}
    );
  }
  return lines;
}

std::optional<std::string> configuration_line(std::string_view key, std::string_view value) {
  if (value.find_first_of("\r\n") != value.npos) {
    return std::nullopt;
  }
  const bool is_plain = value.empty() || (!is_quote(value.front()) && !looks_commented(value) &&
                                          text::trimmed(value).size() == value.size());
  if (is_plain) {
    return fmt::format("{} = {}", key, value);
  }
  for (const char quote : {'"', '\''}) {
    if (value.find(quote) == value.npos) {
      return fmt::format("{} = {}{}{}", key, quote, value, quote);
    }
  }
  return std::nullopt;
}

}  // namespace importer
