#include "importer/name_map.hpp"

#include "importer/csv.hpp"
#include "importer/error.hpp"
#include "importer/naming.hpp"
#include "importer/regular_file.hpp"
#include "importer/remote.hpp"
#include "importer/text.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

namespace importer {

namespace {

std::string content_of_map(const std::string& file) {
  const auto refuse = [&file](std::string_view why) {
    throw UsageError(fmt::format("--map {}: the file cannot be read: {}", file, why));
  };
  std::error_code error;
  const auto path = std::filesystem::canonical(file, error);
  if (error) {
    refuse(error.message());
  }
  const auto found = look_at_file(path);
  if (const auto* const missing = std::get_if<NotFound>(&found)) {
    refuse(missing->why);
  }
  auto content = read_file(std::get<FoundFile>(found));
  if (const auto* const missing = std::get_if<NotFound>(&content)) {
    refuse(missing->why);
  }
  return std::get<std::string>(std::move(content));
}

[[noreturn]] void refuse_row(const std::string& file, std::size_t line, std::string_view why) {
  throw UsageError(fmt::format("--map {}:{}: {}", file, line, why));
}

/// Where the two columns stand.
struct Columns {
  std::size_t from = 0;
  std::size_t to = 0;
};

Columns columns_of(const std::string& file, const CsvRow& header) {
  const auto column = [&](std::string_view name) {
    const auto found = std::ranges::find_if(header.fields, [name](const std::string& field) {
      return parsers::equal_ignoring_case(text::trimmed(field), name);
    });
    if (found == header.fields.end()) {
      refuse_row(
          file, header.line, fmt::format("the first line has to name the columns from and to")
      );
    }
    return static_cast<std::size_t>(found - header.fields.begin());
  };
  return {column("from"), column("to")};
}

}  // namespace

NameMap NameMap::read(const std::string& file) {
  NameMap map;
  map.file_ = file;
  const auto content = content_of_map(file);
  if (!parsers::is_clean(content)) {
    throw UsageError(fmt::format("--map {}: the file is no text in UTF-8", file));
  }
  std::vector<CsvRow> rows;
  try {
    rows = read_csv(content);
  } catch (const CsvError& error) {
    refuse_row(file, error.line(), error.what());
  }
  if (rows.empty()) {
    refuse_row(file, 1, "the file is empty: its first line has to name the columns from and to");
  }
  const auto columns = columns_of(file, rows.front());
  for (auto& fields : std::span(rows).subspan(1)) {
    if (fields.fields.size() != rows.front().fields.size()) {
      refuse_row(
          file,
          fields.line,
          fmt::format(
              "{} where the first line has {}: a comma within a name wants quotes around it",
              text::counted(fields.fields.size(), "field"),
              rows.front().fields.size()
          )
      );
    }
    Row row;
    row.line = fields.line;
    row.from = std::move(fields.fields[columns.from]);
    row.to = text::one_line(text::nfc(fields.fields[columns.to]));
    row.id = display_id_from(row.to);
    auto key = match_key(row.from);
    if (key.empty() || row.to.empty()) {
      refuse_row(file, row.line, fmt::format("`{}` is empty", key.empty() ? "from" : "to"));
    }
    if (text::characters(row.to) > max_name_characters) {
      refuse_row(
          file, row.line, fmt::format("`to` has more than {} characters", max_name_characters)
      );
    }
    const auto [there, is_new] = map.rows_.try_emplace(std::move(key), row);
    if (!is_new) {
      refuse_row(
          file,
          row.line,
          fmt::format(
              "'{}' stands in line {} too: a name can become one test only",
              row.from,
              there->second.line
          )
      );
    }
  }
  return map;
}

const NameMap::Row* NameMap::find(std::string_view name) const {
  if (rows_.empty()) {
    return nullptr;
  }
  const auto found = rows_.find(match_key(name));
  return found == rows_.end() ? nullptr : &found->second;
}

}  // namespace importer
