#pragma once

#include "importer/summary.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace importer {

/// One result with all that the import has to say of it. Points into the Summary.
struct ToldResult {
  const NamedTest* test = nullptr;
  const Execution* execution = nullptr;
  const PlannedTest* planned = nullptr;       ///< Null when there was no plan.
  const ExecutionOutcome* outcome = nullptr;  ///< Null when nothing was carried out.
  std::optional<client::Id> test_id;
  std::optional<client::Id> instance_id;
};

/// The name of what was executed.
inline const std::string& name_of(const ToldResult& told) {
  return name_of(*told.test, *told.execution);
}

/// All results, by test, in the order of their runs.
std::vector<ToldResult> told_results(const Summary& summary);

/// Whether its test failed and no later execution takes its place.
bool is_failure(const ToldResult& told);

/// Whether it is not in PractiTest although it should be, or is going to be refused.
bool is_lost(const ToldResult& told);

/// Why it is lost, in words; never empty.
std::string why_lost(const ToldResult& told);

/// Why its test failed: the report's message, else the first telling line of its details.
std::string_view failure_message(const parsers::Result& result);

/// How many of the results that are, or are to be, recorded become which run.
std::map<RunStatus, std::size_t> by_run_status(const std::vector<ToldResult>& results);

}  // namespace importer
