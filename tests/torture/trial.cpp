#include "tests/torture/trial.hpp"

#include "tests/support/repeated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <tuple>
#include <utility>

namespace torture {

namespace {

using namespace std::chrono_literals;

constexpr int killed = 128 + SIGKILL;
constexpr const char* shot = "shot.png";
const std::string content_of_shot(2'000, '\x89');

e2e::Case number(const char* prefix, std::size_t i) {
  const auto name = fmt::format("{}{}", prefix, i);
  if (i % 5 != 4) {
    return e2e::passed(name);
  }
  auto made = e2e::failed(name, fmt::format("expected {}", i));
  made.inside += fmt::format("<system-out>[[ATTACHMENT|{}]]</system-out>", shot);
  return made;
}

/// Whether the run lacks the file that goes with every failure.
bool lacks_its_file(const sandbox::HeldRun& run) {
  return run.status == "FAILED" && std::ranges::none_of(run.files, [](const auto& file) {
           return file.filename == shot && file.content == content_of_shot;
         });
}

constexpr const char* first_set = "Nightly";
constexpr const char* second_set = "Weekly";

/// Set, test and status.
using Shown = std::tuple<std::string, std::string, std::string>;

Shown shown(const std::string& set, const e2e::Case& result) {
  return {set, "shop.Cart." + result.name, result.inside.empty() ? "PASSED" : "FAILED"};
}

}  // namespace

Material material(std::size_t known, std::size_t fresh, std::size_t repeated) {
  Material made;
  for (std::size_t i = 0; i < known; ++i) {
    made.known.push_back(number("known", i));
  }
  made.cases = made.known;
  for (std::size_t i = 0; i < fresh; ++i) {
    made.cases.push_back(number("new", i));
  }
  for (std::size_t i = 0; i < repeated; ++i) {
    // From both ends, so that known and new tests are among them.
    const auto at = i % 2 == 0 ? i / 2 : known + fresh - 1 - i / 2;
    made.cases.push_back(made.cases.at(at));
  }
  return made;
}

Trial::Trial(const Material& material, const std::string& settle, Form form) : material_(material) {
  bench.options["--settle"] = settle;
  bench.workspace.write(shot, content_of_shot);
  if (!material.known.empty()) {
    const auto earlier = bench.report(".earlier/r.xml", material.known);
    const auto ended =
        e2e::run(bench.command("import", {"--build=earlier", "--ledger", "none", earlier}));
    if (ended.exit_code != 0) {
      throw std::runtime_error("the project cannot be prepared: " + ended.err);
    }
  }
  path_ = bench.report("r.xml", material.cases);
  if (form.several_sets) {
    report_twice();
  }
  if (form.from_plan) {
    const auto file = (bench.workspace.path() / "plan.json").string();
    std::vector<std::string> arguments{"--build=42", "--out", file, path_};
    if (!second_path_.empty()) {
      arguments.push_back(second_path_);
    }
    const auto planned = e2e::run(bench.command("plan", arguments));
    if (planned.exit_code != 0) {
      throw std::runtime_error("the plan cannot be saved: " + planned.err);
    }
    plan_ = file;
    std::filesystem::remove(path_);
  }
}

void Trial::report_twice() {
  for (std::size_t i = 0; i < material_.cases.size(); i += 3) {
    of_second_set_.push_back(material_.cases[i]);
  }
  bench.options["--set"] = "{suite}";
  path_ = bench.workspace.write("r.xml", e2e::junit(material_.cases, first_set));
  second_path_ = bench.workspace.write("s.xml", e2e::junit(of_second_set_, second_set));
}

e2e::Command Trial::command(const std::string& verb) const {
  std::vector<std::string> arguments{"--build=42", path_};
  if (!second_path_.empty()) {
    arguments.push_back(second_path_);
  }
  if (!plan_.empty()) {
    arguments = {"--build=42", "--plan", plan_};
  }
  auto made = bench.command(verb, arguments);
  made.limit = 300s;
  return made;
}

void Trial::note_end(const std::string& verb, const e2e::Ended& ended) {
  const auto known = {0, 1, 2, 3, 4, 5, 10, 130};
  said_ = ended.out + ended.err;
  tell(fmt::format("{} exits {}", verb, ended.exit_code));
  if (std::ranges::find(known, ended.exit_code) == known.end()) {
    ++verdict_.crashed;
    tell(said_);
  }
}

int Trial::run(const e2e::Command& command) {
  try {
    const auto ended = e2e::run(command);
    note_end(command.arguments.front(), ended);
    return ended.exit_code;
  } catch (const std::runtime_error& error) {
    ++verdict_.crashed;
    tell(error.what());
    return -1;
  }
}

bool Trial::kill_after(const e2e::Command& command, std::chrono::microseconds moment) {
  e2e::Process process(command);
  std::this_thread::sleep_for(moment);
  process.send(SIGKILL);
  const auto ended = process.wait();
  if (ended.exit_code == killed) {
    tell(fmt::format("{} killed after {} us", command.arguments.front(), moment.count()));
    return true;
  }
  note_end(command.arguments.front(), ended);
  return false;
}

bool Trial::kill_at(const e2e::Command& command, std::size_t call, const std::string& when) {
  const auto before = bench.server->calls().size();
  bench.server->set_faults({fmt::format("* * #{}: delay 3600000 {}", call, when)});
  e2e::Process process(command);
  const auto there = [&] {
    const auto calls = bench.server->calls();
    return calls.size() >= before + call &&
           (when == "before" || calls[before + call - 1].carried_out);
  };
  while (!there() && !process.has_ended()) {
    std::this_thread::sleep_for(1ms);
  }
  process.send(SIGKILL);
  const auto ended = process.wait();
  bench.server->set_faults({});
  if (ended.exit_code == killed) {
    tell(fmt::format("{} killed {} call {}", command.arguments.front(), when, call));
    return true;
  }
  note_end(command.arguments.front(), ended);
  return false;
}

void Trial::go_on(bool by_resume) {
  auto again = command("import");
  if (by_resume) {
    again.arguments = {"resume"};
  }
  for (int start = 0; start < 3; ++start) {
    const auto exit_code = run(again);
    if (exit_code == 0 && by_resume && said_.find("nothing to resume") != std::string::npos) {
      // Killed before it was in the ledger, or after its end.
      again = command("import");
      by_resume = false;
    } else if (exit_code == 0) {
      return;
    }
  }
  ++verdict_.crashed;
  tell("never exits 0: " + said_);
}

Verdict Trial::judge() {
  std::map<Shown, std::size_t> expected;
  for (const auto* cases : {&material_.known, &material_.cases}) {
    for (const auto& each : *cases) {
      ++expected[shown(first_set, each)];
    }
  }
  for (const auto& each : of_second_set_) {
    ++expected[shown(second_set, each)];
  }
  struct Found {
    std::size_t runs = 0;
    std::set<std::string> outputs;  ///< Each ends in its run's key.
  };
  std::map<Shown, Found> found;
  for (const auto& run : bench.server->runs()) {
    auto& there = found[{run.set, run.test, run.status}];
    ++there.runs;
    verdict_.lost += lacks_its_file(run) ? 1 : 0;
    there.outputs.insert(run.output);
  }
  for (const auto& [result, there] : found) {
    const auto wanted = expected.find(result);
    const auto count = wanted == expected.end() ? 0 : wanted->second;
    verdict_.doubled += there.runs - std::min(there.outputs.size(), count);
  }
  for (const auto& [result, count] : expected) {
    verdict_.lost += count - std::min(count, found[result].outputs.size());
  }
  verdict_.doubled +=
      support::repeated(bench.server->tests(), [](const auto& test) { return test.name; });
  verdict_.doubled += support::repeated(bench.server->held(), [](const auto& instance) {
    return std::pair(instance.set, instance.test);
  });
  std::set<std::string> names;
  for (const auto& instance : bench.server->held()) {
    names.insert(instance.set);
  }
  const auto calls = bench.server->calls();
  const auto sets = std::ranges::count_if(calls, [](const auto& call) {
    return call.method == "POST" && call.resource == "sets.json" && call.carried_out;
  });
  verdict_.doubled += static_cast<std::size_t>(
      std::max<std::ptrdiff_t>(sets - static_cast<std::ptrdiff_t>(names.size()), 0)
  );
  if (!verdict_.good()) {
    tell(fmt::format("in the end it said: {}", said_));
  }
  return verdict_;
}

std::chrono::microseconds usual_time(const Material& material, std::size_t at_once, Form form) {
  std::mutex mutex;
  std::vector<std::chrono::microseconds> times;
  std::vector<std::jthread> threads;
  for (std::size_t i = 0; i < std::max<std::size_t>(at_once, 1); ++i) {
    threads.emplace_back([&] {
      Trial trial(material, "0", form);
      const auto begun = std::chrono::steady_clock::now();
      trial.run(trial.command("import"));
      const auto took = std::chrono::steady_clock::now() - begun;
      const std::lock_guard lock(mutex);
      times.push_back(std::chrono::duration_cast<std::chrono::microseconds>(took));
    });
  }
  threads.clear();
  // The middle one: a late kill meets an import that is over.
  std::ranges::nth_element(times, times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2));
  return times[times.size() / 2];
}

}  // namespace torture
