#pragma once

#include "parsers/document.hpp"
#include "parsers/error.hpp"
#include "parsers/lines.hpp"
#include "parsers/oddities.hpp"
#include "parsers/portions.hpp"
#include "parsers/report.hpp"

#include <boost/unordered/unordered_flat_set.hpp>
#include <pugixml.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Reading XML for the format parsers: the tree of a document, whose strings are decoded when
/// they are asked for, and the places of things in the file.
namespace parsers::xml {

/// Without its namespace prefix.
inline std::string_view local_name(const char* name) {
  const char* end = name;
  for (; *end != '\0'; ++end) {
    if (*end == ':') {
      name = end + 1;
    }
  }
  return {name, end};
}
inline std::string_view local_name(pugi::xml_node node) { return local_name(node.name()); }

/// The value as it is written, references and all: for comparing with a constant.
inline std::string_view raw(pugi::xml_node node, const char* attribute) {
  return node.attribute(attribute).value();
}

/// As it may be shown to a user: it may come from a broken file.
std::string shown_name(std::string_view name);

/// A parsed document. In the tree, text that comes before all children of an element is the
/// element's value, other text a node of its own: use text(). The tree goes with it; the strings
/// that it gave live as long as the Document.
class Tree {
public:
  /// Parses in place; `lines` are the document's. Of a text that is cut off all that stands whole
  /// before the break is read, as if the elements that are open ended there. Throws ParseError for
  /// what is not one XML document, and for declared entities, of which none is ever read; EndsEarly
  /// when not even the root's start tag is whole.
  Tree(Document& document, LineIndex lines, Oddities& oddities);

  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;

  /// Without the elements that are parsed in portions.
  pugi::xml_node root() const { return tree_.document_element(); }

  /// Calls `read` with each child of that name, in the order of the text; those that are parsed in
  /// portions are gone when it comes back. To be called once for a parent. Throws ParseError.
  void for_each_child(
      pugi::xml_node parent, const char* name, const std::function<void(pugi::xml_node)>& read
  );

  /// References decoded. Throws ParseError for `&unknown;` and a bare `<` or `&`.
  std::string_view value(pugi::xml_attribute attribute);
  /// Empty when there is no such attribute.
  std::string_view value(pugi::xml_node node, const char* attribute) {
    return value(node.attribute(attribute));
  }
  /// All text and CDATA directly in the element, in one piece. Throws like value().
  std::string_view text(pugi::xml_node node);

  /// Absent when the text is whole.
  const std::optional<CutOff>& cut_off() const { return cut_off_; }
  /// Whether the break stands in this element: it may lack anything but what its start tag says.
  bool is_open(pugi::xml_node element) const;
  /// Takes the outermost open element that is a result, with all in it, out of the tree. Throws
  /// EndsEarly when that is the root.
  void drop_open(bool (*is_result)(pugi::xml_node));
  /// To be told of each whole result that is left out because what it means, or how it is named,
  /// stands behind the break.
  void leave_out(std::uint64_t results) { cut_off_->left_out += results; }
  /// Throws EndsEarly for a text that is cut off behind so many complete results.
  [[noreturn]] void refuse_cut(std::uint64_t complete) const;

  std::uint32_t line_of(pugi::xml_node element) const { return line_at(element.name()); }
  /// Of the element's `<`.
  Spot spot_of(pugi::xml_node element) const { return spot_at(element.name() - 1); }
  /// Of the document's text, in bytes.
  std::size_t size() const { return document_.text().size(); }
  /// How much of the document stands before the element, from 0 to 1.
  double part_before(pugi::xml_node element) const {
    return static_cast<double>(offset_of(element.name())) /
           static_cast<double>(document_.text().size());
  }
  /// Of a pointer into the document's text.
  std::uint32_t line_at(const char* place) const;
  Spot spot_at(const char* place) const;

  /// Throws ParseError at a pointer into the document's text.
  [[noreturn]] void refuse(const char* place, const std::string& why) const;
  /// Throws NotAReport.
  [[noreturn]] void refuse_as_other(const char* place, const std::string& why) const;

  Document& document() { return document_; }
  Oddities& oddities() { return oddities_; }

private:
  /// The text of the root but for what is parsed in portions.
  std::span<char> set_portions_apart(std::span<char> content);
  /// Of a pointer into what was parsed; in the document's text.
  std::size_t offset_of(const char* place) const;
  void parse(std::span<char> content, std::string_view root_name);
  void pass_over(std::string_view text, std::string_view root_name);
  void leave_open(pugi::xml_node innermost);
  void note_cut(std::string_view element);
  [[noreturn]] void refuse_malformed(pugi::xml_parse_status status, const char* place) const;
  [[noreturn]] void refuse_second(const char* place, std::string_view root_name) const;
  Place place_of(const char* place) const;
  std::string_view decoded_text(pugi::xml_node node);
  /// Up to where bytes behind `text` may be read; `text` itself when it is not the document's.
  const char* safe_end(const char* text) const;
  std::string_view decode(char* text, std::size_t size);

  Document& document_;
  Oddities& oddities_;
  LineIndex lines_;
  std::size_t size_;  ///< Of the text as it came.
  std::optional<CutOff> cut_off_;
  std::vector<pugi::xml_node> open_;  ///< At the break, the outermost first.
  pugi::xml_document tree_;

  std::optional<Portions> portions_;  ///< Their offsets are the document's.
  std::string_view frame_;            ///< The root without them; empty when there are none.
  std::size_t frame_begin_ = 0;       ///< In the document's text.
  pugi::xml_document portion_;        ///< That is being read.

  /// Decoded texts that hold `&` or `<` of their own, so that none is decoded twice.
  boost::unordered_flat_set<const char*> decoded_;
};

}  // namespace parsers::xml
