#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace parsers {

struct Place {
  std::uint32_t line;    ///< From 1.
  std::uint32_t column;  ///< In bytes, from 1.
};

class LineIndex;

/// A place whose line and column are looked for only when somebody wants to know them.
struct Spot {
  const LineIndex& lines;  ///< Of the text.
  std::size_t offset;
};

/// Where the lines of a text begin. Made before the text is parsed, because parsing in place
/// overwrites some of the newlines.
class LineIndex {
public:
  /// `text` must be smaller than 4 GiB; it need not outlive the call.
  explicit LineIndex(std::string_view text);

  /// Quick when asked with growing offsets, as a parser does.
  std::uint32_t line_of(std::size_t offset) const;
  Place place_of(std::size_t offset) const;

  /// Up to here the text is nothing but printable ASCII, tabs and line ends; the size of the text
  /// when all of it is. A by-product: the same bytes are not read twice from memory.
  std::size_t plain_up_to() const { return plain_up_to_; }

private:
  // A bit for every byte of the text takes an eighth of its size, whatever it holds; a list of the
  // newlines would cost a branch each, and must be counted first or grow by copying.
  using Word = std::uint64_t;
  std::unique_ptr<Word[]> newlines_;
  std::vector<std::uint32_t> before_;  ///< Newlines before each block of words.
  std::size_t plain_up_to_ = 0;
  mutable std::size_t word_ = 0;         ///< Where line_of() last counted to,
  mutable std::uint32_t in_before_ = 0;  ///< and the newlines before it.
};

}  // namespace parsers
