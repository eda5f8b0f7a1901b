#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Text that a report holds packed.
namespace parsers {

/// Blanks and newlines between the characters are passed over, as is what follows the first `=`;
/// nothing for a text with any other character.
std::optional<std::string> decode_base64(std::string_view text);

struct Inflated {
  enum class End : std::uint8_t {
    whole,
    cut,     ///< There was more than the limit.
    broken,  ///< The rest cannot be read.
  };
  std::string text;
  End end = End::whole;
};

/// Unpacks a zlib or gzip stream (RFC 1950, RFC 1952) to at most `limit` bytes.
Inflated inflate(std::string_view packed, std::size_t limit);

}  // namespace parsers
