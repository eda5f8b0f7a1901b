#include "ledger/write_ahead_log.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>

namespace ledger {

namespace {

constexpr std::size_t header_size = 32;
constexpr std::size_t frame_header_size = 24;

std::uint32_t byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

std::uint32_t big_endian(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at) << 24U | byte_at(bytes, at + 1) << 16U | byte_at(bytes, at + 2) << 8U |
         byte_at(bytes, at + 3);
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  return byte_at(bytes, at + 3) << 24U | byte_at(bytes, at + 2) << 16U |
         byte_at(bytes, at + 1) << 8U | byte_at(bytes, at);
}

/// Runs through the whole log.
struct Checksum {
  bool is_big_endian = false;
  std::uint32_t first = 0;
  std::uint32_t second = 0;

  void add(std::string_view bytes) {
    const auto word = is_big_endian ? big_endian : little_endian;
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
      first += word(bytes, at) + second;
      second += word(bytes, at + 4) + first;
    }
  }
  bool is(std::string_view bytes, std::size_t at) const {
    return big_endian(bytes, at) == first && big_endian(bytes, at + 4) == second;
  }
};

bool is_broken(const std::filesystem::path& log) {
  std::ifstream file(log, std::ios::binary);
  std::string header(header_size, '\0');
  if (!file.read(header.data(), header_size)) {
    return file.gcount() > 0;
  }
  constexpr std::uint32_t magic = 0x377f0682;  // And 1 more where words are big-endian.
  Checksum checksum{.is_big_endian = big_endian(header, 0) == magic + 1};
  checksum.add(std::string_view(header).substr(0, 24));
  const std::size_t page = big_endian(header, 8);
  if ((big_endian(header, 0) | 1U) != magic + 1 || !checksum.is(header, 24) || page > 65'536) {
    return true;
  }
  std::string frame(frame_header_size + page, '\0');
  bool at_end = false;
  while (file.read(frame.data(), static_cast<std::streamsize>(frame.size()))) {
    // Behind the end there may be frames of earlier logs. One of a frame's two salts may be
    // damaged.
    const bool one_salt = frame.compare(8, 4, header, 16, 4) == 0;
    const bool other_salt = frame.compare(12, 4, header, 20, 4) == 0;
    if (!at_end && one_salt && other_salt) {
      checksum.add(std::string_view(frame).substr(0, 8));
      checksum.add(std::string_view(frame).substr(frame_header_size));
      if (checksum.is(frame, 16)) {
        continue;
      }
    }
    at_end = true;
    if (one_salt || other_salt) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool may_have_lost_writes(const std::filesystem::path& ledger) {
  const auto log = ledger.native() + "-wal";
  if (!is_broken(log)) {
    return false;
  }
  // Another process may be in the middle of a write.
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  return is_broken(log);
}

}  // namespace ledger
