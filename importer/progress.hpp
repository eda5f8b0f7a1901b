#pragma once

#include "client/caller.hpp"
#include "importer/call_pace.hpp"
#include "importer/plan.hpp"
#include "importer/summary.hpp"

#include <chrono>
#include <functional>
#include <iosfwd>
#include <optional>
#include <string>
#include <vector>

namespace importer {

/// Tells on standard error how the work goes: one live line on a terminal, plain lines in a log.
/// Counts the calls, for the summary.
class Progress final : public client::Observer {
public:
  using Now = std::function<std::chrono::steady_clock::time_point()>;

  /// `verbosity` as in ImportOptions; `live` when `err` is a terminal.
  /// `colour` as far as it is live.
  Progress(
      std::ostream& err,
      int verbosity,
      bool live,
      bool colour = false,
      Now now = &std::chrono::steady_clock::now
  );
  ~Progress() override;

  /// What follows is this: "looking at project 12".
  void phase(const std::string& what);
  /// So many calls are allowed in any 60 seconds; 0 for no limit.
  void allow(int rate) { pace_ = CallPace(rate); }
  /// From now on `results` executions are to be recorded with `calls` calls.
  void expect(std::size_t results, std::size_t calls);
  void recorded(std::size_t results);
  /// Lets the seconds of a wait on the live line count down; to be called about every second.
  void tick();
  /// Takes the live line away; the summary follows.
  void finish();

  void called(const std::string& call, int status, int attempt, std::chrono::milliseconds took)
      override;
  void waiting(const std::string& why, std::chrono::milliseconds how_long) override;

  const CallCounts& calls() const { return calls_; }
  /// Every call that was made, in order.
  const std::vector<CallMade>& made() const { return made_; }

private:
  /// Why nothing can be sent, and until when.
  struct Pause {
    std::string why;
    std::chrono::steady_clock::time_point until;
  };

  void show();
  void redraw();
  void print(const std::string& line);

  std::ostream& err_;
  int verbosity_;
  bool live_;
  bool colour_;
  Now now_;
  bool line_shown_ = false;
  std::string phase_;
  std::optional<Pause> pause_;
  CallCounts calls_;
  CallPace pace_;
  std::vector<CallMade> made_;
  std::size_t calls_made_ = 0;
  std::size_t calls_expected_ = 0;
  std::size_t results_ = 0;
  std::size_t results_done_ = 0;
  std::chrono::steady_clock::time_point last_told_;
  std::chrono::steady_clock::time_point last_drawn_;
};

}  // namespace importer
