#pragma once

#include "parsers/read_report.hpp"
#include "parsers/xml.hpp"

#include <string_view>

namespace parsers {

/// A report format that is read.
struct Format {
  std::string_view name;       ///< As the user writes it: "junit".
  std::string_view described;  ///< With its root elements.
  std::string_view roots;      ///< Local names of its root elements, parted by blanks.
  bool (*recognises)(pugi::xml_node root);
  bool (*is_result)(pugi::xml_node node);  ///< Also of an element that is not whole.
  void (*read)(xml::Tree& tree, Report& report, const ReadOptions& options);
};

/// The format that the content shows, or the one that `asked` names. Throws ParseError or
/// NotAReport when nothing recognises the content, or when it clearly is not of the format asked
/// for, and std::invalid_argument for a name that is none;
/// EndsEarly when nothing recognises what stands before a break.
const Format& format_of(const xml::Tree& tree, std::string_view asked);

/// Throws NotAReport when the user asked for a format that does not recognise the content, and
/// nothing was found in it.
void refuse_nothing_found(const xml::Tree& tree, const Format& format, const Report& report);

}  // namespace parsers
