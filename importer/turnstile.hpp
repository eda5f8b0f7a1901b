#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <utility>

namespace importer {

/// Lets coroutines of one thread through one at a time. Must outlive them.
class Turnstile {
public:
  explicit Turnstile(const boost::asio::any_io_executor& executor)
      : bell_(executor, boost::asio::steady_timer::time_point::max()) {}

  /// Whoever holds it is inside.
  class Pass {
  public:
    explicit Pass(Turnstile& turnstile) : turnstile_(&turnstile) {}
    ~Pass() {
      if (turnstile_ != nullptr) {
        turnstile_->leave();
      }
    }
    Pass(Pass&& other) noexcept : turnstile_(std::exchange(other.turnstile_, nullptr)) {}
    Pass& operator=(Pass&&) = delete;

  private:
    Turnstile* turnstile_;
  };

  /// Waits until nobody is inside; then the caller is.
  boost::asio::awaitable<Pass> enter() {
    while (taken_) {
      boost::system::error_code woken;
      co_await bell_.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, woken));
    }
    taken_ = true;
    co_return Pass(*this);
  }

private:
  void leave() {
    taken_ = false;
    bell_.cancel();
  }

  bool taken_ = false;
  boost::asio::steady_timer bell_;  ///< Never fires: cancelled to wake those who wait.
};

}  // namespace importer
