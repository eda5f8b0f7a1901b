#pragma once

#include "importer/told_results.hpp"

#include <boost/json/object.hpp>

#include <string>
#include <vector>

namespace importer {

/// "passed", "failed", "blocked" or "other": what colours a status on a page.
std::string_view kind_of(std::optional<RunStatus> status);

/// Members `rows`, `choices` and `more_rows` of report_page(), within its bounds. `plan` may be
/// null.
void add_rows(const std::vector<ToldResult>& results, const Plan* plan, boost::json::object& page);

}  // namespace importer
