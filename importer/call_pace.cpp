#include "importer/call_pace.hpp"

#include <algorithm>

namespace importer {

namespace {

constexpr std::chrono::seconds window{60};

}  // namespace

void CallPace::made(time_point now, std::chrono::milliseconds took) {
  if (made_++ == 0) {
    first_ = now - took;
  }
  while (!last_minute_.empty() && last_minute_.front() + window <= now) {
    last_minute_.pop_front();
  }
  last_minute_.push_back(now);
}

std::optional<std::size_t> CallPace::left(time_point now) const {
  if (rate_ == 0) {
    return std::nullopt;
  }
  const auto held = static_cast<std::size_t>(
      std::ranges::count_if(last_minute_, [now](time_point at) { return at + window > now; })
  );
  return rate_ - std::min(held, rate_);
}

std::optional<std::chrono::seconds> CallPace::time_for(std::size_t calls, time_point now) const {
  if (made_ == 0) {
    return std::nullopt;
  }
  using Seconds = std::chrono::seconds;
  const auto room = left(now);
  if (!room || calls <= *room) {
    const auto each = (now - first_) / static_cast<std::int64_t>(made_);
    return std::chrono::ceil<Seconds>(each * static_cast<std::int64_t>(calls));
  }
  // The calls behind those that have room go as the places of the last minute become free again,
  // and a minute later for each further round.
  const auto behind = calls - *room - 1;
  const auto round = static_cast<std::int64_t>(behind / rate_);
  const auto place = behind % rate_;
  const auto held = rate_ - *room;
  const auto frees =
      place < held ? last_minute_[last_minute_.size() - held + place] + window : now + window;
  return std::chrono::ceil<Seconds>(frees - now + round * window);
}

}  // namespace importer
