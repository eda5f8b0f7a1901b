#include "client/retry.hpp"

#include <algorithm>

namespace client {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds first_pause{1'000};
constexpr milliseconds longest_pause{30'000};
// Nobody sits through a longer maintenance; the import fails and is run again.
constexpr std::chrono::seconds longest_retry_after{15 * 60};

bool may_pass_later(int status) { return status == 408 || status >= 500; }

// Doubles each time; half of it is random, so that several importers do not march in step.
milliseconds backoff(int attempt, double jitter) {
  const auto full = std::min(first_pause * (1 << std::min(attempt - 1, 10)), longest_pause);
  const double share = 0.5 + 0.5 * std::clamp(jitter, 0.0, 1.0);
  return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(full.count()) * share));
}

bool worth_repeating(const Attempt& attempt) {
  if (attempt.status == 0) {
    return attempt.may_pass_later && !(attempt.changes && attempt.may_have_arrived);
  }
  return !attempt.changes && may_pass_later(attempt.status);
}

}  // namespace

bool leaves_fate_open(int status) { return may_pass_later(status); }

Decision after(const Attempt& attempt, int max_attempts, double jitter) {
  if (attempt.status == 429) {
    return {Next::queue, milliseconds(0)};
  }
  const auto asked = attempt.retry_after.value_or(std::chrono::seconds(0));
  if (!worth_repeating(attempt) || attempt.number >= max_attempts || asked > longest_retry_after) {
    return {};
  }
  return {Next::repeat, std::max(backoff(attempt.number, jitter), milliseconds(asked))};
}

}  // namespace client
