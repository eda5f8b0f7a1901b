#pragma once

#include "parsers/report.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

/// Durations and timestamps in the shapes that real reports have, free of the machine's locale.
namespace parsers {

/// What a comma in a number stands for.
enum class Comma : std::uint8_t { decimal, thousands };

/// What one text says about the commas of its file.
enum class CommaHint : std::uint8_t {
  none,       ///< It has no comma.
  ambiguous,  ///< `1,041` may be either.
  decimal,    ///< `0,014`, `1,5`
  thousands,  ///< `1,134.5`, `1,000,000`
};

CommaHint comma_hint(std::string_view text);

/// Decides for a whole file: any text that can only be a decimal comma makes all doubtful ones
/// decimal; else any grouped number makes them grouped; else they are decimal.
class CommaVote {
public:
  void add(CommaHint hint);
  Comma verdict() const;

private:
  bool decimal_ = false;
  bool thousands_ = false;
};

/// "12" or "0.5", what nearly all reports have; nothing for all else.
std::optional<Duration> parse_simple_seconds(std::string_view text);

/// Seconds as a decimal number, rounded to milliseconds. `comma` is how a doubtful comma is read.
/// Nothing when the text is negative, not a number, or beyond thirty thousand years.
std::optional<Duration> parse_seconds(std::string_view text, Comma comma = Comma::decimal);

/// ISO 8601 with all its liberties (blank instead of T, no seconds, date alone, `Z`, `UTC`,
/// `+01:00`, `GMT-05:00`), RFC 1123, and seconds or milliseconds since 1970. A zone known by name
/// only, `IST`, is ambiguous and leaves the time without one. Nothing when it cannot be read, and
/// for 1970-01-01T00:00:00 and the year 1, which tools write for "never".
std::optional<StartTime> parse_timestamp(std::string_view text);

/// Whether a text that parse_timestamp() does not take tells of no time at all.
bool says_never(std::string_view text);

}  // namespace parsers
