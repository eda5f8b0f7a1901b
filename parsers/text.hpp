#pragma once

#include "parsers/oddities.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Cleaning of text, so that all that reaches the result model is UTF-8 without control
/// characters other than tab and newline.
namespace parsers {

constexpr auto npos = std::string_view::npos;  ///< Not found, of string and string_view.

/// Valid UTF-8 without control characters other than tab, newline and carriage return.
bool is_clean(std::string_view text);

/// The text with terminal colour sequences removed, other control characters and bytes that are
/// not UTF-8 replaced by U+FFFD; what was done is told to `oddities`.
std::string cleaned(std::string_view text, Oddities& oddities);

/// What decode_references found.
struct Decoded {
  std::size_t size = 0;  ///< Of the text that is left.
  /// Offset of an `&` that begins neither a predefined entity nor a character reference; npos
  /// when there is none. The text is then of no use.
  std::size_t unknown = npos;
  std::size_t repaired = 0;  ///< References to characters that cannot stay.
};

/// Replaces `&lt;`, `&#10;` and the like in place (the result is never longer), forbidden
/// characters by U+FFFD; colour sequences that come out of it are removed.
Decoded decode_references(char* text, std::size_t size);

/// Without blanks and newlines at either end.
std::string_view trimmed(std::string_view text);

/// Captured text without empty lines before it and blanks after it; the indentation of several
/// lines stays.
std::string_view trimmed_block(std::string_view text);

/// The first line that is not blank, trimmed.
std::string_view first_line(std::string_view text);

/// At most `most` bytes from the start, no character cut in two.
std::string_view shortened(std::string_view text, std::size_t most);

/// Whether `part` stands in `text`; takes time in proportion to both, whatever they hold.
bool contains(std::string_view text, std::string_view part);

bool equal_ignoring_case(std::string_view left, std::string_view right);
/// Ignoring case.
bool is_one_of(std::string_view word, std::span<const std::string_view> words);
inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return is_one_of(word, std::span(words.begin(), words.size()));
}

/// Of a text that is nothing but its digits, and blanks around them.
std::optional<std::uint64_t> whole_number(std::string_view text);

}  // namespace parsers
