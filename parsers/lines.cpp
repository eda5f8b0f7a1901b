#include "parsers/lines.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace parsers {

namespace {

constexpr std::size_t word_bits = 64;
constexpr std::size_t block_words = 8;
constexpr std::size_t block = word_bits * block_words;

/// What a block of text holds, apart from where its newlines are.
struct Seen {
  std::uint32_t newlines = 0;
  bool plain = true;  ///< Printable ASCII, tabs, newlines, carriage returns.
};

#ifdef __SSE2__

/// Reads `block` bytes and writes a bit for each.
Seen read_block(const char* bytes, std::uint64_t* words) {
  const auto newline = _mm_set1_epi8('\n');
  const auto tab = _mm_set1_epi8('\t');
  const auto carriage_return = _mm_set1_epi8('\r');
  const auto first_printable = _mm_set1_epi8(' ');
  const auto del = _mm_set1_epi8(0x7F);
  auto strange = _mm_setzero_si128();
  auto count = _mm_setzero_si128();  // Of each of the 16 columns; at most 32 fit well.
  for (std::size_t i = 0; i < block_words; ++i) {
    std::uint64_t word = 0;
    for (unsigned part = 0; part < 4; ++part) {
      const auto* const from = bytes + i * word_bits + part * std::size_t{16};
      const auto c = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
      const auto is_newline = _mm_cmpeq_epi8(c, newline);
      const auto white = _mm_or_si128(
          is_newline, _mm_or_si128(_mm_cmpeq_epi8(c, tab), _mm_cmpeq_epi8(c, carriage_return))
      );
      // Compared with signs: what is not ASCII is negative.
      const auto low = _mm_cmplt_epi8(c, first_printable);
      strange =
          _mm_or_si128(strange, _mm_or_si128(_mm_andnot_si128(white, low), _mm_cmpeq_epi8(c, del)));
      count = _mm_sub_epi8(count, is_newline);
      word |= std::uint64_t{static_cast<std::uint32_t>(_mm_movemask_epi8(is_newline))}
              << (part * 16);
    }
    words[i] = word;
  }
  const auto sums = _mm_sad_epu8(count, _mm_setzero_si128());
  return {
      static_cast<std::uint32_t>(_mm_cvtsi128_si32(sums) + _mm_extract_epi16(sums, 4)),
      _mm_movemask_epi8(strange) == 0};
}

#else

Seen read_block(const char* bytes, std::uint64_t* words) {
  Seen seen;
  for (std::size_t i = 0; i < block_words; ++i) {
    std::uint64_t word = 0;
    for (unsigned bit = 0; bit < word_bits; ++bit) {
      const auto c = static_cast<unsigned char>(bytes[i * word_bits + bit]);
      word |= std::uint64_t{c == '\n'} << bit;
      seen.plain = seen.plain && ((c >= 0x20 && c < 0x7F) || c == '\t' || c == '\n' || c == '\r');
    }
    words[i] = word;
    seen.newlines += static_cast<std::uint32_t>(std::popcount(word));
  }
  return seen;
}

#endif

}  // namespace

LineIndex::LineIndex(std::string_view text) : plain_up_to_(text.size()) {
  const auto blocks = text.size() / block + 1;
  newlines_ = std::make_unique_for_overwrite<Word[]>(blocks * block_words);
  before_.reserve(blocks);
  std::uint32_t newlines = 0;
  const auto take = [&](const char* bytes, std::size_t at) {
    const auto seen = read_block(bytes, newlines_.get() + at / word_bits);
    before_.push_back(newlines);
    newlines += seen.newlines;
    plain_up_to_ = seen.plain ? plain_up_to_ : std::min(plain_up_to_, at);
  };
  std::size_t at = 0;
  for (; at + block <= text.size(); at += block) {
    take(text.data() + at, at);
  }
  std::array<char, block> last;
  last.fill(' ');
  std::memcpy(last.data(), text.data() + at, text.size() - at);
  take(last.data(), at);
}

std::uint32_t LineIndex::line_of(std::size_t offset) const {
  const auto word = offset / word_bits;
  const auto first_of_block = word - word % block_words;
  if (word_ < first_of_block || word_ > word) {
    word_ = first_of_block;
    in_before_ = before_[word / block_words];
  }
  for (; word_ < word; ++word_) {
    in_before_ += static_cast<std::uint32_t>(std::popcount(newlines_[word_]));
  }
  const auto before_offset = newlines_[word] & ((Word{1} << offset % word_bits) - 1);
  return in_before_ + static_cast<std::uint32_t>(std::popcount(before_offset)) + 1;
}

Place LineIndex::place_of(std::size_t offset) const {
  auto word = offset / word_bits;
  auto marks = newlines_[word] & ((Word{1} << offset % word_bits) - 1);
  while (marks == 0 && word > 0) {
    marks = newlines_[--word];
  }
  const auto start = (word + 1) * word_bits - static_cast<std::size_t>(std::countl_zero(marks));
  return {line_of(offset), static_cast<std::uint32_t>(offset - start + 1)};
}

}  // namespace parsers
