#pragma once

#include "importer/reports.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace importer {

/// A result that is an execution of no scenario, or of one that cannot be told from others.
struct WithoutScenario {
  std::string place;  ///< Of the result, "cucumber.json:12".
  std::string name;
  std::string why;
};

/// What became of `--features`.
struct ScenariosFound {
  std::string folder;              ///< As the user named it.
  std::size_t files = 0;           ///< Feature files that were understood.
  std::size_t results = 0;         ///< Of the reports.
  std::vector<Unreadable> unread;  ///< Feature files that could not be read, or understood.
  std::vector<WithoutScenario> without;
  std::vector<std::string> shortened;  ///< Places of scenarios longer than is sent.
};

/// Bytes of a scenario's text that are sent: PractiTest's reference names no limit, and people read
/// no more.
constexpr std::size_t longest_scenario = 64 * 1024;

/// Finds the scenarios of the reports' results in the feature files below the folder, and adds them
/// to the reports; those that a part brought along stay. Throws UsageError for what is no folder.
ScenariosFound find_scenarios(Reports& reports, const std::string& folder);

}  // namespace importer
