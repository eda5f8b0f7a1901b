#include "sandbox/limiter.hpp"

#include <algorithm>

namespace sandbox {

namespace {
constexpr std::chrono::seconds window{60};
}

bool Limiter::admit(time_point now) {
  if (rate_ <= 0) {
    return true;
  }
  while (!calls_.empty() && now - calls_.front() >= window) {
    calls_.pop_front();
  }
  if (calls_.size() >= static_cast<std::size_t>(rate_)) {
    return false;
  }
  calls_.push_back(now);
  return true;
}

std::chrono::seconds Limiter::wait(time_point now) const {
  constexpr std::chrono::seconds least{1};
  if (calls_.empty()) {
    return least;
  }
  return std::max(least, std::chrono::ceil<std::chrono::seconds>(calls_.front() + window - now));
}

}  // namespace sandbox
