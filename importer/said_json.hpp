#pragma once

#include "client/json_reader.hpp"
#include "importer/identify.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// `{"display_id": 205, "where": "PT-205 in its name"}`, of a field's value `"field"` and
/// `"value"`, as saved plans and `--format json` have it.
boost::json::object to_json(const SaidIds& said);

/// Of a saved plan. What does not fit throws client::ShapeError.
SaidIds said_ids_from(const client::Node& node);

}  // namespace importer
