#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace parsers {

struct Place {
  std::uint32_t line;    ///< From 1.
  std::uint32_t column;  ///< In bytes, from 1.
};

/// Where the lines of a text begin. Made before the text is parsed, because parsing in place
/// overwrites some of the newlines.
class LineIndex {
public:
  /// `text` must be smaller than 4 GiB.
  explicit LineIndex(std::string_view text);

  /// Quick when asked with growing offsets, as a parser does.
  std::uint32_t line_of(std::size_t offset) const;
  Place place_of(std::size_t offset) const;

private:
  std::vector<std::uint32_t> starts_;
  mutable std::size_t last_ = 0;  ///< Index of the line found last.
};

}  // namespace parsers
