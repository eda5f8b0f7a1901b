#include "importer/history/windowed_calls.hpp"

namespace importer::history {

using std::chrono::milliseconds;

std::optional<milliseconds> WindowedCalls::closed_for() {
  const auto now = now_();
  const auto next = hours_.next(now);
  if (next <= now) {
    return std::nullopt;
  }
  if (told_ != next) {
    told_ = next;
    tell_(hours_.why_not(now));
  }
  return std::chrono::ceil<milliseconds>(next - now);
}

std::optional<milliseconds> WindowedCalls::take(std::int64_t& place) {
  place = 0;
  if (const auto closed = closed_for()) {
    return closed;
  }
  return within_ == nullptr ? std::nullopt : within_->take(place);
}

void WindowedCalls::ended(std::int64_t place, bool counted) {
  if (within_ != nullptr) {
    within_->ended(place, counted);
  }
}

void WindowedCalls::refused(milliseconds how_long) {
  if (within_ != nullptr) {
    within_->refused(how_long);
  }
}

std::string WindowedCalls::why_waiting() const {
  const auto now = now_();
  return hours_.next(now) > now ? hours_.why_not(now) : std::string();
}

}  // namespace importer::history
