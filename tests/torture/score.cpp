#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>

namespace torture {

Random random_for(const Wanted& wanted, std::size_t number) {
  std::seed_seq seed{wanted.seed, static_cast<std::uint64_t>(number)};
  return Random(seed);
}

std::size_t below(Random& random, std::size_t limit) {
  return static_cast<std::size_t>(random() % limit);
}

Score judge_cases(
    const Wanted& wanted,
    const std::string& what,
    std::size_t count,
    const std::function<Verdict(std::size_t)>& judge
) {
  Score score;
  score.what = what;
  std::mutex mutex;
  const auto judge_one = [&](std::size_t number) {
    Verdict verdict;
    try {
      verdict = judge(number);
    } catch (const std::exception& error) {
      verdict.crashed = 1;
      verdict.story = fmt::format("the torture itself failed: {}", error.what());
    }
    const std::lock_guard lock(mutex);
    ++score.cases;
    score.lost += verdict.lost;
    score.doubled += verdict.doubled;
    score.crashed += verdict.crashed;
    if (!verdict.good() || wanted.only) {
      fmt::print(
          stderr,
          "{}: --seed {} --case {}: {} lost, {} doubled, {} crashed: {}\n",
          what,
          wanted.seed,
          number,
          verdict.lost,
          verdict.doubled,
          verdict.crashed,
          verdict.story
      );
    } else if (score.cases % 100 == 0) {
      fmt::print(stderr, "{}: {} of {}\n", what, score.cases, count);
    }
  };
  const auto begun = std::chrono::steady_clock::now();
  if (wanted.only) {
    judge_one(*wanted.only);
  } else {
    std::atomic<std::size_t> next{0};
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(wanted.at_once, count); ++i) {
      threads.emplace_back([&] {
        for (auto number = next++; number < count; number = next++) {
          judge_one(number);
        }
      });
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  score.seconds = took.count();
  return score;
}

void print_table(const std::vector<Score>& scores) {
  fmt::print("| fault or attack | cases | lost | doubled | crashed | seconds | |\n");
  fmt::print("|---|---:|---:|---:|---:|---:|---|\n");
  for (const auto& score : scores) {
    fmt::print(
        "| {} | {} | {} | {} | {} | {:.1f} | {} |\n",
        score.what,
        score.cases,
        score.lost,
        score.doubled,
        score.crashed,
        score.seconds,
        score.note
    );
  }
}

}  // namespace torture
