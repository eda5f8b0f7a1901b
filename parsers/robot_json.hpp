#pragma once

#include "parsers/report.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

/// Robot Framework's output as JSON, which version 7.2 and newer write to a file called .json. It
/// holds what output.xml does, and is read by way of it: so all rules are in one place.
namespace parsers::robot {

/// Whether a text that is clean begins like such a file: its first names are `generator`, with
/// Robot or Rebot, and `suite`.
bool is_json_output(std::string_view text);

struct AsXml {
  std::string text;                  ///< A `robot` of schema 5. Not clean: JSON has escapes.
  std::vector<std::uint32_t> lines;  ///< For each line of it, where that stands in the JSON.
};

/// Throws ParseError for what is no JSON, or none of Robot Framework's; EndsEarly where it ends in
/// the middle.
AsXml as_xml(const std::string& json);

/// Turns places in the XML into those in the JSON, of which only the lines are known. The first
/// `of_json` oddities tell those already.
void restore_lines(const std::vector<std::uint32_t>& lines, std::size_t of_json, Report& report);

}  // namespace parsers::robot
