#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

namespace client {

/// How many calls may be sent when: never more than `rate` in any 60 seconds, wherever the server
/// lets its minute begin. A call holds its place from being sent until 60 seconds after its
/// answer: the server saw it at some moment in between, so no window of the server's, fixed or
/// sliding, ever holds more than `rate` of ours. No clock and no I/O: time is a parameter.
class Budget {
public:
  using time_point = std::chrono::steady_clock::time_point;

  static constexpr std::chrono::seconds window{60};

  /// `rate` 0 or less: no limit but the server's own 429.
  explicit Budget(int rate) : rate_(rate > 0 ? static_cast<std::size_t>(rate) : 0) {}

  /// When the next call may be sent: a time not after `now` for at once; absent when every place
  /// is held by a call under way, so that only the end of one of them will tell.
  std::optional<time_point> next(time_point now);

  void sent() { ++under_way_; }
  /// The call came to its end; `counted` unless it is certain that the server never saw it.
  void ended(time_point now, bool counted);
  /// A 429: nothing more until Retry-After, else until the window turned.
  void refused(time_point now, std::optional<std::chrono::seconds> retry_after);

  /// Whether it is a 429 that holds calls back at `now`, rather than our own counting.
  bool blocked(time_point now) const { return blocked_until_ && *blocked_until_ > now; }

private:
  std::size_t rate_;
  std::size_t under_way_ = 0;
  std::deque<time_point> ended_;  ///< Ends of the calls of the last window, in order.
  std::optional<time_point> blocked_until_;
};

}  // namespace client
