#include "importer/history/duplicates.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

namespace importer::history {

namespace {

bool are_told_apart(const Build& one, const Build& other) {
  return one.is_numbered && other.is_numbered &&
         (one.job_in_path != other.job_in_path || one.number != other.number);
}

}  // namespace

std::vector<Duplicate> take_out_duplicates(std::vector<Build>& builds) {
  std::vector<Duplicate> duplicates;
  std::map<std::string_view, std::vector<std::size_t>> alike;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    alike[builds[i].digest].push_back(i);
  }
  std::vector<std::optional<std::size_t>> same_as(builds.size());
  for (auto& [digest, indices] : alike) {
    std::ranges::stable_sort(indices, {}, [&](std::size_t i) { return !builds[i].is_numbered; });
    for (std::size_t i = 1; i < indices.size(); ++i) {
      const auto first = std::find_if(
          indices.begin(),
          indices.begin() + static_cast<std::ptrdiff_t>(i),
          [&](std::size_t other) {
            return !same_as[other] && !are_told_apart(builds[indices[i]], builds[other]);
          }
      );
      if (first != indices.begin() + static_cast<std::ptrdiff_t>(i)) {
        same_as[indices[i]] = *first;
      }
    }
  }
  std::vector<Build> kept;
  for (std::size_t i = 0; i < builds.size(); ++i) {
    if (same_as[i]) {
      duplicates.push_back({builds[i], builds[*same_as[i]].shown});
    }
  }
  for (std::size_t i = 0; i < builds.size(); ++i) {
    if (!same_as[i]) {
      kept.push_back(std::move(builds[i]));
    }
  }
  builds = std::move(kept);
  return duplicates;
}

}  // namespace importer::history
