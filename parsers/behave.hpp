#pragma once

#include "parsers/json_text.hpp"
#include "parsers/report.hpp"
#include "parsers/secrets.hpp"

namespace parsers {

/// The report of behave's formatters `json` and `json.pretty`: a list of features with elements,
/// whose places are one text, `features/cart.feature:9`.
bool is_behave(const JsonText& json);

/// Fills suites, results and the producer of `report`.
void read_behave(JsonText& json, Report& report, Secrets& secrets);

}  // namespace parsers
