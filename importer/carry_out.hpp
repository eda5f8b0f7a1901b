#pragma once

#include "importer/means.hpp"
#include "importer/options.hpp"
#include "importer/outcome.hpp"
#include "importer/plan.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace importer {

/// Does what the plan says: updates, tests, sets, instances, runs, in this order. What PractiTest
/// has moved on from since it was seen is left in `done.moved`. `done` is kept true at every moment
/// and must outlive the call, as must all other references. `recorded(n)` is told whenever n more
/// executions have their outcome. Does not throw: what is thrown ends the import early and is in
/// `done`.
boost::asio::awaitable<void> carry_out(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
);

/// The outcome of everything before the first call: omitted, refused by the plan, or not sent.
Progressed nothing_done_yet(const Plan& plan);

}  // namespace importer
