#pragma once

#include "tests/e2e/bench.hpp"

#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <vector>

namespace e2e {

/// What happens to one of several workers.
struct Accident {
  std::chrono::milliseconds at{0};  ///< After all were started.
  std::size_t worker = 0;
  /// It stands still for so long (SIGSTOP, SIGCONT); 0: it is killed (SIGKILL), and another one is
  /// started in its place.
  std::chrono::milliseconds pause{0};
};

/// Kills and pauses in equal parts, at moments within `time`. Pauses last `longest` at most.
std::vector<Accident> accidents(
    std::mt19937_64& random,
    std::size_t number,
    std::size_t workers,
    std::chrono::milliseconds time,
    std::chrono::milliseconds longest
);

/// How it went.
struct CrewEnd {
  std::vector<Ended> ends;  ///< Of the workers that were not killed.
  std::size_t killed = 0;   ///< Before their end.
  std::size_t paused = 0;   ///< Likewise.

  bool all_well() const;      ///< They ended with exit code 0.
  std::string story() const;  ///< What they said.
};

/// So many times this command at once, with accidents. Throws std::runtime_error when one does not
/// come to its end within the command's limit.
CrewEnd work_together(
    const Command& command, std::size_t workers, const std::vector<Accident>& accidents
);

}  // namespace e2e
