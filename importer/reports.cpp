#include "importer/reports.hpp"

#include "parsers/error.hpp"
#include "parsers/read_report.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <fstream>
#include <istream>
#include <iterator>
#include <new>
#include <optional>
#include <system_error>

namespace importer {

namespace {

/// The whole stream; absent when reading failed half way.
std::optional<std::string> contents_of(std::istream& stream) {
  std::string bytes;
  char block[1 << 16];
  while (stream.read(block, sizeof block) || stream.gcount() > 0) {
    bytes.append(block, static_cast<std::size_t>(stream.gcount()));
  }
  return stream.bad() ? std::nullopt : std::optional(std::move(bytes));
}

std::optional<std::string> contents_of(const Input& input, std::istream& standard_input) {
  if (input.path.empty()) {
    return contents_of(standard_input);
  }
  std::ifstream file(input.path, std::ios::binary);
  return file ? contents_of(file) : std::nullopt;
}

std::string why_not_opened() {
  const auto reason = std::generic_category().message(errno);
  return errno == EACCES ? fmt::format("{}: check the file's permissions", reason) : reason;
}

}  // namespace

Reports read_reports(const Inputs& inputs, std::istream& standard_input) {
  Reports reports;
  reports.unmatched = inputs.unmatched;
  reports.missing = inputs.missing;
  for (const auto& input : inputs.files) {
    try {
      errno = 0;
      auto bytes = contents_of(input, standard_input);
      if (!bytes) {
        reports.unreadable.push_back({input.shown, 0, 0, why_not_opened()});
        continue;
      }
      reports.read.push_back(parsers::read_report(input.shown, std::move(*bytes)));
    } catch (const parsers::NotAReport& error) {
      auto& list = input.named ? reports.unreadable : reports.passed_over;
      list.push_back({input.shown, error.line(), error.column(), error.what()});
    } catch (const parsers::ParseError& error) {
      reports.unreadable.push_back({input.shown, error.line(), error.column(), error.what()});
    } catch (const std::bad_alloc&) {
      reports.unreadable.push_back({input.shown, 0, 0, "too large for this machine's memory"});
    }
  }
  return reports;
}

std::string to_text(const Unreadable& file) {
  if (file.line == 0) {
    return fmt::format("{}: {}", file.file, file.why);
  }
  if (file.column == 0) {
    return fmt::format("{}:{}: {}", file.file, file.line, file.why);
  }
  return fmt::format("{}:{}:{}: {}", file.file, file.line, file.column, file.why);
}

}  // namespace importer
