#pragma once

#include "parsers/report.hpp"

#include <boost/json/object.hpp>

namespace parsers {

/// The normalised model as JSON, complete: {"file", "format", "producer", "suites": [{"name",
/// "results": [{"name", "classname", "status", "duration", …}]}], "errors": […], "oddities": […]}.
/// Durations in seconds; what is absent in the report is absent here.
boost::json::object to_json(const Report& report);

}  // namespace parsers
