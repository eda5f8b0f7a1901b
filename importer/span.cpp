#include "importer/span.hpp"

#include <algorithm>

namespace importer {

namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

/// Longer ones are no durations of tests; their sum must not overflow.
constexpr milliseconds longest = std::chrono::hours(24 * 365);

}  // namespace

milliseconds since_epoch(const parsers::StartTime& start) {
  return start.local.time_since_epoch() - start.utc_offset.value_or(0min);
}

bool comparable(const parsers::StartTime& one, const parsers::StartTime& other) {
  return one.utc_offset.has_value() == other.utc_offset.has_value();
}

std::optional<parsers::StartTime> start_of(
    const parsers::Report& report, const parsers::Result& result
) {
  if (result.start) {
    return result.start;
  }
  std::optional<parsers::SuiteIndex> index = result.suite;
  while (index && *index < report.suites.size()) {
    const auto& suite = report.suites[*index];
    if (suite.start) {
      return suite.start;
    }
    index = suite.parent;
  }
  return std::nullopt;
}

std::optional<Span> span_of(const parsers::Report& report) {
  std::optional<Span> span;
  milliseconds all_durations{0};
  const auto take = [&span](const auto& part) {
    if (!part.start) {
      return;
    }
    if (!span) {
      span = Span{*part.start, 0ms};
    }
    if (!comparable(span->begin, *part.start)) {
      return;
    }
    const auto end = since_epoch(span->begin) + span->length;
    if (since_epoch(*part.start) < since_epoch(span->begin)) {
      span->begin = *part.start;
    }
    const auto own_end = since_epoch(*part.start) + part.duration.value_or(0ms);
    span->length = std::max(end, own_end) - since_epoch(span->begin);
  };
  std::ranges::for_each(report.suites, take);
  for (const auto& result : report.results) {
    take(result);
    all_durations += std::min(result.duration.value_or(0ms), longest);
  }
  if (span) {
    span->length = std::max(span->length, all_durations);
  }
  return span;
}

Moment moment_of(const parsers::StartTime& start, const Span& span) {
  constexpr auto before = 2s;  // Formats that write whole seconds cut or round them.
  constexpr auto after = 5s;   // Some write when the report was written.
  constexpr milliseconds zone_step = 15min;
  auto since = since_epoch(start) - since_epoch(span.begin) + before;
  const auto allowed = before + span.length + after;
  if (!comparable(start, span.begin)) {
    if (allowed >= zone_step) {
      return Moment::unknown;
    }
    if (std::chrono::abs(since) > 15h) {
      return Moment::elsewhere;
    }
    since = (since % zone_step + zone_step) % zone_step;
  }
  return since >= 0ms && since <= allowed ? Moment::within : Moment::elsewhere;
}

}  // namespace importer
