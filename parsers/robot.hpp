#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

namespace parsers {

/// Robot Framework's output.xml, from version 2.5 to 7: a root of `robot` with a generator or a
/// suite. A robot's geometry for ROS has the same root.
bool is_robot(pugi::xml_node root);

/// Whether the element, which need not be whole, is a result.
bool is_robot_result(pugi::xml_node node);

/// Fills suites, results, run errors and the producer of `report`. `step_depth` as in ReadOptions.
/// Throws ParseError.
void read_robot(xml::Tree& tree, Report& report, unsigned step_depth);

}  // namespace parsers
