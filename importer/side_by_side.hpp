#pragma once

#include <boost/asio/awaitable.hpp>

#include <cstddef>
#include <functional>

namespace importer {

/// Runs `work(0)` … `work(count - 1)`, begun in this order, at most `width` of them at a time.
/// When one throws no further one is begun, and the first exception is thrown once those under
/// way have ended.
boost::asio::awaitable<void> side_by_side(
    std::size_t count,
    std::size_t width,
    std::function<boost::asio::awaitable<void>(std::size_t)> work
);

}  // namespace importer
