#pragma once

#include "parsers/oddities.hpp"

#include <cstddef>
#include <string_view>

namespace parsers {

/// What stands before the root element.
struct Prolog {
  std::size_t root = 0;        ///< Offset of the root's start tag.
  std::string_view root_name;  ///< As written, with its namespace prefix.
};

/// Finds the root element of `text`. Throws ParseError with the reason and the remedy for what is
/// empty, not XML (a zip, a page, JSON, console output) or declares entities.
Prolog read_prolog(std::string_view text, Oddities& oddities);

}  // namespace parsers
