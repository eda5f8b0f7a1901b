#pragma once

#include "importer/gather.hpp"
#include "importer/means.hpp"

#include <boost/asio/awaitable.hpp>

#include <cstdint>
#include <unordered_set>
#include <vector>

namespace importer {

/// What the ledger tells of earlier starts of an import.
struct EarlierStart {
  std::unordered_set<std::uint64_t> recorded;  ///< Keys of the results that have their run.
  std::vector<ledger::Call> open;              ///< Left, and nobody knows what became of them.
  CallNumber next = 1;                         ///< Above all numbers used so far.
};

/// Throws LedgerError for items that are not the importer's.
EarlierStart earlier_start(const std::vector<ledger::Call>& calls);

/// Finds out what became of the open calls. Runs are asked for by their keys; for tests, sets and
/// instances it is enough to wait until whatever is to come of them is there, because they are
/// looked up by name before anything is made. Adds to `earlier.recorded`. Throws what the client
/// throws.
boost::asio::awaitable<void> settle_open_calls(
    const Means& means,
    const Gathered& gathered,
    const ImportOptions& options,
    EarlierStart& earlier
);

/// Marks the executions of these keys as recorded already. Gives the keys of those that were not.
std::vector<std::uint64_t> mark_recorded(
    Gathered& gathered, const std::unordered_set<std::uint64_t>& keys
);

/// Whether an execution is left that is to be recorded.
bool anything_left(const Gathered& gathered);

/// How many are recorded already.
std::size_t count_already(const Gathered& gathered);

}  // namespace importer
