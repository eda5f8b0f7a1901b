#include "importer/test_id.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace importer {

namespace {

constexpr std::string_view display_mark = "PT-";

/// Digits alone, as they are written: no sign, and more than 0.
std::optional<client::Id> test_number(std::string_view text) {
  client::Id number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  return error == std::errc{} && stop == end && number > 0 ? std::optional(number) : std::nullopt;
}

}  // namespace

std::string word_of(const TestId& id) {
  switch (id.kind) {
  case TestId::Kind::display:
    return fmt::format("{}{}", display_mark, id.number);
  case TestId::Kind::system:
    return fmt::format("system id {}", id.number);
  case TestId::Kind::field:
    return fmt::format("field value {:x}", id.number);
  }
  return {};
}

std::optional<TestId> display_id_from(std::string_view text) {
  text = text::trimmed(text);
  if (!text.starts_with(display_mark)) {
    return std::nullopt;
  }
  const auto number = test_number(text.substr(display_mark.size()));
  return number ? std::optional(TestId{TestId::Kind::display, *number}) : std::nullopt;
}

std::optional<TestId> test_id_from(std::string_view text, std::optional<TestId::Kind> digits) {
  if (const auto display = display_id_from(text)) {
    return display;
  }
  const auto number = test_number(text::trimmed(text));
  return number && digits ? std::optional(TestId{*digits, *number}) : std::nullopt;
}

std::string_view name_of(MatchedBy rule) {
  switch (rule) {
  case MatchedBy::name:
    return "name";
  case MatchedBy::renamed:
    return "name from map";
  case MatchedBy::id_in_property:
    return "id in property";
  case MatchedBy::id_in_name:
    return "id in name";
  case MatchedBy::id_in_map:
    return "id in map";
  case MatchedBy::field:
    return "field";
  case MatchedBy::unmentioned:
    return "no report";
  }
  return "";
}

}  // namespace importer
