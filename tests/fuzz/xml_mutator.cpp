#include "tests/fuzz/xml_mutator.hpp"

#include <pugixml.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <sstream>

extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t max_size);

namespace fuzz {

namespace {

using pugi::xml_node;

/// Texts are taken and written as they stand, references and all.
constexpr unsigned as_it_stands = pugi::parse_cdata | pugi::parse_pi | pugi::parse_comments |
                                  pugi::parse_declaration | pugi::parse_doctype;

/// Values at the edges of what reports hold: numbers, durations, dates, marks, markup, paths.
constexpr std::array values = std::to_array<std::string_view>({
    "",
    " ",
    "0",
    "1",
    "-1",
    "0.0005",
    "1e400",
    "-1e18",
    "NaN",
    "inf",
    "1,234.5",
    "1.234,5",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "99999999999999999999999999",
    "00:00:01.5",
    "-00:00:01",
    "10675199.02:48:05.4775807",
    "99999999:59:59",
    "19.8m",
    "1.5d",
    "99999999999d",
    "2026-11-24T01:02:03.456Z",
    "2026-11-24T01:02:03.4567891+14:00",
    "2026-11-24T01:02:03-99:99",
    "2026-02-30T25:61:61",
    "0000-00-00T00:00:00",
    "0001-01-01T00:00:00",
    "9999-12-31T23:59:59.9999999-23:59",
    "32767-12-31T23:59:59",
    "99999-12-31T23:59:59",
    "20261124 01:02:03.456",
    "00010101 00:00:00.000",
    "12/31/1969 11:59:59 PM",
    "26.04.2013 10:47:15",
    "Nov 24 01:02 CET",
    "Tue, 24 Nov 2026 01:02:03 GMT",
    "1795482123",
    "1795482123456",
    "true",
    "false",
    "[[ATTACHMENT|a.png]]",
    "[[ATTACHMENT|",
    "[[PROPERTY|a=b]]",
    "[[PROPERTY|step[failed]=pay]]",
    "[[PROPERTY|x]]\n[[PROPERTY|x",
    "\x1b[31mred\x1b[0m",
    "\xff\xfe",
    "\xed\xa0\x80",
    "\xf0\x9f\x98\x80",
    "]]>",
    "<br/>",
    "<img src=\"a.png\"><a href='b.png'>",
    "*HTML* <b>x</b><img src=\"data:image/png;base64,AAAA\">",
    "file:///C:/a%20b.png",
    "..\\..\\a.png",
    "adds(1, \"a\", ')')",
    "Swaps<Int32>(1,2)[chrome-en]",
    "a.b.c::d#e/f",
    "SetUp : System.ArgumentException : no such article\n   at A.b() in c:\\d.cs:line 7",
    "a\nb\r\nc\n\n",
    "H4sIAAAAAAAAA0vkAgAHoerdAgAAAA==",
    "eJxLBAAAYgBi",
});

/// Written as they stand.
constexpr std::array references = std::to_array<std::string_view>({
    "&#x1B;[1;31m",
    "&#0;",
    "&#xD;&#10;&#9;",
    "&#xD800;",
    "&#x110000;",
    "&#99999999999;",
    "&amp;lt;b&amp;gt;",
    "&lt;img src=&quot;a.png&quot;&gt;",
    "&unknown;",
});

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
    case '<':
      result += "&lt;";
      break;
    case '&':
      result += "&amp;";
      break;
    case '"':
      result += "&quot;";
      break;
    default:
      result += c;
    }
  }
  return result;
}

std::string changed_bytes(std::string_view text) {
  constexpr std::size_t more = 16;
  std::string bytes(text);
  bytes.resize(text.size() + more);
  bytes.resize(
      LLVMFuzzerMutate(reinterpret_cast<std::uint8_t*>(bytes.data()), text.size(), bytes.size())
  );
  return bytes;
}

/// The next in the order of the document, of the children of `top`; null behind the last.
xml_node next_node(xml_node node, xml_node top) {
  if (node.first_child()) {
    return node.first_child();
  }
  while (node != top && !node.next_sibling()) {
    node = node.parent();
  }
  return node == top ? xml_node() : node.next_sibling();
}

bool is_within(xml_node node, xml_node outer) {
  for (; node; node = node.parent()) {
    if (node == outer) {
      return true;
    }
  }
  return false;
}

}  // namespace

struct XmlMutator::Document {
  explicit Document(std::string_view xml) {
    const auto parsed = tree.load_buffer(xml.data(), xml.size(), as_it_stands, pugi::encoding_utf8);
    if (parsed) {
      look();
    }
  }

  /// After a change the nodes are other ones.
  void look() {
    elements.clear();
    texts.clear();
    for (xml_node node = tree.first_child(); node; node = next_node(node, tree)) {
      if (node.type() == pugi::node_element) {
        elements.push_back(node);
      } else if (node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata) {
        texts.push_back(node);
      }
    }
  }

