#pragma once

#include "client/practitest.hpp"
#include "importer/recording.hpp"
#include "ledger/ledger.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

namespace importer {

/// A run that was sent and may or may not be in PractiTest.
struct SentRun {
  client::Id instance_id = 0;
  std::uint64_t key = 0;
  /// What to know it by when runs carry no key (`--no-import-key`).
  std::string output;
  std::string_view status;  ///< As PractiTest shows it.
};

/// Whether each of the runs is in PractiTest at this moment, by their keys, asked for by
/// instances: one call for every 50 of them and 100 runs. `sent` bounds how far back is looked.
/// Throws what the client throws.
boost::asio::awaitable<std::vector<bool>> are_recorded(
    client::PractiTest& practitest, std::span<const SentRun> runs, ledger::Time sent
);

/// The same for runs without a key: a run of the instance with the same output and status that
/// came after `sent`, less two minutes for clocks that differ, and that is none of `ours`, the
/// runs known to be others of this import.
boost::asio::awaitable<std::vector<bool>> look_recorded(
    client::PractiTest& practitest,
    std::span<const SentRun> runs,
    ledger::Time sent,
    const std::unordered_set<client::Id>& ours
);

/// Keys of all runs of the sets that carry one, or of those since then: a call for every 100 runs.
boost::asio::awaitable<std::unordered_set<std::uint64_t>> keys_in_sets(
    client::PractiTest& practitest,
    std::vector<client::Id> set_ids,
    std::optional<ledger::Time> since
);

}  // namespace importer
