#pragma once

#include <chrono>
#include <deque>

namespace sandbox {

/// Calls in a sliding minute.
class Limiter {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `rate` calls in any 60 seconds; 0 for no limit.
  explicit Limiter(int rate) : rate_(rate) {}

  /// Whether a call at `now` is within the limit. One that is not does not count itself: a client
  /// that keeps asking is let in again as soon as its earlier calls are a minute old.
  /// `now` must not go backwards.
  bool admit(time_point now);

  /// Until the next call would be admitted, in whole seconds, at least 1.
  std::chrono::seconds wait(time_point now) const;

private:
  int rate_;
  std::deque<time_point> calls_;
};

}  // namespace sandbox
