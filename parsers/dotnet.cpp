#include "parsers/dotnet.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace parsers::dotnet {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes a number of one to `most` digits from the front of `text`.
std::optional<std::int64_t> take_number(std::string_view& text, std::size_t most) {
  const auto end = std::ranges::find_if_not(text, is_digit);
  const auto digits = static_cast<std::size_t>(end - text.begin());
  if (digits == 0 || digits > most) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + digits, value);
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) {
    return false;
  }
  text.remove_prefix(1);
  return true;
}

bool is_identifier(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) && std::ranges::all_of(text, [](char c) {
    return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
  });
}

std::string_view without_class(std::string_view name, std::string_view class_name) {
  if (!class_name.empty() && name.size() > class_name.size() + 1 && name.starts_with(class_name) &&
      name[class_name.size()] == '.') {
    name.remove_prefix(class_name.size() + 1);
  }
  return name;
}

/// The last character of the string in quotes that begins at `at`; `at` when it does not end.
std::size_t last_of_string(std::string_view text, std::size_t at) {
  for (auto end = at + 1; end < text.size(); ++end) {
    if (text[end] == '"') {
      return end;
    }
    end += text[end] == '\\' ? 1 : 0;
  }
  return at;
}

/// `a, b` of `(a, b)`; `(a) (b)` stays. A bracket in a string is none.
std::string_view without_brackets(std::string_view text) {
  int depth = 0;
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    at = text[at] == '"' ? last_of_string(text, at) : at;
    depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
    if (depth == 0) {
      return text;
    }
  }
  return text.substr(1, text.size() - 2);
}

}  // namespace

std::optional<Duration> parse_time_span(std::string_view text) {
  using namespace std::chrono;
  constexpr std::size_t most_digits = 9;
  text = trimmed(text);
  auto first = take_number(text, most_digits);
  days whole_days(0);
  if (first && take(text, '.')) {
    whole_days = days(*first);
    first = take_number(text, 2);
  }
  if (!first || !take(text, ':')) {
    return std::nullopt;
  }
  const auto minute = take_number(text, 2);
  if (!minute || *minute > 59 || !take(text, ':')) {
    return std::nullopt;
  }
  const auto second = take_number(text, 2);
  if (!second || *second > 59) {
    return std::nullopt;
  }
  milliseconds fraction(0);
  if (take(text, '.')) {
    const auto digits = text;
    const auto value = take_number(text, most_digits);
    if (!value) {
      return std::nullopt;
    }
    auto nanoseconds = *value;
    for (auto count = digits.size() - text.size(); count < most_digits; ++count) {
      nanoseconds *= 10;
    }
    fraction = milliseconds(nanoseconds / 1'000'000);
  }
  if (!text.empty()) {
    return std::nullopt;
  }
  return whole_days + hours(*first) + minutes(*minute) + seconds(*second) + fraction;
}

std::optional<Duration> between(const StartTime& start, const StartTime& finish) {
  if (start.utc_offset.has_value() != finish.utc_offset.has_value()) {
    return std::nullopt;
  }
  constexpr std::chrono::minutes utc(0);
  const auto took = (finish.local - finish.utc_offset.value_or(utc)) -
                    (start.local - start.utc_offset.value_or(utc));
  return took >= Duration(0) ? std::optional<Duration>(took) : std::nullopt;
}

std::string_view base_name(std::string_view path) {
  const auto slash = path.find_last_of("/\\");
  return slash == npos ? path : path.substr(slash + 1);
}

std::string_view without_assembly(std::string_view type_name) {
  int depth = 0;
  for (std::size_t at = 0; at < type_name.size(); ++at) {
    const char c = type_name[at];
    depth += c == '[' ? 1 : c == ']' ? -1 : 0;
    if (c == ',' && depth == 0) {
      return trimmed(type_name.substr(0, at));
    }
  }
  return trimmed(type_name);
}

TestName split(std::string_view display, std::string_view class_name, std::string_view method) {
  const auto name = without_class(trimmed(display), class_name);
  method = without_class(trimmed(method), class_name);
  // NUnit calls the method by its display name, parameters and all.
  if (const auto bracket = method.find('('); bracket != npos) {
    method = is_identifier(method.substr(0, bracket)) ? method.substr(0, bracket) : "";
  }
  if (method.empty() || !name.starts_with(method) || !name.ends_with(')')) {
    return {name, {}};
  }
  const auto bracket = name.find('(', method.size());
  if (bracket == npos) {
    return {name, {}};
  }
  // Between the two there is nothing but a blank, or the types of a generic method.
  const auto called = trimmed(name.substr(0, bracket));
  const auto generic = called.substr(method.size());
  if (!generic.empty() && !(generic.starts_with('<') && generic.ends_with('>'))) {
    return {name, {}};
  }
  return {called, trimmed(without_brackets(name.substr(bracket)))};
}

}  // namespace parsers::dotnet
