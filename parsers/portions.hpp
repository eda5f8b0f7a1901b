#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace parsers::xml {

/// A long row of elements of one name, of which a whole tree would take far more room than their
/// text: they are parsed a portion at a time.
struct Portions {
  const char* parent = "";        ///< The first child of the root with this name holds them.
  std::size_t begin = 0;          ///< Of the first element.
  std::vector<std::size_t> ends;  ///< Behind the last element of each portion.
};

/// The first such row in `text`, a whole document from the start tag of its root on. Nothing for
/// formats that can do without, and for a text in which tags do not fit together.
std::optional<Portions> find_portions(std::string_view text);

}  // namespace parsers::xml
