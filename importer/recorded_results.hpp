#pragma once

#include "importer/recorded_runs.hpp"
#include "importer/result_key.hpp"

namespace importer {

/// A result that was sent together with whatever its test lacked, and may or may not be there.
struct SentResult {
  ResultItem item;
  std::string output;       ///< As in SentRun.
  std::string_view status;  ///< As in SentRun.
};

struct FoundResult {
  bool recorded = false;
  /// Where its run is, or belongs; absent while the set has no instance of it.
  std::optional<client::Instance> instance;
};

/// Whether each of the results is in PractiTest at this moment: a call for each to find its
/// instance, and those of are_recorded() or, `by_key` being false, of look_recorded(). Throws what
/// the client throws.
boost::asio::awaitable<std::vector<FoundResult>> find_results(
    client::PractiTest& practitest,
    std::span<const SentResult> results,
    ledger::Time sent,
    bool by_key,
    const std::unordered_set<client::Id>& ours
);

}  // namespace importer
