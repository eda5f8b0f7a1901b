#pragma once

#include "parsers/xml.hpp"

#include <string_view>

namespace parsers::xml {

/// The first child element of that local name, whatever its namespace prefix; a null node when
/// there is none.
inline pugi::xml_node child_named(pugi::xml_node node, std::string_view local) {
  for (auto child = node.first_child(); child; child = child.next_sibling()) {
    if (child.type() == pugi::node_element && local_name(child) == local) {
      return child;
    }
  }
  return {};
}

}  // namespace parsers::xml
