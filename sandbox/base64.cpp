#include "sandbox/runs.hpp"

#include <array>

namespace sandbox {

std::optional<std::string> from_base64(std::string_view text) {
  constexpr std::string_view alphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  static const auto values = [&] {
    std::array<int, 256> table{};
    table.fill(-1);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
      table.at(static_cast<unsigned char>(alphabet[i])) = static_cast<int>(i);
    }
    return table;
  }();

  std::string result;
  result.reserve(text.size() / 4 * 3);
  unsigned bits = 0;
  std::size_t digits = 0;
  std::size_t padding = 0;
  for (const char byte : text) {
    if (byte == '\n' || byte == '\r' || byte == ' ') {
      continue;
    }
    const int value = values.at(static_cast<unsigned char>(byte));
    if (byte == '=') {
      ++padding;
    } else if (value < 0 || padding > 0) {
      return std::nullopt;
    } else {
      bits = (bits << 6U) | static_cast<unsigned>(value);
      if (++digits % 4 != 1) {
        const unsigned shift = digits % 4 == 2 ? 4 : digits % 4 == 3 ? 2 : 0;
        result += static_cast<char>((bits >> shift) & 0xffU);
      }
    }
  }
  const bool whole = (digits + padding) % 4 == 0 && padding <= 2;
  return whole ? std::optional<std::string>(std::move(result)) : std::nullopt;
}

}  // namespace sandbox
