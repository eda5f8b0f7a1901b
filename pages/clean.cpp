#include "pages/clean.hpp"

namespace pages {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_control(unsigned char c) { return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F; }

/// Bytes of the character at the beginning if it is one of those: 0 if it is not.
/// C2 80–9F (controls); U+061C; U+200B–F, U+2028–E, U+2060–F; U+FEFF.
std::size_t unseen(std::string_view text) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  if (is_control(static_cast<unsigned char>(byte(0)))) {
    return 1;
  }
  if ((byte(0) == 0xC2 && byte(1) >= 0x80 && byte(1) <= 0x9F) ||
      (byte(0) == 0xD8 && byte(1) == 0x9C)) {
    return 2;
  }
  const bool of_200b =
      byte(0) == 0xE2 && byte(1) == 0x80 &&
      ((byte(2) >= 0x8B && byte(2) <= 0x8F) || (byte(2) >= 0xA8 && byte(2) <= 0xAE));
  const bool of_2060 = byte(0) == 0xE2 && byte(1) == 0x81 && byte(2) >= 0xA0 && byte(2) <= 0xAF;
  const bool of_feff = byte(0) == 0xEF && byte(1) == 0xBB && byte(2) == 0xBF;
  return of_200b || of_2060 || of_feff ? 3 : 0;
}

}  // namespace

std::string clean(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const auto bad = unseen(text.substr(at));
    if (bad != 0) {
      safe += replacement;
      at += bad;
    } else {
      safe += text[at++];
    }
  }
  return safe;
}

}  // namespace pages
