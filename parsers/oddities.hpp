#pragma once

#include "parsers/report.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace parsers {

/// Gathers what was repaired, guessed or passed over: one entry a kind, with its count and the
/// first line, so that a million bad bytes are still one sentence.
class Oddities {
public:
  /// `what` is a literal with one `{}` for the count; it tells the kinds apart. `line` is 0 when
  /// the whole file is meant.
  void add(std::string_view what, std::uint32_t line, std::uint64_t count = 1);

  /// In the order in which they were first seen.
  std::vector<Oddity> list() const;

private:
  struct Entry {
    std::string_view what;
    std::uint32_t line;
    std::uint64_t count;
  };
  std::vector<Entry> entries_;
};

}  // namespace parsers
