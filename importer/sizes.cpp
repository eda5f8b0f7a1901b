#include "importer/sizes.hpp"

#include <fmt/format.h>

#include <charconv>
#include <limits>

namespace importer {

namespace {

std::optional<std::uint64_t> unit_from(std::string_view text) {
  const bool says_bytes = !text.empty() && (text.back() == 'b' || text.back() == 'B');
  text.remove_suffix(says_bytes ? 1 : 0);
  if (text.empty()) {
    return 1;
  }
  if (text.size() > 1) {
    return std::nullopt;
  }
  switch (text.front()) {
  case 'k':
  case 'K':
    return kilobyte;
  case 'm':
  case 'M':
    return megabyte;
  case 'g':
  case 'G':
    return gigabyte;
  default:
    return std::nullopt;
  }
}

}  // namespace

std::optional<std::uint64_t> size_from(std::string_view text) {
  std::uint64_t number = 0;
  const auto* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{}) {
    return std::nullopt;
  }
  const auto unit = unit_from(std::string_view(stop, static_cast<std::size_t>(end - stop)));
  if (!unit || number > std::numeric_limits<std::uint64_t>::max() / *unit) {
    return std::nullopt;
  }
  return number * *unit;
}

std::string size_text(std::uint64_t bytes) {
  const auto in = [bytes](std::uint64_t unit, const char* name) {
    return fmt::format("{:.1f} {}", static_cast<double>(bytes) / static_cast<double>(unit), name);
  };
  if (bytes < 1'000) {
    return bytes == 1 ? "1 byte" : fmt::format("{} bytes", bytes);
  }
  if (bytes < 1'000 * kilobyte) {
    return in(kilobyte, "KB");
  }
  return bytes < 1'000 * megabyte ? in(megabyte, "MB") : in(gigabyte, "GB");
}

}  // namespace importer
