#include "tests/fuzz/tally.hpp"

#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace fuzz {

Tally& Tally::of_program() {
  static Tally tally;
  [[maybe_unused]] static const int registered = std::atexit(print);
  return tally;
}

void Tally::count(const char* end) {
  for (std::size_t i = 0; i < most_ends; ++i) {
    if (ends_[i] == nullptr) {
      ends_[i] = end;
    }
    if (std::strcmp(ends_[i], end) == 0) {
      ++counts_[i];
      return;
    }
  }
  std::abort();  // More ends than there is room for.
}

void Tally::print() {
  const auto& tally = of_program();
  for (std::size_t i = 0; i < most_ends && tally.ends_[i] != nullptr; ++i) {
    std::fprintf(
        stderr,
        "tally: %llu %s\n",
        static_cast<unsigned long long>(tally.counts_[i]),
        tally.ends_[i]
    );
  }
}

}  // namespace fuzz
