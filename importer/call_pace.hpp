#pragma once

#include <chrono>
#include <cstddef>
#include <deque>
#include <optional>

namespace importer {

/// How the calls go against the limit of any 60 seconds, for telling it. What may be sent when is
/// decided in client/budget.hpp. Time is a parameter.
class CallPace {
public:
  using time_point = std::chrono::steady_clock::time_point;

  /// `rate` 0: no limit.
  explicit CallPace(int rate = 0) : rate_(rate > 0 ? static_cast<std::size_t>(rate) : 0) {}

  /// A call was answered.
  void made(time_point now, std::chrono::milliseconds took);

  /// Calls that the running minute still has room for; absent without a limit.
  std::optional<std::size_t> left(time_point now) const;

  /// How long `calls` more will take, at the pace of the calls so far and within the limit; absent
  /// while no call was made.
  std::optional<std::chrono::seconds> time_for(std::size_t calls, time_point now) const;

private:
  std::size_t rate_;
  std::deque<time_point> last_minute_;
  time_point first_{};
  std::size_t made_ = 0;
};

}  // namespace importer
