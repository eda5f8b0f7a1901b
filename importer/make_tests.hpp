#pragma once

#include "importer/work.hpp"

#include <boost/asio/awaitable.hpp>

namespace importer {

/// Makes the plan's tests that are missing, several at a time. As make_missing().
boost::asio::awaitable<void> make_tests(const Work& work);

}  // namespace importer
