#pragma once

#include <cstdint>
#include <string>

namespace fuzz {

/// Counts what became of the inputs and prints it when the program ends: a run in which nearly all
/// were refused has tried little else than the refusal.
class Tally {
public:
  /// The tally of this program; printed at its end, unless a finding ends it.
  static Tally& of_program();

  /// `end` is a literal: "read", "refused", …
  void count(const char* end);

private:
  Tally() = default;
  static void print();

  static constexpr std::size_t most_ends = 8;
  const char* ends_[most_ends] = {};
  std::uint64_t counts_[most_ends] = {};
};

}  // namespace fuzz
