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

std::span<char> Document::keep_joined(std::string_view first, std::string_view second) {
  const auto size = first.size() + second.size();
  auto* const place = static_cast<char*>(derived_.allocate(size, 1));
  std::memcpy(place, first.data(), first.size());
  std::memcpy(place + first.size(), second.data(), second.size());
  return {place, size};
}

void JoinedText::add(std::string_view piece) {
  if (piece.empty()) {
    return;
  }
  if (joined_) {
    joined_->append(separator_).append(piece);
  } else if (only_.empty()) {
    only_ = piece;
  } else {
    joined_ = std::make_unique<std::string>(only_);
    joined_->append(separator_).append(piece);
  }
}

std::string_view JoinedText::in(Document& document) const {
  return joined_ ? document.keep(*joined_) : only_;
}

}  // namespace parsers
