#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <atomic>
#include <stdexcept>

namespace torture {

namespace {

using namespace std::chrono_literals;

/// A call that was in flight when its process was killed is carried out within milliseconds here.

std::string size_of(const Material& material) {
  return fmt::format("{} results, {} tests known", material.cases.size(), material.known.size());
}

}  // namespace

std::vector<Score> kill_at_calls(const Wanted& wanted) {
  const auto all = material(40, 60, 20);
  Trial measured(all, short_settle, wanted.form);
  const auto before = measured.bench.server->calls().size();
  if (measured.run(measured.command("import")) != 0) {
    throw std::runtime_error("the import fails without any fault: " + measured.judge().story);
  }
  const auto calls = measured.bench.server->calls().size() - before;

  std::vector<Score> scores;
  for (const std::string when : {"before", "after"}) {
    std::atomic<std::size_t> reached = 0;
    auto score = judge_cases(
        wanted,
        fmt::format("kill -9 at each call, {} it is carried out", when),
        calls,
        [&](std::size_t number) {
          Trial trial(all, short_settle, wanted.form);
          reached += trial.kill_at(trial.command("import"), number + 1, when) ? 1 : 0;
          trial.go_on(number % 2 == 1);
          return trial.judge();
        }
    );
    score.note = fmt::format("{}; {} killed", size_of(all), reached);
    scores.push_back(score);
  }
  return scores;
}

std::vector<Score> kill_at_moments(const Wanted& wanted) {
  const auto all = material(150, 150, 40);
  const auto usual = static_cast<std::size_t>(usual_time(all, wanted.at_once, wanted.form).count());
  std::atomic<std::size_t> once = 0;
  std::atomic<std::size_t> twice = 0;
  auto score =
      judge_cases(wanted, "kill -9 at a random moment", wanted.kills, [&](std::size_t number) {
        auto random = random_for(wanted, number);
        const auto moment = [&] { return std::chrono::microseconds(below(random, usual)); };
        Trial trial(all, short_settle, wanted.form);
        once += trial.kill_after(trial.command("import"), moment()) ? 1 : 0;
        if (number % 2 == 1) {
          // What is left takes less time.
          twice += trial.kill_after(trial.command("import"), moment()) ? 1 : 0;
        }
        trial.go_on(number % 4 >= 2);
        return trial.judge();
      });
  score.note =
      fmt::format("{}; {} killed before the end, {} when resumed", size_of(all), once, twice);
  return {score};
}

}  // namespace torture
