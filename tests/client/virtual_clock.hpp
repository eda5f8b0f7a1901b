#pragma once

#include "client/clock.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <utility>

namespace support {

/// Time that passes only when everybody sleeps: hours of it in milliseconds.
class VirtualClock final : public client::Clock {
public:
  time_point now() const override { return now_; }

  boost::asio::awaitable<void> sleep_until(time_point when) override {
    const auto executor = co_await boost::asio::this_coro::executor;
    boost::asio::steady_timer bell(executor, boost::asio::steady_timer::time_point::max());
    const Sleeper sleeper(sleepers_, when, bell);
    while (now_ < when) {
      co_await bell.async_wait(boost::asio::as_tuple(boost::asio::use_awaitable));
    }
  }

  /// Runs what is ready, and whenever nothing is goes on to the next sleeper's time; until
  /// nobody sleeps any more, or `until` says so.
  template <class Until>
  void run(boost::asio::io_context& context, Until until) {
    context.restart();
    for (;;) {
      while (context.poll() > 0) {
      }
      if (until() || sleepers_.empty()) {
        return;
      }
      const auto next = sleepers_.begin();
      now_ = std::max(now_, next->first);
      next->second->cancel();
    }
  }

private:
  using Sleepers = std::multimap<time_point, boost::asio::steady_timer*>;

  class Sleeper {
  public:
    Sleeper(Sleepers& sleepers, time_point when, boost::asio::steady_timer& bell)
        : sleepers_(sleepers), place_(sleepers.emplace(when, &bell)) {}
    ~Sleeper() { sleepers_.erase(place_); }
    Sleeper(const Sleeper&) = delete;
    Sleeper& operator=(const Sleeper&) = delete;

  private:
    Sleepers& sleepers_;
    Sleepers::iterator place_;
  };

  time_point now_{std::chrono::hours(1000)};
  Sleepers sleepers_;
};

/// Runs a coroutine to its end in virtual time.
template <class T>
T run(boost::asio::io_context& context, VirtualClock& clock, boost::asio::awaitable<T> work) {
  std::optional<T> result;
  std::exception_ptr failure;
  boost::asio::co_spawn(context, std::move(work), [&](std::exception_ptr error, T value) {
    failure = error;
    if (!error) {
      result = std::move(value);
    }
  });
  clock.run(context, [&] { return failure || result; });
  if (failure) {
    std::rethrow_exception(failure);
  }
  if (!result) {
    throw std::logic_error("the coroutine never ended");
  }
  return std::move(*result);
}

}  // namespace support
