#pragma once

#include "client/practitest.hpp"
#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

#include <vector>

namespace importer {

/// Reads what the fields of the plan's known tests hold, by the project's list or name by name,
/// whatever takes fewer calls, and gives what differs from what they are to hold. A test that comes
/// into several sets is updated as the first of them says. `width` calls at a time. Throws as every
/// read.
boost::asio::awaitable<std::vector<TestUpdate>> find_updates(
    client::PractiTest& practitest, const Plan& plan, std::size_t width
);

/// Does the plan's updates, a call each. What is refused is in `work.done`, and ends nothing: runs
/// may be recorded all the same. Throws what the client throws, and ApiError for a token that is
/// none any more.
boost::asio::awaitable<void> update_tests(const Work& work);

}  // namespace importer
