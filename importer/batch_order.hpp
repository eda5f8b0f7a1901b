#pragma once

#include "importer/schedule.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>

#include <cstddef>
#include <span>
#include <unordered_set>
#include <vector>

namespace importer {

/// Lets a batch wait for those that hold earlier runs of the same tests. For coroutines of one
/// thread.
class BatchOrder {
public:
  /// The batches of a plan for `tests` tests.
  BatchOrder(
      const boost::asio::any_io_executor& executor,
      std::span<const RunBatch> batches,
      std::size_t tests
  );

  /// Comes back when every batch that goes before this one has ended.
  boost::asio::awaitable<void> wait_for_turn(std::size_t batch);

  /// Says in its destructor that the batch has ended, well or not: others may wait for it.
  class AtTurn {
  public:
    AtTurn(BatchOrder& order, std::size_t batch) : order_(order), batch_(batch) {}
    ~AtTurn() { order_.end(batch_); }
    AtTurn(const AtTurn&) = delete;
    AtTurn& operator=(const AtTurn&) = delete;

  private:
    BatchOrder& order_;
    std::size_t batch_;
  };

private:
  void end(std::size_t batch);

  std::vector<std::unordered_set<std::size_t>> before_;  ///< Batches that go before each.
  std::vector<bool> ended_;
  boost::asio::steady_timer changed_;  ///< Never fires: cancelled to wake those who wait.
};

}  // namespace importer
