#include "client/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>

namespace client {

std::string base64(const std::string& bytes) {
  // Multiples of three: only the last piece may be padded. EVP_EncodeBlock counts in int.
  constexpr std::size_t piece = 3U << 20U;
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  std::string encoded(piece / 3 * 4 + 1, '\0');
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const auto size = std::min(piece, bytes.size() - at);
    const int written = EVP_EncodeBlock(
        reinterpret_cast<unsigned char*>(encoded.data()),
        reinterpret_cast<const unsigned char*>(bytes.data() + at),
        static_cast<int>(size)
    );
    text.append(encoded, 0, static_cast<std::size_t>(written));
  }
  return text;
}

}  // namespace client
