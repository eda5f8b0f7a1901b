#pragma once

#include "parsers/report.hpp"
#include "parsers/report_times.hpp"
#include "parsers/xml.hpp"

#include <optional>
#include <string_view>

namespace parsers::xunit {

/// What a `failure` element says.
struct Failure {
  std::string_view type;
  std::string_view message;
  std::string_view details;
};

Failure failure_in(xml::Tree& tree, pugi::xml_node failure);

/// `time` in seconds, else `time-rtf` as a time span. Unreadable ones are told as oddities.
std::optional<Duration> duration_of(xml::Tree& tree, ReportTimes& times, pugi::xml_node node);

/// Reads a `test` element into a new result, whose suite is left to the caller. `outer_class` is
/// for tests that name none. Throws ParseError.
void read_test(
    xml::Tree& tree,
    ReportTimes& times,
    pugi::xml_node node,
    std::string_view outer_class,
    Result& result
);

}  // namespace parsers::xunit
