#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// NUnit 3 and 4 (`test-run`), as NUnit's console and engine, NunitXml.TestLogger and Unity write
/// it; also a lone `test-suite` of it, whose `test-run` was lost.
bool is_nunit3(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_nunit3_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`. Throws ParseError; NotAReport
/// for a list of tests that were not run (`nunit3-console --explore`).
void read_nunit3(xml::Tree& tree, Report& report);

}  // namespace parsers
