#pragma once

#include "parsers/report.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <string>

namespace parsers {

/// The normalised model as JSON, complete: {"file", "format", "producer", "suites": [{"index",
/// "parent", "name", "results": [{"name", "classname", "status", "duration", …}]}], "errors": […],
/// "oddities": […]}, and "cut_off" where the file is; one of the "errors" tells that, too. "parent"
/// and an error's "suite" are the "index" of a suite. Durations in seconds; what is absent in the
/// report is absent here, and text that is empty counts as absent but for a name.
boost::json::object to_json(const Report& report);

/// {"line", "column", "element", "left_out", "what"}; without "left_out" when that is 0.
boost::json::object to_json(const CutOff& cut_off);

/// Indented by two blanks, members in their order, a newline at the end.
std::string pretty(const boost::json::value& value);

/// `2026-11-23T21:08:56.120+01:00`; without an offset when the report has none.
std::string iso_8601(const StartTime& start);

}  // namespace parsers
