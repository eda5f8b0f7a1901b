#pragma once

#include "importer/exit_code.hpp"
#include "importer/history/find_builds.hpp"
#include "importer/history/set_names.hpp"
#include "importer/plan.hpp"
#include "importer/summary.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace importer::history {

/// What becomes of a build.
enum class BuildState {
  left_out,  ///< By --since, --until, --every or --last.
  before,    ///< An earlier start recorded all of it: no call is made.
  planned,   ///< To be recorded; that is as far as --plan goes.
  recorded,  ///< All of it, now.
  by_other,  ///< Another worker recorded the rest of it, or all.
  partly,    ///< Something of it was refused, or is unreadable.
  stopped,   ///< Half way, by what ends the backfill.
  waiting,   ///< Its turn did not come.
};

/// "recorded", "recorded before", …
std::string_view name_of(BuildState state);

struct BuildTold {
  const Build* build = nullptr;  ///< In History.
  SetsOfBuild sets;              ///< `name` is "id 5" where that is given.
  BuildState state = BuildState::waiting;
  std::size_t results = 0;    ///< Of the reports; what another report says again counts once.
  Outcomes outcomes;          ///< Likewise, once it was read again.
  std::size_t runs = 0;       ///< Recorded now; of a plan, to be recorded.
  std::size_t taken_out = 0;  ///< Runs that --results leaves out.
  CallCounts calls;           ///< Made; of a plan, to be made.
  std::size_t tests = 0;      ///< Of a plan: to be made.
  std::size_t new_sets = 0;   ///< Likewise.
  std::size_t files = 0;      ///< That went with its runs; of a plan, that are to.
  std::size_t files_not_sent = 0;
  std::string why;  ///< Of one that is not recorded whole; for the user.
};

/// Everything that can be told about a backfill.
struct BackfillSummary {
  History history;
  std::vector<BuildTold> builds;  ///< History::builds, in their order.
  bool is_plan = false;
  int rate = 0;                  ///< Calls in any 60 seconds; 0 for no limit.
  std::set<std::string> sets;    ///< Names of those that runs went to, or are to.
  CallCounts calls;              ///< Of the builds together.
  std::vector<CallMade> made;    ///< Every call, in order; empty for a plan.
  CallCounts calls_of_all;       ///< Of a plan: if no build was left out.
  std::chrono::minutes time{0};  ///< Of a plan: the least that the calls take, from now on.
  /// Of a plan with --window: when that is over.
  std::optional<std::chrono::system_clock::time_point> ends_at;
  std::size_t older = 0;  ///< Builds to record that are older than one that is recorded.
  std::string error;      ///< Why it ended early; for the user.
  ExitCode exit_code = ExitCode::ok;
};

/// How many builds are in this state.
std::size_t count(const BackfillSummary& summary, BuildState state);

}  // namespace importer::history
