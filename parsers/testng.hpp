#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// TestNG's own report, `testng-results`, or a part of it that TestNG was told to write to a file
/// of its own (`suite` or `test`).
bool is_testng(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_testng_result(pugi::xml_node node);

/// Throws ParseError. Sources: TestNG's XMLReporter and XMLSuiteResultWriter, and reports of
/// TestNG 5 to 7.
void read_testng(xml::Tree& tree, Report& report);

}  // namespace parsers
