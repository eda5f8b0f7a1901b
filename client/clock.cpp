#include "client/clock.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace client {

SteadyClock::time_point SteadyClock::now() const { return std::chrono::steady_clock::now(); }

boost::asio::awaitable<void> SteadyClock::sleep_until(time_point when) {
  const auto executor = co_await boost::asio::this_coro::executor;
  boost::asio::steady_timer timer(executor, when);
  co_await timer.async_wait(boost::asio::use_awaitable);
}

}  // namespace client