  std::string written() const {
    std::ostringstream text;
    tree.save(
        text,
        "",
        pugi::format_raw | pugi::format_no_declaration | pugi::format_no_escapes,
        pugi::encoding_utf8
    );
    return text.str();
  }

  pugi::xml_document tree;
  std::vector<xml_node> elements;
  std::vector<xml_node> texts;
};

XmlMutator::XmlMutator(std::vector<std::string> words) : words_(std::move(words)) {
  constexpr std::string_view in_names =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.:";
  std::ranges::copy_if(words_, std::back_inserter(names_), [&](std::string_view word) {
    return word.find_first_not_of(in_names) == word.npos;
  });
  if (names_.empty()) {
    names_.emplace_back("testcase");
    words_.emplace_back("testcase");
  }
}

std::size_t XmlMutator::below(std::size_t count) { return random_() % count; }

const std::string& XmlMutator::word() { return words_[below(words_.size())]; }
const std::string& XmlMutator::name() { return names_[below(names_.size())]; }

std::string XmlMutator::new_value(std::string_view old) {
  constexpr std::size_t very_long = 5000;
  // What is not escaped mostly makes a file that is refused: seldom.
  if (below(24) == 0) {
    return below(2) == 0 ? changed_bytes(old) : std::string(values[below(values.size())]);
  }
  switch (below(8)) {
  case 0:
    return escaped(word());
  case 1:
    return escaped(changed_bytes(old));
  case 2:
    return std::string(old) + escaped(values[below(values.size())]);
  case 3:
    return std::string(old) + std::string(references[below(references.size())]);
  case 4:
    return below(16) == 0 ? std::string(very_long, 'a') : std::string(old) + std::string(old);
  default:
    return escaped(values[below(values.size())]);
  }
}

void XmlMutator::change_element(Document& document) {
  auto& elements = document.elements;
  auto one = elements[below(elements.size())];
  auto other = elements[below(elements.size())];
  switch (below(8)) {
  case 0:
    if (one != document.tree.document_element()) {
      one.parent().remove_child(one);
    }
    break;
  case 1:
    if (one != document.tree.document_element()) {
      one.parent().insert_copy_after(one, one);
    }
    break;
  case 2:
    other.append_copy(one);
    break;
  case 3:
    if (!is_within(other, one)) {
      other.prepend_move(one);
    }
    break;
  case 4:
    one.set_name(name().c_str());
    break;
  case 5:
    one.set_name(std::string(other.name()).c_str());
    break;
  case 6:
    one.append_child(name().c_str()).append_copy(other);
    break;
  default:
    one.prepend_child(name().c_str()).text() = new_value("").c_str();
  }
  document.look();
}

void XmlMutator::change_attribute(Document& document) {
  auto& elements = document.elements;
  auto element = elements[below(elements.size())];
  std::vector<pugi::xml_attribute> attributes(element.attributes_begin(), element.attributes_end());
  if (attributes.empty() || below(6) == 0) {
    element.append_attribute(name().c_str()) = new_value("1").c_str();
    return;
  }
  auto one = attributes[below(attributes.size())];
  switch (below(6)) {
  case 0:
    element.remove_attribute(one);
    break;
  case 1:
    one.set_name(name().c_str());
    break;
  case 2: {
    const auto other = elements[below(elements.size())].first_attribute();
    one.set_value(std::string(other.value()).c_str());
    break;
  }
  default:
    one.set_value(new_value(one.value()).c_str());
  }
}

void XmlMutator::change_text(Document& document) {
  auto& texts = document.texts;
  if (texts.empty() || below(4) == 0) {
    auto element = document.elements[below(document.elements.size())];
    auto text = element.append_child(below(2) == 0 ? pugi::node_pcdata : pugi::node_cdata);
    text.set_value(new_value("text").c_str());
    texts.push_back(text);
    return;
  }
  auto text = texts[below(texts.size())];
  text.set_value(new_value(text.value()).c_str());
}

void XmlMutator::change(Document& document) {
  switch (below(5)) {
  case 0:
  case 1:
    return change_element(document);
  case 2:
  case 3:
    return change_attribute(document);
  default:
    return change_text(document);
  }
}

std::optional<std::string> XmlMutator::mutate(std::string_view xml, unsigned seed) {
  random_.seed(seed);
  Document document(xml);
  if (document.elements.empty()) {
    return std::nullopt;
  }
  for (auto left = 1 + below(4); left > 0 && !document.elements.empty(); --left) {
    change(document);
  }
  return document.written();
}

std::optional<std::string> XmlMutator::cross(
    std::string_view into, std::string_view from, unsigned seed
) {
  random_.seed(seed);
  Document target(into);
  const Document source(from);
  if (target.elements.empty() || source.elements.empty()) {
    return std::nullopt;
  }
  auto place = target.elements[below(target.elements.size())];
  place.append_copy(source.elements[below(source.elements.size())]);
  return target.written();
}

}  // namespace fuzz
