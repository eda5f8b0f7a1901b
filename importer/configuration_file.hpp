#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

constexpr const char* configuration_file_name = "ptimport.ini";

/// A line `key = value` of a configuration file.
struct ConfigurationLine {
  std::string key;
  std::string value;  ///< Without the quotes around it.
  std::size_t line = 0;
};

/// The ptimport.ini of `folder` or of the nearest folder above it; absent when there is none.
/// Throws UsageError for one that somebody else may have put there: it can name another server,
/// and that server would be sent the token.
std::optional<std::filesystem::path> find_configuration(const std::filesystem::path& folder);

/// Reads a file. Throws UsageError.
std::vector<ConfigurationLine> read_configuration(const std::filesystem::path& file);

/// Reads the content of `file`, which only names it in messages. Knows the form, not the keys:
/// flat lines `key = value`; blank lines and lines that begin with # or ; are left out. A value is
/// the rest of its line, so that `build #12` stays whole; a pair of quotes around all of it is
/// taken off. Throws UsageError, which never holds a value.
std::vector<ConfigurationLine> parse_configuration(
    std::string_view content, const std::string& file
);

/// The line by which parse_configuration() reads `value` back, without a line break. Absent when
/// there is none: for a value of several lines, or one that needs quotes and holds both kinds.
std::optional<std::string> configuration_line(std::string_view key, std::string_view value);

}  // namespace importer
