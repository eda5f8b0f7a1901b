#include "parsers/times.hpp"

#include "parsers/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

namespace parsers {

namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a text from left to right; every step says whether it found what it wanted.
class Scanner {
public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  std::string_view rest() const { return rest_; }
  bool at_end() const { return rest_.empty(); }

  bool skip(char c) {
    if (rest_.empty() || rest_.front() != c) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }

  void skip_blanks() {
    while (skip(' ')) {
    }
  }

  std::string_view word() {
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    const auto end = std::ranges::find_if_not(rest_, is_letter);
    const auto found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(found.size());
    return found;
  }

  /// A number of at least `least` and at most `most` digits.
  std::optional<unsigned> number(std::size_t least, std::size_t most) {
    std::size_t digits = 0;
    unsigned value = 0;
    while (digits < most && digits < rest_.size() && is_digit(rest_[digits])) {
      value = value * 10 + static_cast<unsigned>(rest_[digits++] - '0');
    }
    if (digits < least) {
      return std::nullopt;
    }
    rest_.remove_prefix(digits);
    return value;
  }

  /// Digits after a decimal mark as milliseconds, the rest of them cut off.
  milliseconds fraction() {
    int value = 0;
    int digits = 0;
    for (; !rest_.empty() && is_digit(rest_.front()); rest_.remove_prefix(1)) {
      if (digits < 3) {
        value = value * 10 + (rest_.front() - '0');
        ++digits;
      }
    }
    for (; digits < 3; ++digits) {
      value *= 10;
    }
    return milliseconds(value);
  }

private:
  std::string_view rest_;
};

std::optional<milliseconds> time_of_day(Scanner& scan) {
  const auto hour = scan.number(1, 2);
  if (!hour || *hour > 24 || !scan.skip(':')) {
    return std::nullopt;
  }
  const auto minute = scan.number(2, 2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  milliseconds time = std::chrono::hours(*hour) + minutes(*minute);
  if (scan.skip(':')) {
    const auto second = scan.number(2, 2);
    if (!second || *second > 60) {
      return std::nullopt;
    }
    time += std::chrono::seconds(*second);
    if (scan.skip('.') || scan.skip(',')) {
      time += scan.fraction();
    }
  }
  return time;
}

/// `+01:00`, `-0500`, `+01`.
std::optional<minutes> numeric_offset(Scanner& scan) {
  const bool negative = scan.skip('-');
  if (!negative && !scan.skip('+')) {
    return std::nullopt;
  }
  const auto hour = scan.number(2, 2);
  if (!hour || *hour > 15) {
    return std::nullopt;
  }
  scan.skip(':');
  const auto minute = scan.at_end() ? std::optional(0U) : scan.number(2, 2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  const auto offset = std::chrono::hours(*hour) + minutes(*minute);
  return negative ? -offset : offset;
}

struct Zone {
  bool readable = true;
  std::optional<minutes> offset;
};

Zone zone(Scanner& scan) {
  scan.skip_blanks();
  if (scan.at_end()) {
    return {};
  }
  if (const auto name = scan.word(); !name.empty()) {
    const bool utc = name == "Z" || name == "z" || name == "UTC" || name == "GMT";
    if (scan.at_end()) {
      return {true, utc ? std::optional(minutes(0)) : std::nullopt};
    }
    if (!utc) {
      return {false, std::nullopt};
    }
  }
  const auto offset = numeric_offset(scan);
  return {offset.has_value() && scan.at_end(), offset};
}

std::optional<StartTime> at(
    std::chrono::year_month_day date, milliseconds time, std::optional<minutes> offset
) {
  if (!date.ok()) {
    return std::nullopt;
  }
  const StartTime start{std::chrono::local_days(date) + time, Maybe(offset)};
  // The zero of Java and C, and that of .NET and Go.
  const bool never =
      start.local.time_since_epoch() == milliseconds(0) || date.year() <= std::chrono::year(1);
  return never ? std::nullopt : std::optional(start);
}

/// `2026-11-23`, with or without a time of day.
std::optional<StartTime> parse_iso(std::string_view text) {
  Scanner scan(text);
  const auto year = scan.number(4, 4);
  if (!year || !scan.skip('-')) {
    return std::nullopt;
  }
  const auto month = scan.number(1, 2);
  if (!month || !scan.skip('-')) {
    return std::nullopt;
  }
  const auto day = scan.number(1, 2);
  if (!day) {
    return std::nullopt;
  }
  const auto date = std::chrono::year(static_cast<int>(*year)) / static_cast<int>(*month) /
                    static_cast<int>(*day);
  if (scan.at_end()) {
    return at(date, milliseconds(0), std::nullopt);
  }
  if (!scan.skip('T') && !scan.skip('t') && scan.rest().front() != ' ') {
    return std::nullopt;
  }
  scan.skip_blanks();
  const auto time = time_of_day(scan);
  const auto place = time ? zone(scan) : Zone{false, std::nullopt};
  if (!place.readable) {
    return std::nullopt;
  }
  return at(date, *time, place.offset);
}

/// `Mon, 23 Nov 2026 21:08:56 GMT`
std::optional<StartTime> parse_rfc1123(std::string_view text) {
  static constexpr std::array<std::string_view, 12> months = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  Scanner scan(text);
  if (!scan.word().empty()) {
    scan.skip(',');
    scan.skip_blanks();
  }
  const auto day = scan.number(1, 2);
  scan.skip_blanks();
  const auto month = std::ranges::find(months, scan.word());
  scan.skip_blanks();
  const auto year = scan.number(4, 4);
  scan.skip_blanks();
  if (!day || month == months.end() || !year) {
    return std::nullopt;
  }
  const auto time = time_of_day(scan);
  const auto place = time ? zone(scan) : Zone{false, std::nullopt};
  if (!place.readable) {
    return std::nullopt;
  }
  const auto date = std::chrono::year(static_cast<int>(*year)) /
                    static_cast<int>(month - months.begin() + 1) / static_cast<int>(*day);
  return at(date, *time, place.offset);
}

/// Ten digits are seconds since 1970, thirteen milliseconds.
std::optional<StartTime> parse_epoch(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) || !std::ranges::all_of(text, is_digit)) {
    return std::nullopt;
  }
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  const milliseconds since(text.size() == 10 ? value * 1000 : value);
  return StartTime{std::chrono::local_time<milliseconds>(since), minutes(0)};
}

}  // namespace

