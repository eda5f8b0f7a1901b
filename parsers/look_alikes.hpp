#pragma once

#include "parsers/xml.hpp"

#include <string_view>

namespace parsers {

/// Refuses a well-formed document that no format recognises: by ParseError, with the tool's name
/// and its switch for JUnit, where it holds results in a form of its own; by NotAReport where it
/// holds none. `understood` lists the formats that are read.
[[noreturn]] void refuse_unknown(const xml::Tree& tree, std::string_view understood);

}  // namespace parsers
