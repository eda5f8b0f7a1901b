#pragma once

#include "parsers/xml.hpp"

#include <cstddef>
#include <string_view>

namespace parsers::ctest {

/// Reads the outputs of the tests of one report, packed or not.
class OutputReader {
public:
  explicit OutputReader(xml::Tree& tree) : tree_(tree) {}

  /// The text of a `Value` element; what is too long or broken in it is told to the oddities.
  std::string_view read(pugi::xml_node value);

private:
  std::string_view unpacked(pugi::xml_node value, std::string_view text);
  std::string_view kept(pugi::xml_node value, std::string_view text);

  xml::Tree& tree_;
  std::size_t room_ = 64 * 1024 * 1024;  ///< For what is yet to be unpacked.
};

}  // namespace parsers::ctest
