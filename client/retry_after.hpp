#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace client {

/// The value of a Retry-After header: seconds, or a date in the form that HTTP prefers,
/// "Sun, 06 Nov 1994 08:49:37 GMT" (RFC 9110, 5.6.7 and 10.2.3), counted from `now`. Never
/// negative and at most a year; absent when it is neither.
std::optional<std::chrono::seconds> parse_retry_after(
    std::string_view value, std::chrono::system_clock::time_point now
);

}  // namespace client
