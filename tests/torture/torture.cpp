// Proof by force: torture [--seed N] [--kills N] [--combinations N] [--damages N]
// [--results N] [--rounds N] [--case N] [--saved-plans] [--several-sets] [PART…]. Prints one table;
// exits 1 when anything was lost, doubled or crashed.

#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <map>
#include <stdexcept>
#include <utility>

namespace {

using Part = std::vector<torture::Score> (*)(const torture::Wanted&);

const std::vector<std::pair<std::string, Part>> parts{
    {"calls", torture::kill_at_calls},
    {"moments", torture::kill_at_moments},
    {"faults", torture::combine_faults},
    {"ledger", torture::spoil_ledgers},
    {"changing", torture::change_reports},
    {"files", torture::read_hostile_files},
    {"load", torture::import_very_many},
    {"workers", torture::work_at_once},
    {"stops", torture::stop_backfills},
};

/// The parts that are asked for; all when none is.
std::vector<Part> parse(int argc, char** argv, torture::Wanted& wanted) {
  std::vector<Part> chosen;
  std::size_t only = 0;
  const std::map<std::string, std::size_t*> numbers{
      {"--kills", &wanted.kills},
      {"--combinations", &wanted.combinations},
      {"--damages", &wanted.damages},
      {"--results", &wanted.results},
      {"--rounds", &wanted.rounds},
      {"--at-once", &wanted.at_once},
      {"--seed", &wanted.seed},
      {"--case", &only},
  };
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--saved-plans") {
      wanted.form.from_plan = true;
      continue;
    }
    if (word == "--several-sets") {
      wanted.form.several_sets = true;
      continue;
    }
    if (const auto number = numbers.find(word); number != numbers.end() && i + 1 < argc) {
      *number->second = std::stoull(argv[++i]);
      if (word == "--case") {
        wanted.only = only;
      }
      continue;
    }
    bool known = false;
    for (const auto& [name, part] : parts) {
      if (name == word) {
        chosen.push_back(part);
        known = true;
      }
    }
    if (!known) {
      throw std::runtime_error(fmt::format(
          "no part or option '{}': the parts are calls, moments, faults, ledger, changing, files, "
          "load, workers and stops",
          word
      ));
    }
  }
  if (chosen.empty()) {
    for (const auto& [name, part] : parts) {
      chosen.push_back(part);
    }
  }
  return chosen;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    torture::Wanted wanted;
    const auto begun = std::chrono::steady_clock::now();
    std::vector<torture::Score> scores;
    for (const auto part : parse(argc, argv, wanted)) {
      for (auto& score : part(wanted)) {
        scores.push_back(std::move(score));
      }
    }
    torture::print_table(scores);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    fmt::print("seed {}, {:.0f} seconds in all\n", wanted.seed, took.count());
    for (const auto& score : scores) {
      if (score.lost + score.doubled + score.crashed > 0) {
        return EXIT_FAILURE;
      }
    }
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    fmt::print(stderr, "torture: {}\n", error.what());
    return 2;
  }
}
