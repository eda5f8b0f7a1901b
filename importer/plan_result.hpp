#pragma once

#include "client/json_reader.hpp"
#include "parsers/document.hpp"
#include "parsers/report.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// A result with its evidence, as a part holds it, and back: at the end of the report's.
boost::json::object result_object(const parsers::Result& result);
void read_result(const client::Node& node, parsers::Report& report, parsers::Document& document);

}  // namespace importer
