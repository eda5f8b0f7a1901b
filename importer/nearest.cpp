#include "importer/nearest.hpp"

#include <algorithm>
#include <numeric>

namespace importer {

namespace {

/// Levenshtein's distance.
std::size_t edits_between(std::string_view from, std::string_view to) {
  std::vector<std::size_t> row(to.size() + 1);
  std::iota(row.begin(), row.end(), 0U);
  for (std::size_t i = 0; i < from.size(); ++i) {
    auto diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < to.size(); ++j) {
      const auto replaced = diagonal + (from[i] == to[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> nearest(
    std::string_view word, const std::vector<std::string>& candidates
) {
  const auto distance = [word](const std::string& candidate) {
    return edits_between(word, candidate);
  };
  const auto best = std::ranges::min_element(candidates, {}, distance);
  // A third of the word wrong is a typing error; more is another word.
  if (best == candidates.end() || distance(*best) > std::max<std::size_t>(2, word.size() / 3)) {
    return std::nullopt;
  }
  return *best;
}

}  // namespace importer
