#pragma once

#include "importer/summary.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// The calls of the last 60 seconds at each moment, beside the limit, as paths of an SVG picture;
/// empty when no call was made.
boost::json::object report_chart(const Summary& summary);

}  // namespace importer
