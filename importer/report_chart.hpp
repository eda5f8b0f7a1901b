#pragma once

#include "importer/summary.hpp"

#include <boost/json/object.hpp>

#include <vector>

namespace importer {

/// The calls of the last 60 seconds at each moment, beside the limit of `rate` (0: none), as paths
/// of an SVG picture; empty when no call was made.
boost::json::object report_chart(const std::vector<CallMade>& made, int rate);

}  // namespace importer
