#include "importer/history/dates.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cstdint>

namespace importer::history {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

std::chrono::sys_days day_number(Time time) { return std::chrono::floor<days>(time); }

int part(std::string_view digits, std::size_t from, std::size_t count) {
  int value = 0;
  std::from_chars(digits.data() + from, digits.data() + from + count, value);
  return value;
}

std::string digits_in(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digits += c;
    }
  }
  return digits;
}

std::optional<Time> since_1970(std::string_view digits, std::int64_t milliseconds_each) {
  std::int64_t count = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), count);
  return Time(std::chrono::milliseconds(count * milliseconds_each));
}

}  // namespace

std::optional<Time> time_in(std::string_view text) {
  const auto digits = digits_in(text);
  if (digits.size() == 10) {
    return since_1970(digits, 1'000);
  }
  if (digits.size() == 13) {
    return since_1970(digits, 1);
  }
  if (digits.size() != 8 && digits.size() != 12 && digits.size() != 14) {
    return std::nullopt;
  }
  const year_month_day date{
      std::chrono::year(part(digits, 0, 4)),
      std::chrono::month(static_cast<unsigned>(part(digits, 4, 2))),
      std::chrono::day(static_cast<unsigned>(part(digits, 6, 2)))};
  const auto hour = digits.size() > 8 ? part(digits, 8, 2) : 0;
  const auto minute = digits.size() > 8 ? part(digits, 10, 2) : 0;
  const auto second = digits.size() > 12 ? part(digits, 12, 2) : 0;
  if (!date.ok() || hour > 23 || minute > 59 || second > 60) {
    return std::nullopt;
  }
  return Time(sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second);
}

std::string day_of(Time time) {
  const year_month_day date(day_number(time));
  return fmt::format(
      "{:04}-{:02}-{:02}",
      static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()),
      static_cast<unsigned>(date.day())
  );
}

std::string month_of(Time time) { return day_of(time).substr(0, 7); }

std::string week_of(Time time) {
  const auto day = day_number(time);
  const std::chrono::weekday weekday(day);
  const auto thursday = day - days(weekday.iso_encoding()) + days(4);
  const auto year = year_month_day(thursday).year();
  const auto first = sys_days(year / std::chrono::January / 1);
  return fmt::format("{:04}-W{:02}", static_cast<int>(year), (thursday - first).count() / 7 + 1);
}

std::string minute_of(Time time) {
  const auto of_day = time - day_number(time);
  const auto hours = std::chrono::floor<std::chrono::hours>(of_day);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(of_day - hours);
  return fmt::format("{} {:02}:{:02}", day_of(time), hours.count(), minutes.count());
}

}  // namespace importer::history
