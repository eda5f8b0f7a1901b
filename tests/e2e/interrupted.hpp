#pragma once

#include "tests/e2e/bench.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace e2e {

/// Some tests that are known, some that are new, and one with two runs.
std::vector<Case> mixed();
constexpr std::size_t mixed_runs = 25;
constexpr std::size_t known_before = 4;

/// Starts the command and kills it with SIGKILL while the `call`-th call that changes something
/// hangs, before or after it was carried out. False when it makes fewer calls.
bool kill_at(const Bench& bench, const Command& command, std::size_t call, const char* when);

/// A project that knows some of mixed(), and a fresh ledger.
struct Interrupted : Bench {
  Interrupted();

  Command command_of(const std::string& verb) const;
  /// Without anything but what the ledger knows.
  Command bare_resume() const;

  bool kill_at(std::size_t call, const char* when) const;
  /// Every run is there once, and so is everything that was to be made.
  void check_exact(const Told& told) const;

  std::string path;
};

}  // namespace e2e
