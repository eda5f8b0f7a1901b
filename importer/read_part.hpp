#pragma once

#include "client/json_reader.hpp"
#include "importer/plan_values.hpp"
#include "importer/reports.hpp"
#include "parsers/document.hpp"

#include <memory>

namespace importer {

/// What became of the files of the reports.
void read_files(const client::Node& node, Reports& reports);

/// A report without its results, at the end of `reports.read`; of a part with its suites. Gives the
/// document that owns its text, for read_result().
std::shared_ptr<parsers::Document> read_report(
    const client::Node& node, Reports& reports, bool of_part
);

/// A result of a part, at the end of the report's.
void read_result(const client::Node& node, parsers::Report& report, parsers::Document& document);

}  // namespace importer
