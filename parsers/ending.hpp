#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace parsers {

/// How the first element of an XML text ends.
struct Ending {
  bool cut = false;            ///< The text stops before the element does.
  std::size_t end = 0;         ///< Behind the element; the size of the text when it is cut.
  std::string open;            ///< The innermost element that is open at the cut.
  std::uint64_t complete = 0;  ///< Results that stand whole before the end.
};

/// Walks over the tags of `text`, which begins with the root's start tag, without a look at
/// anything else. For texts whose last bytes are not the root's end tag.
Ending find_ending(std::string_view text);

/// Local name of the element whose start tag begins `text`.
std::string_view name_in_tag(std::string_view text);

/// Whether elements of this local name are one result each, in any format.
bool is_result_element(std::string_view local_name);

}  // namespace parsers
