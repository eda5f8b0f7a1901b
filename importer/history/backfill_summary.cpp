#include "importer/history/backfill_summary.hpp"

#include <algorithm>

namespace importer::history {

std::string_view name_of(BuildState state) {
  switch (state) {
  case BuildState::left_out:
    return "left out";
  case BuildState::before:
    return "recorded before";
  case BuildState::planned:
    return "planned";
  case BuildState::recorded:
    return "recorded";
  case BuildState::by_other:
    return "recorded by another worker";
  case BuildState::partly:
    return "partly recorded";
  case BuildState::stopped:
    return "stopped";
  case BuildState::waiting:
    return "not begun";
  }
  return "";
}

std::size_t count(const BackfillSummary& summary, BuildState state) {
  return static_cast<std::size_t>(std::ranges::count(summary.builds, state, &BuildTold::state));
}

}  // namespace importer::history
