#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace importer {

/// Lets coroutines of one thread through one at a time. Must outlive them.
class Turnstile {
public:
  explicit Turnstile(const boost::asio::any_io_executor& executor)
      : bell_(executor, boost::asio::steady_timer::time_point::max()) {}

  /// Waits until nobody is inside; then the caller is, until leave().
  boost::asio::awaitable<void> enter() {
    while (taken_) {
      boost::system::error_code woken;
      co_await bell_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
    }
    taken_ = true;
  }

  void leave() {
    taken_ = false;
    bell_.cancel();
  }

private:
  bool taken_ = false;
  boost::asio::steady_timer bell_;  ///< Never fires: cancelled to wake those who wait.
};

}  // namespace importer
