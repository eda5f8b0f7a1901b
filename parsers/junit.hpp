#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// JUnit XML in the dialects of its many writers: a root of testsuites, testsuite or testcase,
/// whatever its namespace. Ranorex' suite definitions and libcheck's XML only look like it.
bool is_junit(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_junit_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`. Throws ParseError.
void read_junit(xml::Tree& tree, Report& report);

}  // namespace parsers
