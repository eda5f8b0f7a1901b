#include "parsers/ranorex_values.hpp"

#include "parsers/text.hpp"
#include "parsers/times.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace parsers::ranorex {

namespace {

using namespace std::string_view_literals;

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value{};
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  return error == std::errc{} && stop == end ? std::optional(value) : std::nullopt;
}

/// Takes the part before `mark` off `text`, or all of it.
std::string_view take(std::string_view& text, char mark) {
  const auto at = text.find(mark);
  const auto part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

/// .NET's TimeSpan: `[days.]hours:minutes:seconds[.fraction]`.
std::optional<Duration> parse_time_span(std::string_view text) {
  unsigned days = 0;
  if (const auto point = text.find('.'); point < text.find(':')) {
    const auto given = number<unsigned>(take(text, '.'));
    if (!given) {
      return std::nullopt;
    }
    days = *given;
  }
  const auto hours = number<unsigned>(take(text, ':'));
  const auto minutes = number<unsigned>(take(text, ':'));
  const auto seconds = parse_seconds(text);
  constexpr unsigned most_days = 100'000;
  constexpr unsigned most_hours = 24;
  constexpr unsigned most_minutes = 60;
  if (!hours || !minutes || !seconds || days > most_days || *hours > most_hours ||
      *minutes > most_minutes) {
    return std::nullopt;
  }
  return std::chrono::days(days) + std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
         *seconds;
}

}  // namespace

Kind kind_of(std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, Kind>, 22> kinds = {
      {{"root", Kind::root},
       {"test-suite", Kind::suite},
       {"smart-folder", Kind::folder},
       {"iteration-container", Kind::iterations},
       {"entry-container", Kind::iterations},
       {"test-case", Kind::test_case},
       {"setup-container", Kind::setup},
       {"teardown-container", Kind::teardown},
       {"module-group", Kind::group},
       {"test-module", Kind::module},
       {"test suite", Kind::suite},
       {"folder", Kind::folder},
       {"repeat container", Kind::iterations},
       {"test case", Kind::test_case},
       {"test case iteration", Kind::case_iteration},
       {"test case setup", Kind::setup},
       {"test case teardown", Kind::teardown},
       {"test suite setup", Kind::setup},
       {"test suite teardown", Kind::teardown},
       {"module group", Kind::group},
       {"test module", Kind::module},
       {"test module iteration", Kind::module}}};
  for (const auto& [name, kind] : kinds) {
    if (name == type) {
      return kind;
    }
  }
  return Kind::unknown;
}

std::optional<Status> status_of(std::string_view result) {
  static constexpr std::array<std::pair<std::string_view, Status>, 4> words = {
      {{"Success", Status::passed},
       {"Failed", Status::failed},
       {"Ignored", Status::blocked},
       {"Active", Status::aborted}}};
  for (const auto& [word, status] : words) {
    if (equal_ignoring_case(word, result)) {
      return status;
    }
  }
  return std::nullopt;
}

std::optional<Duration> parse_duration(std::string_view text) {
  text = trimmed(text);
  if (text.find(':') != std::string_view::npos) {
    return parse_time_span(text);
  }
  static constexpr std::array<std::pair<std::string_view, double>, 5> units = {
      {{"ms", 1}, {"s", 1e3}, {"m", 60e3}, {"h", 3600e3}, {"d", 86400e3}}};
  const auto unit = text.substr(std::min(text.find_first_not_of("0123456789.,"), text.size()));
  for (const auto& [name, milliseconds] : units) {
    if (name != unit) {
      continue;
    }
    // Read as seconds, which keeps three digits behind the point: enough for rounded values.
    const auto value = parse_seconds(text.substr(0, text.size() - unit.size()));
    if (!value) {
      return std::nullopt;
    }
    const auto total = static_cast<double>(value->count()) / 1e3 * milliseconds;
    constexpr double longest = 1e15;
    return total < longest ? std::optional(Duration(std::llround(total))) : std::nullopt;
  }
  return std::nullopt;
}

std::optional<StartTime> parse_local_date(std::string_view text) {
  text = trimmed(text);
  if (const auto iso = parse_timestamp(text)) {
    return iso;
  }
  auto date = take(text, ' ');
  const char mark = date.find('.') == std::string_view::npos ? '/' : '.';
  const auto first = number<unsigned>(take(date, mark));
  const auto second = number<unsigned>(take(date, mark));
  const auto year = number<unsigned>(date);
  if (!first || !second || !year) {
    return std::nullopt;
  }
  constexpr unsigned months = 12;
  const bool day_first = mark == '.' || *first > months;
  if (!day_first && *second <= months && *first != *second) {
    return std::nullopt;
  }
  auto clock = take(text, ' ');
  auto hour = number<unsigned>(take(clock, ':'));
  const auto afternoon = trimmed(text);
  if (hour && equal_ignoring_case(afternoon, "PM") && *hour < months) {
    *hour += months;
  } else if (hour && equal_ignoring_case(afternoon, "AM") && *hour == months) {
    hour = 0;
  }
  if (!hour) {
    return std::nullopt;
  }
  return parse_timestamp(fmt::format(
      "{:04}-{:02}-{:02}T{:02}:{}",
      *year,
      day_first ? *second : *first,
      day_first ? *first : *second,
      *hour,
      clock
  ));
}

}  // namespace parsers::ranorex
