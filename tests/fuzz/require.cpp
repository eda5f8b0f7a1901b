#include "tests/fuzz/require.hpp"

#include <cstdio>
#include <cstdlib>

namespace fuzz {

void require(bool holds, const char* reason) {
  if (!holds) {
    std::fprintf(stderr, "broken promise: %s\n", reason);
    std::abort();
  }
}

}  // namespace fuzz
