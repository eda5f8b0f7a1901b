#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

#include <string_view>

namespace parsers {

/// Adds the files that a page of HTML, written by a test at `spot`, shows or links to, and the
/// pictures within it, as attachments; each once, and 500 of a result at most.
void add_html_files(xml::Tree& tree, std::string_view html, const Spot& spot, Result& result);

}  // namespace parsers
