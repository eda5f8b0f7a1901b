#pragma once

#include <cstddef>
#include <string>
#include <string_view>

/// Text as people read it: characters, not bytes. All input is valid UTF-8.
namespace importer::text {

/// Unicode normal form C, so that an é typed on one machine equals an é typed on another.
std::string nfc(std::string_view text);

/// Unicode normal form D, as some systems store names.
std::string nfd(std::string_view text);

/// Without white space around it.
std::string_view trimmed(std::string_view text);

/// On one line: trimmed, every run of white space inside is one blank.
std::string one_line(std::string_view text);

/// Code points.
std::size_t characters(std::string_view text);

/// The first `count` characters, never half of one.
std::string_view first(std::string_view text, std::size_t count);
/// The last `count` characters.
std::string_view last(std::string_view text, std::size_t count);

/// At most `count` characters: whole, or cut at the end with an ellipsis.
std::string cut(std::string_view text, std::size_t count);

/// At most `count` characters: whole, or its beginning and end with a hash of the whole between
/// them, so that two different texts stay different.
std::string cut_in_the_middle(std::string_view text, std::size_t count);

/// Columns that a terminal needs: a wide character takes two, a combining one none.
std::size_t columns(std::string_view text);

/// At most `most` columns: whole, or cut at the end with an ellipsis.
std::string cut_to_columns(std::string_view text, std::size_t most);

/// The first line with a letter or digit in it, trimmed, that is more than a place in the sources
/// (`a.cpp:12`), unless there is no other; empty when there is none.
std::string_view first_telling_line(std::string_view text);

/// "1,234,567".
std::string grouped(std::size_t number);

/// "1 test", "2 tests": the number grouped, the noun in its plural with an s.
std::string counted(std::size_t number, std::string_view noun);

/// Takes the first item off a list with commas, and the comma behind it.
std::string_view take_item(std::string_view& list);

}  // namespace importer::text
