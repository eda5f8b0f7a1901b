#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace parsers {

/// How the first element of an XML text ends. Names are views into the text, as they are written.
struct Ending {
  bool cut = false;     ///< The text stops before the element does.
  std::size_t end = 0;  ///< Behind the element; when cut, behind the last tag, comment or section.
  std::vector<std::string_view> open;  ///< At the cut, the outermost first.
  std::string_view innermost;          ///< What is open at the cut, be it only half a start tag.
};

/// Walks over the tags of `text`, which begins with the root's start tag, without a look at
/// anything else. For texts whose last bytes are not the root's end tag.
Ending find_ending(std::string_view text);

/// Without its namespace prefix.
std::string_view without_prefix(std::string_view name);

}  // namespace parsers
