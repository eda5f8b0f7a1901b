#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace importer {

/// Sends the plan's batches of runs, several at a time, the runs of one instance in their order.
/// A run without an instance among the targets keeps the outcome that it has. Throws what the
/// client throws, and ApiError where an answer ends the whole import.
boost::asio::awaitable<void> record_runs(
    const Work& work, const std::function<void(std::size_t)>& recorded
);

}  // namespace importer
