#pragma once

#include "client/json_reader.hpp"
#include "importer/reports.hpp"
#include "parsers/document.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <memory>

/// The reports of a saved plan, and back.
namespace importer {

/// The report at `index`, without its results; of a part with its suites.
boost::json::object report_object(const Reports& reports, std::size_t index, bool of_part);

/// Such a one, at the end of `reports.read`. Gives the document that owns its text, for
/// read_result().
std::shared_ptr<parsers::Document> read_report(
    const client::Node& node, Reports& reports, bool of_part
);

}  // namespace importer
