#include "tests/torture/score.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <atomic>

namespace torture {

namespace {

template <std::size_t size>
const char* one_of(Random& random, const std::array<const char*, size>& words) {
  return words.at(below(random, size));
}

struct Combination {
  std::vector<std::string> rules;
  bool late = false;   ///< A call is carried out after its answer.
  bool never = false;  ///< An answer never comes.
};

std::string effect(Random& random, Combination& combination, bool& once) {
  static constexpr std::array ends{"before", "after"};
  static constexpr std::array codes{"500", "502", "503", "504"};
  switch (below(random, 14)) {
  case 0:
  case 1:
    return fmt::format("drop {}", one_of(random, ends));
  case 2:
  case 3:
  case 4:
    return fmt::format("{} {}", one_of(random, codes), one_of(random, ends));
  case 5:
    combination.late = true;
    return "502 late 50";
  case 6:
    return "cut";
  case 7:
    return "html";
  case 8:
    return "garbage";
  case 9:
    once = true;  // A kilobyte takes its time.
    return "trickle";
  case 10:
    return "close-idle 0";
  case 11:
    return fmt::format("delay {} {}", 20 + below(random, 200), one_of(random, ends));
  case 12:
    once = true;
    // Without Retry-After an import waits for a minute: few of these.
    return below(random, 10) == 0 ? "429" : "429 retry-after 1";
  default:
    once = combination.never = true;
    return fmt::format("delay 3600000 {}", one_of(random, ends));
  }
}

std::string rule(Random& random, Combination& combination) {
  static constexpr std::array calls{
      "* *",
      "* *",
      "POST *",
      "POST *",
      "GET *",
      "POST runs.json",
      "POST runs/auto_create.json",
      "POST instances.json",
      "POST sets.json",
      "GET runs.json",
      "GET tests.json",
      "GET instances.json",
      "GET sets.json",
  };
  const std::string call = one_of(random, calls);
  // As many calls as the import makes of each, so that most rules meet one.
  std::size_t calls_of_it = call.ends_with(" *") ? 16 : 2;
  if (call == "POST runs/auto_create.json") {
    calls_of_it = 12;
  } else if (call == "POST sets.json") {
    calls_of_it = 1;
  }
  const auto first = 1 + below(random, calls_of_it);
  bool once = false;
  const auto what = effect(random, combination, once);
  std::string which = fmt::format("#{}", first);
  if (!once) {
    switch (below(random, 10)) {
    case 0:
      which = fmt::format("#{}+", first);
      break;
    case 1:
      which = fmt::format("every {}", 2 + below(random, 4));
      break;
    case 2:
    case 3:
      which = fmt::format("#{}-{}", first, first + 1 + below(random, 3));
      break;
    default:
      break;
    }
  }
  return fmt::format("{} {}: {}", call, which, what);
}

}  // namespace

std::vector<Score> combine_faults(const Wanted& wanted) {
  const auto all = material(12, 12, 6);
  std::atomic<std::size_t> ended_well = 0;
  auto several = wanted;
  several.at_once = wanted.at_once * 3;  // They wait before they ask again.
  auto score = judge_cases(
      several,
      "1 to 3 faults at random calls",
      wanted.combinations,
      [&](std::size_t number) {
        auto random = random_for(wanted, number);
        Combination combination;
        for (auto rules = 1 + below(random, 3); rules > 0; --rules) {
          combination.rules.push_back(rule(random, combination));
        }
        Trial trial(all, combination.late || combination.never ? "1" : "0", wanted.form);
        trial.tell(fmt::format("{}", fmt::join(combination.rules, " | ")));
        if (combination.never) {
          trial.bench.options["--timeout"] = "3";
        }
        trial.bench.options["--retries"] = "2";
        trial.bench.server->set_faults(combination.rules);
        if (trial.run(trial.command("import")) == 0) {
          ++ended_well;
        } else {
          trial.bench.server->set_faults({});
          trial.go_on(number % 2 == 1);
        }
        return trial.judge();
      }
  );
  score.note = fmt::format("{} results; {} at the first start", all.cases.size(), ended_well);
  return {score};
}

}  // namespace torture
