#pragma once

#include "parsers/report.hpp"
#include "parsers/xml.hpp"

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

/// Makes room before the result of `node` is added, for as many as are to be expected if the rest
/// of the file is like what was read of it: doubling would need half as much memory again.
inline void make_room(std::vector<Result>& results, const xml::Tree& tree, pugi::xml_node node) {
  if (results.size() < results.capacity()) {
    return;
  }
  constexpr double first = 256;
  const auto count = static_cast<double>(results.size());
  const auto expected = 1.25 * count / std::max(tree.part_before(node), 1e-9);
  // What is reserved too much is never touched, and so takes no memory; but a file of a few short
  // cases and a huge output must not ask for more than the shortest cases could need.
  const auto most = 2.6 * static_cast<double>(tree.size()) / sizeof(Result);
  results.reserve(static_cast<std::size_t>(std::max({std::min(expected, most), count * 1.25, first})
  ));
}

}  // namespace parsers
