#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <chrono>

namespace torture {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t runs_of_a_test = 200;

}  // namespace

std::vector<Score> import_very_many(const Wanted& wanted) {
  Material material;
  for (std::size_t i = 0; i < wanted.results / runs_of_a_test; ++i) {
    material.known.push_back(e2e::passed(fmt::format("known{}", i)));
  }
  for (std::size_t i = 0; i < runs_of_a_test; ++i) {
    material.cases.insert(material.cases.end(), material.known.begin(), material.known.end());
  }
  auto alone = wanted;
  alone.only.reset();
  std::string note;
  auto score = judge_cases(alone, "very many results in one import", 1, [&](std::size_t) {
    Trial trial(material, "0");
    auto command = trial.command("import");
    command.limit = 1h;
    const auto begun = std::chrono::steady_clock::now();
    const auto ended = e2e::run(command);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    trial.tell(fmt::format("import exits {}: {}{}", ended.exit_code, ended.out, ended.err));
    note = fmt::format(
        "{} results of {} tests; exit {}, {:.0f} s, {:.0f} MB",
        material.cases.size(),
        material.known.size(),
        ended.exit_code,
        took.count(),
        static_cast<double>(ended.peak) / 1e6
    );
    return trial.judge();
  });
  score.note = note;
  return {score};
}

}  // namespace torture
