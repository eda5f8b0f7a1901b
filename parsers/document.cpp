#include "parsers/document.hpp"

#include <cstring>

namespace parsers {

std::string_view Document::keep(std::string_view text) {
  if (text.empty()) {
    return {};
  }
  auto* const place = static_cast<char*>(derived_.allocate(text.size(), 1));
  std::memcpy(place, text.data(), text.size());
  return {place, text.size()};
}

}  // namespace parsers
