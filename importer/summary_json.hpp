#pragma once

#include "importer/summary.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// The whole summary for machines; docs/json.md describes it.
boost::json::object to_json(const Summary& summary);

}  // namespace importer
