#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// The XML of xUnit.net 1, 2 and 3 and of those that mimic it: a root of assemblies, or of
/// assembly with what only a test run has.
bool is_xunit(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_xunit_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`. Throws ParseError.
void read_xunit(xml::Tree& tree, Report& report);

}  // namespace parsers
