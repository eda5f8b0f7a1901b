#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

#include <chrono>
#include <exception>
#include <utility>

namespace client {

/// Runs `work`, cancelling it after `limit`: then throws system_error(timed_out). Not
/// `work || timer`, which waits out the timer and loses the error when `work` throws.
template <class T>
boost::asio::awaitable<T> within(
    std::chrono::steady_clock::duration limit, boost::asio::awaitable<T> work
) {
  namespace asio = boost::asio;
  const auto executor = co_await asio::this_coro::executor;
  asio::steady_timer timer(executor, limit);
  auto race = asio::experimental::make_parallel_group(
      asio::co_spawn(executor, std::move(work), asio::deferred), timer.async_wait(asio::deferred)
  );
  auto [order, error, value, timer_error] =
      co_await race.async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
  if (order[0] == 1) {
    throw boost::system::system_error(asio::error::timed_out);
  }
  if (error) {
    std::rethrow_exception(error);
  }
  co_return std::move(value);
}

}  // namespace client
