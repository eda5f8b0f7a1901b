#include "importer/reports.hpp"

#include "importer/twins.hpp"
#include "parsers/error.hpp"
#include "parsers/read_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
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

std::string sources(const std::vector<parsers::Report>& reports, const Twin& twin) {
  constexpr std::size_t most = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(twin.beside.size(), most); ++i) {
    list += fmt::format("{}{}", list.empty() ? "" : ", ", reports[twin.beside[i]].source);
  }
  const auto left_out = twin.beside.size() - std::min(twin.beside.size(), most);
  return left_out == 0 ? list : fmt::format("{} and {} more", list, left_out);
}

/// `named` tells of each report that was read whether the user named it.
void pass_over_twins(Reports& reports, const std::vector<bool>& named) {
  const auto twins = find_twins(reports.read, named);
  for (const auto& twin : twins) {
    reports.passed_over.push_back(
        {reports.read[twin.report].source,
         0,
         0,
         fmt::format("its results are those of {}, which is read", sources(reports.read, twin))}
    );
  }
  for (auto twin = twins.rbegin(); twin != twins.rend(); ++twin) {
    reports.read.erase(reports.read.begin() + static_cast<std::ptrdiff_t>(twin->report));
  }
}

}  // namespace

Reports read_reports(
    const Inputs& inputs, std::istream& standard_input, const ReadingOptions& options
) {
  Reports reports;
  reports.unmatched = inputs.unmatched;
  reports.missing = inputs.missing;
  std::vector<bool> named;
  for (const auto& input : inputs.files) {
    try {
      errno = 0;
      auto bytes = contents_of(input, standard_input);
      if (!bytes) {
        reports.unreadable.push_back({input.shown, 0, 0, why_not_opened()});
        continue;
      }
      reports.read.push_back(parsers::read_report(input.shown, std::move(*bytes), options.parser));
      named.push_back(input.named);
    } catch (const parsers::NotAReport& error) {
      auto& list = input.named ? reports.unreadable : reports.passed_over;
      list.push_back({input.shown, error.line(), error.column(), error.what()});
    } catch (const parsers::ParseError& error) {
      reports.unreadable.push_back({input.shown, error.line(), error.column(), error.what()});
    } catch (const std::bad_alloc&) {
      reports.unreadable.push_back({input.shown, 0, 0, "too large for this machine's memory"});
    }
  }
  pass_over_twins(reports, named);
  for (auto& report : reports.read) {
    parsers::split_parameters(report, options.split);
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

std::string to_text(const parsers::Report& report, const parsers::Oddity& oddity) {
  return to_text(Unreadable{report.source, oddity.report_line, oddity.report_column, oddity.what});
}

}  // namespace importer
