#pragma once

#include "importer/history/build.hpp"

#include <optional>
#include <string>
#include <string_view>

/// Dates as people and folders write them. All in UTC.
namespace importer::history {

/// From the digits of a text, whatever stands between them: a day (2024-01-17, 20240117), one with
/// minutes or seconds (2024-01-17_10-30-00), or seconds or milliseconds since 1970. Absent for
/// anything else, such as a 30th of February.
std::optional<Time> time_in(std::string_view text);

std::string day_of(Time time);    ///< "2024-01-17"
std::string week_of(Time time);   ///< "2024-W03", of ISO 8601: in the year that its Thursday is in.
std::string month_of(Time time);  ///< "2024-01"
/// "2024-01-17 10:30"
std::string minute_of(Time time);

}  // namespace importer::history
