#pragma once

#include <boost/asio/awaitable.hpp>

#include <chrono>

namespace client {

/// Time as the client sees it; injected, so that tests of budget and retries do not sleep.
class Clock {
public:
  using time_point = std::chrono::steady_clock::time_point;
  using duration = std::chrono::steady_clock::duration;

  virtual ~Clock() = default;
  virtual time_point now() const = 0;
  virtual boost::asio::awaitable<void> sleep_until(time_point when) = 0;
};

/// The machine's monotonic clock and Asio timers.
class SteadyClock final : public Clock {
public:
  time_point now() const override;
  boost::asio::awaitable<void> sleep_until(time_point when) override;
};

}  // namespace client
