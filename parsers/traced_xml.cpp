#include "parsers/traced_xml.hpp"

namespace parsers::xml {

void TracedXml::open(std::string_view name, std::initializer_list<Attribute> attributes) {
  if (!text_.empty()) {
    put("\n", Place::content);
  }
  text_.append("<").append(name);
  for (const auto& [attribute, value] : attributes) {
    if (!value.empty()) {
      text_.append(" ").append(attribute).append("=\"");
      put(value, Place::attribute);
      text_ += '"';
    }
  }
  text_ += '>';
}

void TracedXml::close(std::string_view name) { text_.append("</").append(name).append(">"); }

void TracedXml::element(
    std::string_view name, std::initializer_list<Attribute> attributes, std::string_view text
) {
  open(name, attributes);
  put(text, Place::content);
  close(name);
}

void TracedXml::put(std::string_view text, Place place) {
  const bool in_attribute = place == Place::attribute;
  for (const char c : text) {
    if (c == '<' || c == '>' || c == '&') {
      text_ += c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&amp;";
    } else if (in_attribute && (c == '"' || c == '\n' || c == '\t' || c == '\r')) {
      // White space in an attribute would be read as blanks.
      text_ += c == '"' ? "&quot;" : c == '\n' ? "&#10;" : c == '\t' ? "&#9;" : "&#13;";
    } else {
      text_ += c;
      if (c == '\n') {
        lines_.push_back(line_);
      }
    }
  }
}

}  // namespace parsers::xml
