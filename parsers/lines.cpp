#include "parsers/lines.hpp"

#include <algorithm>
#include <cstring>

namespace parsers {

LineIndex::LineIndex(std::string_view text) {
  starts_.reserve(static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1);
  starts_.push_back(0);
  const char* const begin = text.data();
  const char* const end = begin + text.size();
  for (const char* at = begin; at != end;) {
    const auto* newline =
        static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(end - at)));
    if (newline == nullptr) {
      break;
    }
    at = newline + 1;
    starts_.push_back(static_cast<std::uint32_t>(at - begin));
  }
}

std::uint32_t LineIndex::line_of(std::size_t offset) const {
  constexpr int near = 16;
  if (starts_[last_] <= offset) {
    for (int step = 0; step < near; ++step) {
      if (last_ + 1 == starts_.size() || starts_[last_ + 1] > offset) {
        return static_cast<std::uint32_t>(last_ + 1);
      }
      ++last_;
    }
  }
  const auto after = std::ranges::upper_bound(starts_, offset);
  last_ = static_cast<std::size_t>(after - starts_.begin()) - 1;
  return static_cast<std::uint32_t>(last_ + 1);
}

Place LineIndex::place_of(std::size_t offset) const {
  const auto line = line_of(offset);
  return {line, static_cast<std::uint32_t>(offset - starts_[line - 1] + 1)};
}

}  // namespace parsers
