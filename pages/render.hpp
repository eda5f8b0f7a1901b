#pragma once

#include <boost/json/object.hpp>

#include <string>
#include <string_view>

/// What the report of an import and the sandbox's pages have in common. Knows nothing of either.
namespace pages {

/// Fills a mustache template. Every text of `data` is cleaned (clean.hpp) and escaped, wherever the
/// template puts it: there is no way around that, so that hostile text stays text. An empty array,
/// an empty text and false are all "nothing" to a section. Throws std::logic_error for a template
/// that is wrong, or has an unescaped {{{tag}}} or {{&tag}}.
std::string render(std::string_view text, const boost::json::object& data);

/// The template with its `mark`, a comment such as <!--body-->, replaced by a part of it.
std::string with_part(std::string text, std::string_view mark, std::string_view part);

/// The page of a report, of an import or a backfill: `body` within the frame, and in it the parts
/// that all have, for <!--totals-->, <!--calls--> and <!--rows-->.
std::string report_shape(std::string_view body);

/// The template with its lines <!--style--> and <!--script--> replaced: by the files' own text, or
/// by links to style.css and filter.js beside the page.
std::string self_contained(std::string_view text);
std::string with_files_beside(std::string_view text);

}  // namespace pages
