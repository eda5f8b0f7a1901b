#include "tests/e2e/crew.hpp"
#include "tests/e2e/history.hpp"
#include "tests/ledger/postgres.hpp"
#include "tests/torture/score.hpp"

#include <fmt/format.h>

#include <atomic>
#include <mutex>

namespace torture {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t workers = 3;
/// Less than the calls of a history, so that it takes a second minute.
constexpr std::size_t limit = 40;

const e2e::JobsHistory history{.jobs = 4, .builds = 7, .tests = 3};

/// What is special about a case.
enum class Kind {
  usual,
  long_pauses,  ///< Longer than a build stays with who gives no sign of life.
  limited,      ///< Few calls a minute.
};

Kind kind_of(std::size_t number) {
  return number % 5 == 3 ? Kind::long_pauses : number % 5 == 4 ? Kind::limited : Kind::usual;
}

struct Tally {
  std::atomic<std::size_t> killed = 0;
  std::atomic<std::size_t> paused = 0;
  std::atomic<std::size_t> again = 0;    ///< Cases whose command had to be given once more.
  std::atomic<std::size_t> busiest = 0;  ///< Calls in any 60 seconds, of those that are limited.

  void add(const e2e::CrewEnd& end) {
    killed += end.killed;
    paused += end.paused;
  }
  void add_busiest(std::size_t calls) {
    auto before = busiest.load();
    while (before < calls && !busiest.compare_exchange_weak(before, calls)) {
    }
  }
};

Verdict judge_crew(
    const Wanted& wanted, std::size_t number, const std::string& ledger, Tally& tally
) {
  auto random = random_for(wanted, number);
  const auto kind = kind_of(number);
  e2e::Bench bench;
  bench.options["--settle"] = short_settle;
  if (!ledger.empty()) {
    bench.options["--ledger"] = ledger;
  }
  if (kind == Kind::limited) {
    bench.options["--rate"] = std::to_string(limit);
  }
  bench.server->set_faults({"* *: delay 20 before"});
  auto command = bench.command("backfill", history.arguments(bench.workspace));
  command.limit = 600s;
  const auto time = kind == Kind::limited ? 20'000ms : 3'000ms;
  const auto longest = kind == Kind::limited ? 5'000ms : 1'000ms;
  auto all = e2e::accidents(random, 2 + below(random, 6), workers, time, longest);
  if (kind == Kind::long_pauses) {
    for (auto& accident : all) {
      accident.pause += accident.pause.count() == 0 ? 0s : 61s;
    }
  }
  const auto end = e2e::work_together(command, workers, all);
  tally.add(end);
  std::string again;
  bool is_well = end.all_well();
  if (!is_well) {
    // Who stands still while it writes to a file keeps it locked, and the others give up.
    ++tally.again;
    const auto last = e2e::run(command);
    is_well = last.exit_code == 0;
    again = fmt::format("\nagain, exit code {}:\n{}{}", last.exit_code, last.out, last.err);
  }
  const auto wrong = history.wrong(*bench.server);
  Verdict verdict;
  verdict.lost = wrong.lost;
  verdict.doubled = wrong.doubled;
  verdict.crashed = (is_well ? 0 : 1) + wrong.overtook;
  if (kind == Kind::limited) {
    const auto busiest = bench.server->busiest_minute();
    tally.add_busiest(busiest);
    verdict.crashed += busiest > limit ? 1 : 0;
    verdict.story = fmt::format("{} calls in 60 seconds; ", busiest);
  }
  verdict.story += fmt::format("{} overtook; {}", wrong.overtook, end.story() + again);
  return verdict;
}

}  // namespace

std::vector<Score> work_at_once(const Wanted& wanted) {
  std::vector<Score> scores;
  for (const bool on_server : {false, true}) {
    if (on_server && !postgres::available()) {
      continue;
    }
    if (on_server) {
      (void)postgres::port();  // The server ends with the thread that starts it: not a case's.
    }
    Tally tally;
    std::mutex mutex;  // A new database is made by one at a time.
    auto score = judge_cases(
        wanted,
        fmt::format(
            "three workers, killed and paused, ledger {}", on_server ? "of PostgreSQL" : "in a file"
        ),
        wanted.rounds,
        [&](std::size_t number) {
          std::string ledger;
          if (on_server) {
            const std::lock_guard lock(mutex);
            ledger = postgres::new_database();
          }
          return judge_crew(wanted, number, ledger, tally);
        }
    );
    score.note = fmt::format(
        "{} builds in {} sets, {} results; {} killed, {} paused, {} given "
        "again; at most {} calls in 60 s of {} "
        "allowed",
        history.all_builds(),
        history.jobs,
        history.all_runs(),
        tally.killed.load(),
        tally.paused.load(),
        tally.again.load(),
        tally.busiest.load(),
        limit
    );
    scores.push_back(score);
  }
  return scores;
}

}  // namespace torture
