#pragma once

#include "parsers/document.hpp"
#include "parsers/lines.hpp"
#include "parsers/oddities.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Reading JSON for the format parsers: the tree of a document that tells where things stand, and
/// of one that is cut off all that stands whole before the break.
namespace parsers {

struct JsonMember;

/// Its strings are decoded and clean; they live as long as the Document.
struct JsonValue {
  enum class Kind : std::uint8_t { null, boolean, number, string, array, object };

  Kind kind = Kind::null;
  bool is_open = false;             ///< The text ends within it.
  std::uint32_t offset = 0;         ///< Of its first character in the document.
  std::string_view text;            ///< Of a string; of a number and a boolean as it is written.
  std::vector<JsonMember> members;  ///< Of an object; of an array with empty names.

  /// The member's value; null where there is none. Never throws, whatever this is.
  const JsonValue& operator[](std::string_view name) const;
  bool has(std::string_view name) const;
  bool is(Kind wanted) const { return kind == wanted; }
  /// The items of an array, empty for all else.
  const std::vector<JsonMember>& items() const;
  /// Without blanks around it; empty where the member is no string, number or boolean.
  std::string_view word(std::string_view name) const;
  /// Nothing where the member is no number, or a negative one.
  std::optional<std::uint64_t> count(std::string_view name) const;
  bool is_true(std::string_view name) const;
};

struct JsonMember {
  std::string_view name;
  JsonValue value;
};

/// The values of a text: one, or several one behind the other as in a file of JSON lines.
class JsonText {
public:
  /// Parses in place; `lines` are the document's. Throws ParseError for what is no JSON and for
  /// what nests without end. A text that is cut off is none: see cut_off().
  JsonText(Document& document, LineIndex lines, Oddities& oddities);

  JsonText(const JsonText&) = delete;
  JsonText& operator=(const JsonText&) = delete;

  const std::vector<JsonValue>& values() const { return values_; }

  /// Absent when the text is whole.
  const std::optional<CutOff>& cut_off() const { return cut_off_; }
  /// For a text in which something is missing at the end though its values are whole.
  void note_cut(std::string_view element);
  /// To be told of each whole result that is left out because what it means, or how it is named,
  /// stands behind the break.
  void leave_out(std::uint64_t results) { cut_off_->left_out += results; }

  std::uint32_t line_of(const JsonValue& value) const { return lines_.line_of(value.offset); }
  Spot spot_of(const JsonValue& value) const { return {lines_, value.offset}; }
  Document& document() { return document_; }
  Oddities& oddities() { return oddities_; }

private:
  Document& document_;
  Oddities& oddities_;
  LineIndex lines_;
  std::vector<JsonValue> values_;
  std::optional<CutOff> cut_off_;
};

}  // namespace parsers
