#pragma once

#include "parsers/mask_rules.hpp"
#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// The data file of a Ranorex report (`.rxlog.data`), versions 4 to 9: a root of `report` with
/// `activity`.
bool is_ranorex(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_ranorex_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`, without what the rules cover:
/// some values are only known while it is read. Throws ParseError.
void read_ranorex(xml::Tree& tree, Report& report, const MaskRules& rules);

}  // namespace parsers
