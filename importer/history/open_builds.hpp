#pragma once

#include "importer/history/backfill_summary.hpp"

#include <cstddef>
#include <deque>
#include <set>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace importer::history {

/// Builds that are yet to be recorded, and which of them may be next. Those of one set come one
/// after the other, so that what its instances show in the end is of the newest; of different sets
/// the oldest comes first, but may be passed over while another worker is busy with its set.
class OpenBuilds {
public:
  /// Those of `builds` (the oldest first) that wait. They must stay where they are.
  explicit OpenBuilds(std::vector<BuildTold>& builds);

  bool empty() const { return sets_.empty(); }
  /// The oldest that is the next of its set and was not set aside; null when all were.
  BuildTold* next() const;

  /// There is nothing more to do for it (which next() gave).
  void done(const BuildTold& build);
  /// For now there is nothing that can be done for it, nor for the others of its set.
  void set_aside(const BuildTold& build);
  /// Those that were set aside may be next again.
  void take_back();

  /// How many builds may be next, each of a set of its own.
  std::size_t sets() const { return sets_.size(); }

private:
  std::vector<BuildTold>& builds_;
  std::unordered_map<std::string_view, std::deque<std::size_t>> sets_;  ///< Places in `builds_`.
  std::set<std::size_t> next_;   ///< Of each set the first, but for those set aside.
  std::set<std::size_t> aside_;  ///< Likewise.
};

}  // namespace importer::history
