#pragma once

#include "client/entities.hpp"
#include "importer/gather.hpp"
#include "importer/plan.hpp"
#include "importer/reports.hpp"
#include "importer/result_key.hpp"

#include <deque>
#include <string>
#include <vector>

namespace importer {

/// The version of the format that docs/plans.md describes.
constexpr std::size_t plan_format = 1;

/// What a file of `plan --out` holds, read again. Moving it leaves in place what is pointed to.
struct SavedPlan {
  SavedPlan() = default;
  SavedPlan(SavedPlan&&) = default;
  SavedPlan& operator=(SavedPlan&&) = default;

  std::string file;
  /// Else only the reports were read (`--offline`): a part, which is still to be planned.
  bool decided = false;
  std::vector<SavedOption> options;  ///< That it was made with (plan_options.hpp).
  /// Those of a decided plan have only results that `gathered` points to, without evidence.
  Reports reports;

  // Of a decided plan only.
  ImportIdentity identity;
  std::deque<client::NewRun> runs;  ///< `gathered` points to them.
  std::deque<std::string> texts;    ///< Contents of files; those of `gathered` point to them.
  Gathered gathered;
  Plan plan;  ///< `gathered` holds its tests. What it knows counts as remembered, not as seen now.
};

}  // namespace importer
