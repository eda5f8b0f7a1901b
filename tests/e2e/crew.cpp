#include "tests/e2e/crew.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <memory>
#include <thread>

namespace e2e {

namespace {

using std::chrono::milliseconds;

constexpr int killed_exit = 128 + SIGKILL;

/// A worker's share of the accidents, in order.
class Place {
public:
  explicit Place(const Command& command) : command_(command) { start(); }

  void kill(CrewEnd& end) {
    process_->send(SIGKILL);
    auto ended = process_->wait();
    if (ended.exit_code == killed_exit) {
      ++end.killed;
      start();
    } else {
      end.ends.push_back(std::move(ended));
      process_.reset();
    }
  }
  void stop(CrewEnd& end) {
    end.paused += process_->has_ended() ? 0 : 1;
    process_->send(SIGSTOP);
  }
  void go_on() { process_->send(SIGCONT); }

  bool has_ended() const { return !process_; }
  Ended wait() { return process_->wait(); }

private:
  void start() { process_ = std::make_unique<Process>(command_); }

  const Command& command_;
  std::unique_ptr<Process> process_;
};

struct Event {
  milliseconds at;
  std::size_t worker;
  enum class What { kill, stop, go_on } what;
};

std::vector<Event> events_of(const std::vector<Accident>& accidents) {
  std::vector<Event> events;
  for (const auto& [at, worker, pause] : accidents) {
    if (pause.count() == 0) {
      events.push_back({at, worker, Event::What::kill});
    } else {
      events.push_back({at, worker, Event::What::stop});
      events.push_back({at + pause, worker, Event::What::go_on});
    }
  }
  std::ranges::stable_sort(events, {}, &Event::at);
  return events;
}

}  // namespace

std::vector<Accident> accidents(
    std::mt19937_64& random,
    std::size_t number,
    std::size_t workers,
    milliseconds time,
    milliseconds longest
) {
  std::vector<Accident> all;
  for (std::size_t i = 0; i < number; ++i) {
    Accident accident;
    accident.at = milliseconds(random() % static_cast<std::uint64_t>(time.count()));
    accident.worker = random() % workers;
    if (i % 2 == 1) {
      accident.pause = milliseconds(1 + random() % static_cast<std::uint64_t>(longest.count()));
    }
    all.push_back(accident);
  }
  return all;
}

bool CrewEnd::all_well() const {
  return std::ranges::all_of(ends, [](const Ended& end) { return end.exit_code == 0; });
}

std::string CrewEnd::story() const {
  std::string all = fmt::format("{} killed, {} paused", killed, paused);
  for (const auto& end : ends) {
    all += fmt::format("; exit code {}:\n{}{}", end.exit_code, end.out, end.err);
  }
  return all;
}

CrewEnd work_together(
    const Command& command, std::size_t workers, const std::vector<Accident>& accidents
) {
  CrewEnd end;
  std::vector<std::unique_ptr<Place>> places;
  for (std::size_t i = 0; i < workers; ++i) {
    places.push_back(std::make_unique<Place>(command));
  }
  const auto begun = std::chrono::steady_clock::now();
  for (const auto& [at, worker, what] : events_of(accidents)) {
    std::this_thread::sleep_until(begun + at);
    auto& place = *places[worker];
    if (place.has_ended()) {
      continue;
    }
    if (what == Event::What::kill) {
      place.kill(end);
    } else if (what == Event::What::stop) {
      place.stop(end);
    } else {
      place.go_on();
    }
  }
  for (const auto& place : places) {
    if (!place->has_ended()) {
      end.ends.push_back(place->wait());
    }
  }
  return end;
}

}  // namespace e2e
