#include "client/budget.hpp"

#include <algorithm>

namespace client {

std::optional<Budget::time_point> Budget::next(time_point now) {
  while (!ended_.empty() && ended_.front() + window <= now) {
    ended_.pop_front();
  }
  const auto unblocked = blocked_until_ ? std::max(now, *blocked_until_) : now;
  if (rate_ == 0 || under_way_ + ended_.size() < rate_) {
    return unblocked;
  }
  if (ended_.empty()) {
    return std::nullopt;
  }
  return std::max(unblocked, ended_.front() + window);
}

void Budget::ended(time_point now, bool counted) {
  --under_way_;
  if (counted && rate_ > 0) {
    ended_.push_back(now);
  }
}

void Budget::refused(time_point now, std::optional<std::chrono::seconds> retry_after) {
  // A second at least, so that "Retry-After: 0" does not make a busy loop.
  const auto wait = retry_after ? std::max(*retry_after, std::chrono::seconds(1)) : window;
  const auto until = now + wait;
  blocked_until_ = blocked_until_ ? std::max(*blocked_until_, until) : until;
}

}  // namespace client
