#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// Jenkins' junitResult.xml, what a controller keeps of the tests of every past build: a root of
/// `result` with `suites` of `suite`. The robot_results.xml of Jenkins' Robot plugin only looks
/// like it.
bool is_jenkins(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_jenkins_result(pugi::xml_node node);

/// Fills suites, results and the producer of `report`. Throws ParseError.
void read_jenkins(xml::Tree& tree, Report& report);

}  // namespace parsers
