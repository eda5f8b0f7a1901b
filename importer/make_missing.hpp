#pragma once

#include "importer/means.hpp"
#include "importer/options.hpp"
#include "importer/outcome.hpp"
#include "importer/plan.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <vector>

namespace importer {

/// Ids that the plan's tests have or get, in the plan's order.
struct Targets {
  explicit Targets(const Plan& plan);

  std::vector<std::optional<client::Id>> tests;
  std::vector<std::optional<client::Id>> instances;
};

/// Makes the tests, the set and the instances that the plan asks for. What cannot be made is told
/// in `done` and has no target. Throws what the client throws, and ApiError where an answer ends
/// the whole import.
boost::asio::awaitable<void> make_missing(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Targets& targets,
    Progressed& done
);

/// Gives all of the planned test's executions that are to be recorded this outcome.
void settle(
    const Plan& plan, std::size_t test, Outcome outcome, const std::string& why, Progressed& done
);

}  // namespace importer
