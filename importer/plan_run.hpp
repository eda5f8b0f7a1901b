#pragma once

#include "client/entities.hpp"
#include "client/json_reader.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// What a run holds, as a saved plan writes it, and back.
boost::json::object run_object(const client::NewRun& run);
client::NewRun run_from(const client::Node& node);

}  // namespace importer
