#include "client/retry_after.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace client {

namespace {

using std::chrono::seconds;

constexpr seconds at_most{366LL * 24 * 3600};

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, value);
  const bool good =
      !text.empty() && text.front() != '-' && read.ec == std::errc() && read.ptr == end;
  return good ? std::optional(value) : std::nullopt;
}

std::optional<unsigned> month(std::string_view name) {
  constexpr std::array<std::string_view, 12> names = {
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto found = std::find(names.begin(), names.end(), name);
  return found == names.end() ? std::nullopt
                              : std::optional(static_cast<unsigned>(found - names.begin()) + 1);
}

// "Sun, 06 Nov 1994 08:49:37 GMT": every part has its place.
std::optional<std::chrono::sys_seconds> http_date(std::string_view text) {
  if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" ||
      text[19] != ':' || text[22] != ':') {
    return std::nullopt;
  }
  const auto day = number(text.substr(5, 2));
  const auto mon = month(text.substr(8, 3));
  const auto year = number(text.substr(12, 4));
  const auto hour = number(text.substr(17, 2));
  const auto minute = number(text.substr(20, 2));
  const auto second = number(text.substr(23, 2));
  if (!day || !mon || !year || !hour || !minute || !second) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date(
      std::chrono::year(*year),
      std::chrono::month(*mon),
      std::chrono::day(static_cast<unsigned>(*day))
  );
  if (!date.ok()) {
    return std::nullopt;
  }
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         seconds(*second);
}

}  // namespace

std::optional<seconds> parse_retry_after(
    std::string_view value, std::chrono::system_clock::time_point now
) {
  if (const auto plain = number(value)) {
    return std::min(seconds(*plain), at_most);
  }
  const auto date = http_date(value);
  if (!date) {
    return std::nullopt;
  }
  const auto wait = std::chrono::ceil<seconds>(*date - now);
  return std::clamp(wait, seconds(0), at_most);
}

}  // namespace client
