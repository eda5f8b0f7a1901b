#include "tests/e2e/interrupted.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <set>
#include <thread>

namespace e2e {

namespace {

std::size_t posts(const Bench& bench) { return bench.server->count("POST", "*"); }

std::size_t carried_out(const Bench& bench) {
  const auto calls = bench.server->calls();
  return static_cast<std::size_t>(std::ranges::count_if(calls, [](const auto& call) {
    return call.method == "POST" && call.carried_out;
  }));
}

}  // namespace

std::vector<Case> mixed() {
  auto cases = many(24);
  cases.push_back(passed("adds1"));
  return cases;
}

bool kill_at(const Bench& bench, const Command& command, std::size_t call, const char* when) {
  bench.server->set_faults({fmt::format("POST * #{}: delay 3600000 {}", call, when)});
  const bool after = when == std::string("after");
  const auto before = posts(bench);
  Process process(command);
  while ((after ? carried_out(bench) : posts(bench)) < before + call) {
    if (process.has_ended()) {
      bench.server->set_faults({});
      return false;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  process.send(SIGKILL);
  process.wait();
  bench.server->set_faults({});
  return true;
}

Interrupted::Interrupted() {
  has_recorded(many(known_before));
  path = report("r.xml", mixed());
}

Command Interrupted::command_of(const std::string& verb) const {
  return command(verb, {"--build", "42", path});
}

Command Interrupted::bare_resume() const {
  auto made = command("resume", {});
  made.arguments = {"resume"};
  return made;
}

bool Interrupted::kill_at(std::size_t call, const char* when) const {
  return e2e::kill_at(*this, command_of("import"), call, when);
}

void Interrupted::check_exact(const Told& told) const {
  BOOST_TEST(told.exit_code == 0, told.err);
  const auto runs = server->runs();
  BOOST_TEST(runs.size() == known_before + mixed_runs);
  std::set<std::string> outputs;
  for (const auto& run : runs) {
    outputs.insert(run.output);
  }
  BOOST_TEST(outputs.size() == runs.size(), "a run is there twice");
  BOOST_TEST(server->tests().size() == 24U);
  BOOST_TEST(server->held().size() == 24U);
  BOOST_TEST(runs_of("shop.Cart.adds1").size() == 3U);
}

}  // namespace e2e
