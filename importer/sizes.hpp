#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

/// Sizes as people write and read them; K, M and G are powers of 1,024.
namespace importer {

constexpr std::uint64_t kilobyte = 1'024;
constexpr std::uint64_t megabyte = 1'024 * kilobyte;
constexpr std::uint64_t gigabyte = 1'024 * megabyte;

/// "3145728", "3072K", "3M", "1G", with or without a B behind it, in any case; absent for all else.
std::optional<std::uint64_t> size_from(std::string_view text);

/// "812 bytes", "3.4 MB".
std::string size_text(std::uint64_t bytes);

}  // namespace importer
