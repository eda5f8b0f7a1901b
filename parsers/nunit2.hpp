#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// NUnit 2 (`test-results`), which other tools write as well; also a lone `test-suite` of it.
bool is_nunit2(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_nunit2_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`. Throws ParseError.
void read_nunit2(xml::Tree& tree, Report& report);

}  // namespace parsers
