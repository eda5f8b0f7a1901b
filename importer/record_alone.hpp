#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>

namespace importer {

/// Records the first run of each of the plan's tests that go alone, several at a time, by the call
/// that also finds or makes their test and instance. What it finds are targets for the runs that
/// follow. `recorded(n)` is told whenever n more executions have their outcome. Throws what the
/// client throws, and ApiError where an answer ends the whole import.
boost::asio::awaitable<void> record_alone(
    const Work& work, const std::function<void(std::size_t)>& recorded
);

}  // namespace importer
