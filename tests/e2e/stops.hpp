#pragma once

#include "tests/e2e/bench.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace e2e {

/// How and when a backfill is stopped.
struct Stop {
  enum class When {
    between_builds,  ///< When it has told of the `number`-th build.
    before_call,     ///< While the `number`-th call that changes something hangs, not carried out.
    after_call,      ///< While the answer to it hangs.
  };
  int signal = 0;
  When when = When::between_builds;
  std::size_t number = 1;  ///< Counted from its start.
};

/// What came of a command that was stopped, given again, stopped…, and given a last time.
struct StoppedEnds {
  std::vector<int> exit_codes;
  std::size_t calls = 0;  ///< Of all of them.
  std::string story;      ///< What they said.
};

/// What it may cost to be killed: each of the eight calls that may be open is looked for, where it
/// is not found once more after the settle time, and then made again; and the runs of the instances
/// that were found are looked at twice.
constexpr std::size_t most_calls_of_a_kill = 8 * 3 + 2;

/// Throws std::runtime_error when one comes neither to its stop nor to its end.
StoppedEnds stop_and_go_on(
    const Bench& bench, const Command& command, const std::vector<Stop>& stops
);

}  // namespace e2e
