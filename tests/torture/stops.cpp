#include "tests/e2e/stops.hpp"
#include "tests/e2e/history.hpp"
#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <memory>

namespace torture {

namespace {

using namespace std::chrono_literals;

constexpr int killed_exit = 128 + SIGKILL;
constexpr int interrupted_exit = 130;

const e2e::JobsHistory history{.jobs = 4, .builds = 50, .tests = 25};

/// Between builds, in one while a call hangs, and killed; all in the first two thirds of what is
/// left, so that each comes to its stop.
std::vector<e2e::Stop> stops_of(Random& random) {
  using When = e2e::Stop::When;
  const auto builds = history.all_builds();
  // A build is two calls and, at first, one for each test.
  const auto new_tests = history.tests * history.jobs;
  const auto call = [&] { return 1 + below(random, builds / 4 * 2); };
  std::vector<e2e::Stop> stops{
      {below(random, 2) == 0 ? SIGINT : SIGTERM,
       When::between_builds,
       1 + below(random, builds / 4)},
      {below(random, 2) == 0 ? SIGINT : SIGTERM, When::before_call, call()},
      {SIGKILL, below(random, 2) == 0 ? When::before_call : When::after_call, call()}};
  std::shuffle(stops.begin(), stops.end(), random);
  if (stops.front().when != When::between_builds) {
    stops.front().number += below(random, new_tests);
  }
  return stops;
}

struct Tally {
  std::atomic<std::size_t> planned = 0;
  std::atomic<std::size_t> most_more = 0;  ///< Calls of a case above those planned.

  void add(std::size_t more) {
    auto before = most_more.load();
    while (before < more && !most_more.compare_exchange_weak(before, more)) {
    }
  }
};

Verdict judge_stops(const Wanted& wanted, std::size_t number, Tally& tally) {
  auto random = random_for(wanted, number);
  const e2e::Bench bench;
  auto arguments = history.arguments(bench.workspace);
  arguments.insert(arguments.begin(), {"--settle", short_settle});
  auto planning = arguments;
  planning.insert(planning.begin(), {"--plan", "--format", "json"});
  e2e::Told planned;
  static_cast<e2e::Ended&>(planned) = e2e::run(bench.command("backfill", planning));
  const auto forecast = planned.json().at("planned_calls").at("total").to_number<std::size_t>();
  auto command = bench.command("backfill", arguments);
  command.limit = 300s;
  const auto stops = stops_of(random);
  const auto ends = e2e::stop_and_go_on(bench, command, stops);
  const auto wrong = history.wrong(*bench.server);
  Verdict verdict;
  verdict.lost = wrong.lost;
  verdict.doubled = wrong.doubled;
  verdict.crashed = wrong.overtook;
  for (std::size_t i = 0; i < ends.exit_codes.size(); ++i) {
    const auto expected = i == stops.size()            ? 0
                          : stops[i].signal == SIGKILL ? killed_exit
                                                       : interrupted_exit;
    verdict.crashed += ends.exit_codes[i] == expected ? 0 : 1;
  }
  const auto more = ends.calls - std::min(ends.calls, forecast);
  verdict.crashed += more > e2e::most_calls_of_a_kill ? 1 : 0;
  tally.planned = forecast;
  tally.add(more);
  verdict.story = fmt::format("{} calls, {} forecast; ", ends.calls, forecast);
  for (const auto& stop : stops) {
    verdict.story += fmt::format(
        "signal {} {} {}; ",
        stop.signal,
        stop.when == e2e::Stop::When::between_builds ? "after build"
        : stop.when == e2e::Stop::When::before_call  ? "before call"
                                                     : "after call",
        stop.number
    );
  }
  verdict.story += ends.story;
  return verdict;
}

}  // namespace

std::vector<Score> stop_backfills(const Wanted& wanted) {
  Tally tally;
  auto score = judge_cases(
      wanted,
      "a Jenkins home backfilled, stopped three times",
      wanted.rounds,
      [&](std::size_t number) { return judge_stops(wanted, number, tally); }
  );
  score.note = fmt::format(
      "{} builds of {} jobs, {} results; {} calls forecast, at most {} more made",
      history.all_builds(),
      history.jobs,
      history.all_runs(),
      tally.planned.load(),
      tally.most_more.load()
  );
  return {score};
}

}  // namespace torture
