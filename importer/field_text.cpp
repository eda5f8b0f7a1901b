#include "importer/field_text.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>
#include <system_error>

namespace importer {

namespace {

/// All of it digits, and so many.
std::optional<int> number_of(std::string_view text, std::size_t size) {
  int number = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number);
  const bool fits = text.size() == size && read.ec == std::errc{} && read.ptr == end && number >= 0;
  return fits ? std::optional(number) : std::nullopt;
}

std::optional<std::chrono::year_month_day> day(
    std::string_view year, std::string_view month, std::string_view of_month
) {
  const auto y = number_of(year, 4);
  const auto m = number_of(month, 2);
  const auto d = number_of(of_month, 2);
  if (!y || !m || !d) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{
      std::chrono::year(*y),
      std::chrono::month(static_cast<unsigned>(*m)),
      std::chrono::day(static_cast<unsigned>(*d))};
  return date.ok() ? std::optional(date) : std::nullopt;
}

constexpr std::size_t date_size = 10;

std::optional<std::chrono::year_month_day> iso_day(std::string_view text) {
  const bool fits = text.size() == date_size && text[4] == '-' && text[7] == '-';
  return fits ? day(text.substr(0, 4), text.substr(5, 2), text.substr(8)) : std::nullopt;
}

}  // namespace

std::vector<std::string> split_values(std::string_view text) {
  std::vector<std::string> values;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    std::string value(text::trimmed(text.substr(0, comma)));
    if (!value.empty() && std::ranges::find(values, value) == values.end()) {
      values.push_back(std::move(value));
    }
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return values;
}

bool is_iso_date(std::string_view text) { return iso_day(text).has_value(); }

std::optional<std::string> custom_date(std::string_view text) {
  const bool has_slashes = text.size() == date_size && text[2] == '/' && text[5] == '/';
  const auto date =
      has_slashes ? day(text.substr(6), text.substr(3, 2), text.substr(0, 2)) : iso_day(text);
  if (!date) {
    return std::nullopt;
  }
  return fmt::format(
      "{:02}/{:02}/{:04}",
      static_cast<unsigned>(date->day()),
      static_cast<unsigned>(date->month()),
      static_cast<int>(date->year())
  );
}

}  // namespace importer
