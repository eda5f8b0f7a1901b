#include "importer/history/time_words.hpp"

#include "importer/plan.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

namespace importer::history {

std::string duration_words(std::chrono::minutes minutes) {
  const auto days = std::chrono::floor<std::chrono::days>(minutes);
  const auto hours = std::chrono::floor<std::chrono::hours>(minutes - days);
  if (days.count() != 0) {
    return fmt::format(
        "{} {}",
        text::counted(static_cast<std::size_t>(days.count()), "day"),
        text::counted(static_cast<std::size_t>(hours.count()), "hour")
    );
  }
  if (hours.count() != 0) {
    return fmt::format(
        "{} {}",
        text::counted(static_cast<std::size_t>(hours.count()), "hour"),
        text::counted(static_cast<std::size_t>((minutes - hours).count()), "minute")
    );
  }
  return minutes.count() == 0 ? std::string("less than a minute")
                              : text::counted(static_cast<std::size_t>(minutes.count()), "minute");
}

std::string time_words(std::size_t calls, int rate) {
  return rate == 0 ? std::string("without a limit of calls")
                   : fmt::format("{} at {} a minute", duration_words(time_for(calls, rate)), rate);
}

}  // namespace importer::history
