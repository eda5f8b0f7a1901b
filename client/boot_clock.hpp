#pragma once

#include <time.h>

#include <chrono>

namespace client {

/// Monotonic, as std::chrono::steady_clock, but goes on while the machine is suspended: what others
/// may have done meanwhile shows on no other clock.
struct BootClock {
  using duration = std::chrono::nanoseconds;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<BootClock>;
  static constexpr bool is_steady = true;

  static time_point now() {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return time_point(std::chrono::seconds(time.tv_sec) + duration(time.tv_nsec));
  }
};

}  // namespace client
