#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

namespace importer {

/// Makes the tests, the sets and the instances that the plan asks for before runs can be recorded.
/// What cannot be made is told in `work.done` and has no target. Throws what the client throws,
/// and ApiError where an answer ends the whole import.
boost::asio::awaitable<void> make_missing(const Work& work);

}  // namespace importer
