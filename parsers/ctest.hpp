#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// The Test.xml that CTest makes for a dashboard; its other parts (Build.xml, Coverage.xml, …)
/// have the same root and hold no results.
bool is_ctest(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_ctest_result(pugi::xml_node node);

/// Throws ParseError. Sources: CMake's cmCTestTestHandler.cxx and cmCTest.cxx, and files of CTest
/// 2.4 to 3.25.
void read_ctest(xml::Tree& tree, Report& report);

}  // namespace parsers
