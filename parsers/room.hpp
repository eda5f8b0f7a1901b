#pragma once

#include "parsers/report.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace parsers {

/// Makes room for `more` results at once, where they are counted before they are read; takes
/// amortised linear time however often it is called.
inline void make_room(std::vector<Result>& results, std::size_t more) {
  if (results.capacity() - results.size() < more) {
    results.reserve(std::max(results.size() + more, results.size() * 3 / 2));
  }
}

}  // namespace parsers
