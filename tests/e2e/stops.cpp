#include "tests/e2e/stops.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <csignal>
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
  const auto note = [&ends](const Ended& ended) {
    ends.exit_codes.push_back(ended.exit_code);
    ends.story += fmt::format("exit code {}:\n{}{}\n", ended.exit_code, ended.out, ended.err);
  };
  const auto calls_before = bench.server->calls().size();
  for (const auto& stop : stops) {
    const bool after = stop.when == Stop::When::after_call;
    const auto before = changes(bench, after);
    if (stop.when != Stop::When::between_builds) {
      // Who is interrupted lets the call that is on its way come to its end.
      const int hangs = stop.signal == SIGKILL ? 3'600'000 : 500;
      bench.server->set_faults(
          {fmt::format("POST * #{}: delay {} {}", stop.number, hangs, after ? "after" : "before")}
      );
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
