#include "tests/e2e/stops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <map>
#include <thread>

namespace e2e {

namespace {

/// Changes that came to PractiTest, or that were carried out.
std::size_t changes(const Bench& bench, bool carried_out) {
  const auto calls = bench.server->calls();
  return static_cast<std::size_t>(std::ranges::count_if(calls, [&](const auto& call) {
    return call.method == "POST" && (!carried_out || call.carried_out);
  }));
}

void wait_for(Process& process, const Bench& bench, const Stop& stop, std::size_t before) {
  if (stop.when == Stop::When::between_builds) {
    process.wait_for(fmt::format("[{}/", stop.number));
    return;
  }
  const bool carried_out = stop.when == Stop::When::after_call;
  while (changes(bench, carried_out) < before + stop.number && !process.has_ended()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

}  // namespace

StoppedEnds stop_and_go_on(
    const Bench& bench, const Command& command, const std::vector<Stop>& stops
) {
  StoppedEnds ends;
  const auto calls_before = bench.server->calls().size();
  auto told = calls_before;
  const auto note = [&](const Ended& ended) {
    ends.exit_codes.push_back(ended.exit_code);
    std::map<std::string, std::size_t> kinds;
    for (const auto calls = bench.server->calls(); told < calls.size(); ++told) {
      ++kinds[calls[told].method + " " + calls[told].resource];
    }
    for (const auto& [kind, number] : kinds) {
      ends.story += fmt::format("{} {}, ", number, kind);
    }
    ends.story += fmt::format("exit code {}:\n{}{}\n", ended.exit_code, ended.out, ended.err);
  };
  for (const auto& stop : stops) {
    const bool after = stop.when == Stop::When::after_call;
    const auto before = changes(bench, after);
    if (stop.when == Stop::When::between_builds) {
      // So that those that follow are not done before the signal comes.
      bench.server->set_faults({"* *: delay 30 before"});
    } else {
      // Who is interrupted lets the call that is on its way come to its end.
      const int hangs = stop.signal == SIGKILL ? 3'600'000 : 500;
      const auto* const when = after ? "after" : "before";
      bench.server->set_faults({fmt::format("POST * #{}: delay {} {}", stop.number, hangs, when)});
    }
    Process process(command);
    wait_for(process, bench, stop, before);
    process.send(stop.signal);
    note(process.wait());
    bench.server->set_faults({});
  }
  note(run(command));
  ends.calls = bench.server->calls().size() - calls_before;
  return ends;
}

}  // namespace e2e
