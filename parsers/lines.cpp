#include "parsers/lines.hpp"

#include <algorithm>
#include <bit>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace parsers {

namespace {

#ifdef __SSE2__
constexpr std::size_t block = 16;

/// A bit for every newline among the bytes of a block.
unsigned newlines_in(const char* bytes) {
  const auto loaded = _mm_loadu_si128(reinterpret_cast<const __m128i*>(bytes));
  return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(loaded, _mm_set1_epi8('\n'))));
}
#else
constexpr std::size_t block = 8;

unsigned newlines_in(const char* bytes) {
  unsigned marks = 0;
  for (std::size_t i = 0; i < block; ++i) {
    marks |= static_cast<unsigned>(bytes[i] == '\n') << i;
  }
  return marks;
}
#endif

std::size_t count_newlines(std::string_view text) {
  std::size_t newlines = 0;
  while (!text.empty()) {
    const auto part = text.substr(0, 128);
    // A counter of one byte lets the compiler count many bytes at a time.
    unsigned char few = 0;
    for (const char c : part) {
      few = static_cast<unsigned char>(few + (c == '\n' ? 1 : 0));
    }
    newlines += few;
    text.remove_prefix(part.size());
  }
  return newlines;
}

}  // namespace

LineIndex::LineIndex(std::string_view text) {
  // Counted first, so that the list takes no more room than it needs.
  starts_.resize(count_newlines(text) + 1);
  auto* next = starts_.data();
  *next++ = 0;
  std::size_t at = 0;
  for (; at + block <= text.size(); at += block) {
    for (auto marks = newlines_in(text.data() + at); marks != 0; marks &= marks - 1) {
      *next++ =
          static_cast<std::uint32_t>(at) + static_cast<std::uint32_t>(std::countr_zero(marks)) + 1;
    }
  }
  for (; at < text.size(); ++at) {
    if (text[at] == '\n') {
      *next++ = static_cast<std::uint32_t>(at + 1);
    }
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