CommaHint comma_hint(std::string_view text) {
  text = trimmed(text);
  const auto comma = text.find(',');
  if (comma == std::string_view::npos) {
    return CommaHint::none;
  }
  if (const auto point = text.rfind('.'); point != std::string_view::npos) {
    // The later of the two is the decimal mark.
    return point < comma ? CommaHint::decimal : CommaHint::thousands;
  }
  if (text.find(',', comma + 1) != std::string_view::npos) {
    return CommaHint::thousands;
  }
  const auto before = text.substr(0, comma);
  const auto after = text.substr(comma + 1);
  const bool three = after.size() == 3 && std::ranges::all_of(after, is_digit);
  const bool group = !before.empty() && before.size() <= 3 && before.front() != '0';
  return three && group ? CommaHint::ambiguous : CommaHint::decimal;
}

void CommaVote::add(CommaHint hint) {
  decimal_ = decimal_ || hint == CommaHint::decimal;
  thousands_ = thousands_ || hint == CommaHint::thousands;
}

Comma CommaVote::verdict() const {
  return thousands_ && !decimal_ ? Comma::thousands : Comma::decimal;
}

std::optional<Duration> parse_simple_seconds(std::string_view text) {
  constexpr std::size_t most_digits = 9;
  std::size_t at = 0;
  std::int64_t whole = 0;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    whole = whole * 10 + (text[at] - '0');
    if (at == most_digits) {
      return std::nullopt;
    }
  }
  if (at == text.size() && at > 0) {
    return Duration(whole * 1000);
  }
  if (at == 0 || text[at] != '.') {
    return std::nullopt;
  }
  // The fourth digit decides how the third is rounded.
  std::int64_t fraction = 0;
  std::size_t digits = 0;
  for (++at; at < text.size(); ++at) {
    if (!is_digit(text[at])) {
      return std::nullopt;
    }
    if (digits < 4) {
      fraction = fraction * 10 + (text[at] - '0');
      ++digits;
    }
  }
  for (; digits < 4; ++digits) {
    fraction *= 10;
  }
  return Duration(whole * 1000 + (fraction + 5) / 10);
}

std::optional<Duration> parse_seconds(std::string_view text, Comma comma) {
  text = trimmed(text);
  if (const auto simple = parse_simple_seconds(text)) {
    return simple;
  }
  std::string number(text.substr(text.starts_with('+') ? 1 : 0));
  const auto hint = comma_hint(number);
  if (hint == CommaHint::thousands || (hint == CommaHint::ambiguous && comma == Comma::thousands)) {
    std::erase(number, ',');
  } else if (hint != CommaHint::none) {
    std::erase(number, '.');
    std::ranges::replace(number, ',', '.');
  }
  double value = 0;
  const char* const end = number.data() + number.size();
  const auto [stop, error] = std::from_chars(number.data(), end, value);
  constexpr double longest = 1e12;
  if (error == std::errc::result_out_of_range && stop == end && number.find("e-") != number.npos) {
    return Duration(0);
  }
  if (error != std::errc{} || stop != end || std::signbit(value) || !(value < longest)) {
    return std::nullopt;
  }
  return std::chrono::round<Duration>(std::chrono::duration<double>(value));
}

bool says_never(std::string_view text) {
  return text.starts_with("1970-01-01") || text.starts_with("0001-01-01");
}

std::optional<StartTime> parse_timestamp(std::string_view text) {
  text = trimmed(text);
  if (const auto iso = parse_iso(text)) {
    return iso;
  }
  if (const auto epoch = parse_epoch(text)) {
    return epoch;
  }
  return parse_rfc1123(text);
}

}  // namespace parsers
