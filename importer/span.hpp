#pragma once

#include "parsers/report.hpp"

#include <chrono>
#include <optional>

/// When the results of a report were executed.
namespace importer {

/// Milliseconds since 1970, in UTC where the start has a zone.
std::chrono::milliseconds since_epoch(const parsers::StartTime& start);

/// Whether the two can be told apart to the millisecond.
bool comparable(const parsers::StartTime& one, const parsers::StartTime& other);

/// The result's start, else that of the innermost suite around it that has one.
std::optional<parsers::StartTime> start_of(
    const parsers::Report& report, const parsers::Result& result
);

/// When a report's results were executed.
struct Span {
  parsers::StartTime begin;
  std::chrono::milliseconds length{0};
};

/// Absent when nothing in the report has a start.
std::optional<Span> span_of(const parsers::Report& report);

enum class Moment { unknown, within, elsewhere };

/// Whether `start` is within `span`, some seconds for writing the report allowed. A zone that only
/// one of them has may be any.
Moment moment_of(const parsers::StartTime& start, const Span& span);

}  // namespace importer
