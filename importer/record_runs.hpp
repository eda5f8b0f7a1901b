#pragma once

#include "importer/make_missing.hpp"
#include "importer/means.hpp"
#include "importer/options.hpp"
#include "importer/outcome.hpp"
#include "importer/plan.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace importer {

/// Sends the plan's batches of runs, several at a time, the runs of one instance in their order.
/// A run without an instance in `targets` keeps the outcome that it has. Throws what the client
/// throws, and ApiError where an answer ends the whole import.
boost::asio::awaitable<void> record_runs(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    const Targets& targets,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
);

}  // namespace importer
