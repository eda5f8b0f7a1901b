#include "parsers/inflate.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <limits>
#include <stdexcept>

namespace parsers {

namespace {

int value_of(char c) {
  if (c >= 'A' && c <= 'Z') {
    return c - 'A';
  }
  if (c >= 'a' && c <= 'z') {
    return c - 'a' + 26;
  }
  if (c >= '0' && c <= '9') {
    return c - '0' + 52;
  }
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/// Ends the stream whatever happens.
class Stream {
public:
  explicit Stream(std::string_view packed) {
    // zlib never writes to its input.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
    stream_.avail_in = static_cast<uInt>(packed.size());
    constexpr int zlib_or_gzip = 32;
    if (inflateInit2(&stream_, MAX_WBITS + zlib_or_gzip) != Z_OK) {
      throw std::runtime_error("zlib cannot be initialised");
    }
  }
  ~Stream() { inflateEnd(&stream_); }

  Stream(const Stream&) = delete;
  Stream& operator=(const Stream&) = delete;

  z_stream* operator->() { return &stream_; }
  /// A result code of zlib.
  int step() { return ::inflate(&stream_, Z_NO_FLUSH); }

private:
  z_stream stream_{};
};

}  // namespace

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  bytes.reserve(text.size() / 4 * 3);
  std::uint32_t bits = 0;
  int count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      continue;
    }
    if (c == '=') {
      break;
    }
    const int value = value_of(c);
    if (value < 0) {
      return std::nullopt;
    }
    bits = (bits << 6) | static_cast<std::uint32_t>(value);
    count += 6;
    if (count >= 8) {
      count -= 8;
      bytes.push_back(static_cast<char>((bits >> count) & 0xFF));
    }
  }
  return bytes;
}

Inflated inflate(std::string_view packed, std::size_t limit) {
  Inflated result;
  if (packed.size() > std::numeric_limits<uInt>::max()) {
    result.end = Inflated::End::broken;
    return result;
  }
  Stream stream(packed);
  std::array<char, 16 * 1024> room;
  for (;;) {
    stream->next_out = reinterpret_cast<Bytef*>(room.data());
    stream->avail_out = static_cast<uInt>(room.size());
    const int code = stream.step();
    const auto produced = room.size() - stream->avail_out;
    const auto kept = std::min(produced, limit - result.text.size());
    result.text.append(room.data(), kept);
    if (kept < produced) {
      result.end = Inflated::End::cut;
      return result;
    }
    if (code == Z_STREAM_END) {
      return result;
    }
    // Without progress the input has ended before the stream has.
    if (code != Z_OK || produced == 0) {
      result.end = Inflated::End::broken;
      return result;
    }
  }
}

}  // namespace parsers
