#pragma once

#include "tests/torture/trial.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace torture {

/// What the command line says.
struct Wanted {
  std::uint64_t seed = 1;
  std::size_t kills = 500;
  std::size_t combinations = 5'000;
  std::size_t damages = 100;
  std::size_t rounds = 100;         ///< Of several workers, and of one that is stopped.
  std::size_t results = 1'000'000;  ///< Of the one large import.
  Form form;                        ///< Of the imports that kills and faults meet.
  std::optional<std::size_t> only;  ///< Just the case of this number, told in full.
  std::size_t at_once = 8;          ///< Cases at a time: most of them wait for something.
};

/// A line of the table.
struct Score {
  std::string what;
  std::size_t cases = 0;
  std::size_t lost = 0;
  std::size_t doubled = 0;
  std::size_t crashed = 0;
  double seconds = 0;
  std::string note;
};

using Random = std::mt19937_64;

/// The same for the same seed and number of the case.
Random random_for(const Wanted& wanted, std::size_t number);

std::size_t below(Random& random, std::size_t limit);

/// Judges the cases 0 to `count` - 1, several at a time, and tells of each that is not good on
/// standard error.
Score judge_cases(
    const Wanted& wanted,
    const std::string& what,
    std::size_t count,
    const std::function<Verdict(std::size_t)>& judge
);

void print_table(const std::vector<Score>& scores);

// The parts.
std::vector<Score> kill_at_calls(const Wanted& wanted);
std::vector<Score> kill_at_moments(const Wanted& wanted);
std::vector<Score> combine_faults(const Wanted& wanted);
std::vector<Score> spoil_ledgers(const Wanted& wanted);
std::vector<Score> change_reports(const Wanted& wanted);
std::vector<Score> read_hostile_files(const Wanted& wanted);
std::vector<Score> import_very_many(const Wanted& wanted);
std::vector<Score> work_at_once(const Wanted& wanted);
std::vector<Score> stop_backfills(const Wanted& wanted);

}  // namespace torture
