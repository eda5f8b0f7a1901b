#include "parsers/outline_rows.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace parsers::bdd {

namespace {

struct Row {
  const JsonValue* element = nullptr;
  std::string_view outline;   ///< `shop;pays`
  std::string_view examples;  ///< `cards`; often empty.
  std::uint64_t number = 0;   ///< From 1.
  std::uint64_t line = 0;

  auto place() const { return std::tie(outline, line); }
};

/// Cuts what stands behind the last semicolon off.
std::optional<std::string_view> take_last_part(std::string_view& id) {
  const auto at = id.rfind(';');
  if (at == npos) {
    return std::nullopt;
  }
  const auto part = id.substr(at + 1);
  id = id.substr(0, at);
  return part;
}

std::optional<Row> row_of(const JsonValue& element) {
  Row row;
  row.element = &element;
  row.outline = element.word("id");
  const auto number = take_last_part(row.outline);
  const auto examples = take_last_part(row.outline);
  const auto count = number ? whole_number(*number) : std::nullopt;
  if (!count || *count < 2 || !examples || row.outline.find(';') == npos) {
    return std::nullopt;
  }
  row.examples = *examples;
  row.number = *count - 1;
  row.line = element.count("line").value_or(0);
  return row;
}

/// Letters and digits only, as the id and the name differ in all else.
std::string letters_of(std::string_view text) {
  std::string letters;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool upper = byte >= 'A' && byte <= 'Z';
    if (upper || (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9')) {
      letters += static_cast<char>(upper ? byte | 0x20U : byte);
    }
  }
  return letters;
}

/// `Pays with visa` where the outline is called `Pays with <card>`.
bool has_values_in_its_name(const Row& row) {
  const auto name = row.outline.substr(row.outline.rfind(';') + 1);
  return letters_of(name) != letters_of(row.element->word("name"));
}

}  // namespace

OutlineRows::OutlineRows(JsonText& json, const JsonValue& feature) {
  std::vector<Row> rows;
  for (const auto& [unnamed, element] : feature["elements"].items()) {
    if (auto row = element.is_open ? std::nullopt : row_of(element)) {
      rows.push_back(*row);
    }
  }
  std::ranges::stable_sort(rows, {}, &Row::place);
  std::uint64_t table = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& row = rows[i];
    const auto* const before =
        i == 0 || rows[i - 1].outline != row.outline ? nullptr : &rows[i - 1];
    if (before == nullptr) {
      table = 1;
    } else if (before->line != row.line && (before->examples != row.examples || row.number <= before->number)) {
      ++table;
    }
    if (has_values_in_its_name(row)) {
      continue;
    }
    if (table > 1 || (before == nullptr && row.number > 1)) {
      json.oddities().add(
          "rows of outlines of which the report does not say in which table of examples they "
          "stand; the tables in it were counted: {}",
          json.spot_of(*row.element)
      );
    }
    suffixes_[row.element] = json.document().keep(fmt::format(" - #{}.{}", table, row.number));
  }
}

std::string_view OutlineRows::suffix_of(const JsonValue& element) const {
  const auto found = suffixes_.find(&element);
  return found == suffixes_.end() ? std::string_view{} : found->second;
}

}  // namespace parsers::bdd
