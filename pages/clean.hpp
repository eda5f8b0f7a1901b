#pragma once

#include <string>
#include <string_view>

namespace pages {

/// Text of a report as a page may show it: without control characters other than tab and newline,
/// and without the marks that change the writing direction or are not seen; � takes their place, so
/// that nobody takes the text for another.
std::string clean(std::string_view text);

}  // namespace pages
