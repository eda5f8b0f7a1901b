#pragma once

#include "importer/history/build.hpp"
#include "importer/history/duplicates.hpp"
#include "importer/history/leaves.hpp"
#include "importer/history/place.hpp"
#include "importer/history/set_names.hpp"
#include "importer/reading_options.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace importer::history {

/// What a first look at the files tells: nothing of the results is kept but their number.
struct History {
  std::vector<Build> builds;  ///< With results to record; in order of time.
  std::vector<Duplicate> duplicates;
  std::vector<Build> broken;   ///< All that looked like their reports is unreadable.
  std::vector<Build> running;  ///< Had not come to their end.
  Obstacles obstacles;
  std::size_t without_reports = 0;  ///< Builds of Jenkins without a test result.
  std::size_t without_results = 0;  ///< Builds whose reports hold none.
  std::size_t passed_over = 0;      ///< Files that are no test reports.
  std::size_t outside = 0;          ///< Reports where --build-from does not match.
  std::string one_outside;          ///< The first of them.
};

/// Reads every file once, on all cores, and keeps none; `statuses` is what counts as failed.
/// `sets`, where --set names any, is asked for Build::lacks_set. Throws UsageError.
History find_builds(
    const std::vector<std::string>& paths,
    const BuildRule& rule,
    const ReadingOptions& options,
    const StatusTable& statuses,
    const parsers::archives::Limits& limits = {},
    const SetNames* sets = nullptr
);

}  // namespace importer::history
