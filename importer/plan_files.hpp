#pragma once

#include "client/json_reader.hpp"
#include "importer/reports.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// What became of the files of the reports, as a saved plan writes it, and back.
boost::json::object files_object(const Reports& reports);
void read_files(const client::Node& node, Reports& reports);

}  // namespace importer
