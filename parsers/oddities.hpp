#pragma once

#include "parsers/lines.hpp"
#include "parsers/report.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace parsers {

/// Gathers what was repaired, guessed or passed over: one entry a kind, with its count and the
/// first place, so that a million bad bytes are still one sentence.
class Oddities {
public:
  /// `what` is a literal with one `{}` for the count; it tells the kinds apart.
  void add(std::string_view what, const Spot& spot, std::uint64_t count = 1);
  /// The column is 0 when only the line is known, the line too when the whole file is meant.
  void add(std::string_view what, Place place, std::uint64_t count = 1);
  void add(std::string_view what, std::uint32_t line, std::uint64_t count = 1) {
    add(what, Place{line, 0}, count);
  }

  /// In the order in which they were first seen.
  std::vector<Oddity> list() const;

private:
  struct Entry {
    std::string_view what;
    Place place;
    std::uint64_t count;
  };
  /// Null for a kind that is new.
  Entry* known(std::string_view what);

  std::vector<Entry> entries_;
};

}  // namespace parsers
