#include "importer/history/sending_hours.hpp"

#include "importer/error.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <optional>
#include <string_view>

namespace importer::history {

namespace {

using std::chrono::minutes;
using std::chrono::system_clock;

constexpr minutes a_day = std::chrono::hours(24);

std::tm local_time(SendingHours::Time time) {
  const auto seconds = system_clock::to_time_t(time);
  std::tm local{};
  localtime_r(&seconds, &local);
  return local;
}

minutes of_day(SendingHours::Time time) {
  const auto local = local_time(time);
  return std::chrono::hours(local.tm_hour) + minutes(local.tm_min);
}

/// The first moment after `now` at which clocks here show this. Where one is put forward over it, a
/// moment beside it.
SendingHours::Time next_time_of_day(minutes wanted, SendingHours::Time now) {
  for (int day = 0;; ++day) {
    auto local = local_time(now);
    local.tm_mday += day;
    local.tm_hour = 0;
    local.tm_min = static_cast<int>(wanted.count());
    local.tm_sec = 0;
    local.tm_isdst = -1;
    if (const auto time = system_clock::from_time_t(std::mktime(&local)); time > now) {
      return time;
    }
  }
}

/// "20:00"
std::optional<minutes> time_of_day(std::string_view text) {
  const auto digit = [text](std::size_t at) { return text[at] - '0'; };
  const auto is_digit = [text](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  if (text.size() != 5 || text[2] != ':' || !is_digit(0) || !is_digit(1) || !is_digit(3) ||
      !is_digit(4)) {
    return std::nullopt;
  }
  const auto minute = 10 * digit(3) + digit(4);
  const auto time = std::chrono::hours(10 * digit(0) + digit(1)) + minutes(minute);
  return minute < 60 && time < a_day ? std::optional<minutes>(time) : std::nullopt;
}

[[noreturn]] void refuse(const std::string& text) {
  throw UsageError(fmt::format(
      "--window takes hours of the day such as 20:00-06:00 or 12:00-13:00,20:00-06:00, not '{}'",
      text
  ));
}

}  // namespace

SendingHours::SendingHours(const std::string& text) : text_(text) {
  std::string_view rest = text;
  while (!text.empty()) {
    const auto comma = rest.find(',');
    const auto one = rest.substr(0, comma);
    const auto from = time_of_day(one.substr(0, 5));
    const auto to = time_of_day(one.size() == 11 && one[5] == '-' ? one.substr(6) : "");
    if (!from || !to || *from == *to) {
      refuse(text);
    }
    spans_.push_back({*from, *to});
    if (comma == std::string_view::npos) {
      return;
    }
    rest.remove_prefix(comma + 1);
  }
}

bool SendingHours::is_open(Time now) const {
  const auto time = of_day(now);
  return always() || std::ranges::any_of(spans_, [time](const Span& span) {
           return span.from < span.to ? time >= span.from && time < span.to
                                      : time >= span.from || time < span.to;
         });
}

SendingHours::Time SendingHours::next(Time now) const {
  if (is_open(now)) {
    return now;
  }
  auto first = Time::max();
  for (const auto& span : spans_) {
    first = std::min(first, next_time_of_day(span.from, now));
  }
  return first;
}

SendingHours::Time SendingHours::end(Time now) const {
  // Spans may overlap, or one begin where another ends.
  auto time = now;
  do {
    auto first = Time::max();
    for (const auto& span : spans_) {
      first = std::min(first, next_time_of_day(span.to, time));
    }
    time = first;
  } while (is_open(time) && time - now < a_day);
  return time;
}

SendingHours::Time SendingHours::after(minutes sending, Time now) const {
  auto time = next(now);
  for (;;) {
    const auto until = always() ? Time::max() : end(time);
    if (until - time >= sending) {
      return time + sending;
    }
    sending -= std::chrono::floor<minutes>(until - time);
    time = next(until);
  }
}

std::string SendingHours::why_not(Time now) const {
  return fmt::format(
      "outside of --window {}; goes on at {:%Y-%m-%d %H:%M}", text_, local_time(next(now))
  );
}

}  // namespace importer::history
