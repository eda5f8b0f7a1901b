#pragma once

#include "parsers/lines.hpp"
#include "parsers/oddities.hpp"

#include <string>
#include <string_view>

namespace parsers {

struct Utf8 {
  std::string text;
  LineIndex lines;  ///< Of the text.
};

/// The whole file as clean UTF-8 without a byte order mark. The encoding is told by the byte
/// order mark, else by the look of UTF-16 or UTF-32, else by the XML declaration, else UTF-8; all
/// that iconv knows is understood. Ordinary UTF-8 is returned as it came, without a copy.
/// Throws ParseError for an encoding that nobody knows and for 4 GiB or more.
Utf8 to_utf8(std::string bytes, Oddities& oddities);

/// The encoding that `<?xml … encoding="…"?>` at the start of `text` declares; empty when none.
std::string_view declared_encoding(std::string_view text);

/// Throws ParseError when a report of `size` bytes is larger than positions in it can be counted.
void refuse_if_too_large(std::size_t size);

}  // namespace parsers
