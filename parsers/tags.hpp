#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Walking over the tags of an XML text without parsing it.
namespace parsers {

struct Tag {
  enum class Kind : std::uint8_t {
    start,
    empty,  ///< `<a/>`: start and end in one.
    end,
    other,  ///< A comment, a CDATA section, a processing instruction.
  };
  Kind kind = Kind::other;
  std::size_t behind = 0;  ///< Its last character; npos when the text ends before.
};

/// What begins with the `<` at `at`. A start tag that does not end is of the kind start.
Tag tag_at(std::string_view text, std::size_t at);

/// Name of the element whose start tag begins `text`, as it is written.
std::string_view name_in_tag(std::string_view text);

/// Behind the element whose start tag is at `at`; npos when the text ends before. Does not look at
/// names: the end tags may be others'.
std::size_t behind_element(std::string_view text, std::size_t at);

}  // namespace parsers
