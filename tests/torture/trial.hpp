#pragma once

#include "tests/e2e/bench.hpp"

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

/// Proof by force: something bad happens to an import, and afterwards all is counted.
namespace torture {

/// A report, and the tests of it that the project knows and has one run of each.
struct Material {
  std::vector<e2e::Case> known;
  std::vector<e2e::Case> cases;
};

/// `known` and `fresh` tests, every fifth failed, and the first `repeated` of them once more.
Material material(std::size_t known, std::size_t fresh, std::size_t repeated);

/// What the import is.
struct Form {
  bool from_plan = false;     ///< A saved plan.
  bool several_sets = false;  ///< Into two sets: the second gets every third result once more.
};

/// What came of one case.
struct Verdict {
  std::size_t lost = 0;
  std::size_t doubled = 0;
  std::size_t crashed = 0;  ///< Signals that were not ours, exit codes of no meaning, hangs.
  std::string story;        ///< What happened, for whoever has to find out why.

  bool good() const { return lost + doubled + crashed == 0; }
};

/// Of imports that no call reaches late: the shortest look that the option takes, in seconds.
constexpr const char* short_settle = "1";

/// One case: a PractiTest, a fresh ledger, and an import of the material.
class Trial {
public:
  /// `settle` in seconds, as the option takes it.
  Trial(const Material& material, const std::string& settle, Form form = {});

  /// `ptimport import` or `resume` of the material, or of its plan, as one and the same build.
  e2e::Command command(const std::string& verb) const;

  const std::string& report() const { return path_; }

  /// Runs to the end; its exit code, or -1 when it had to be killed at its limit.
  int run(const e2e::Command& command);
  /// Starts it, and kills it with SIGKILL after so long. False when it had ended before.
  bool kill_after(const e2e::Command& command, std::chrono::microseconds moment);
  /// Starts it, and kills it while the `call`-th call from now hangs "before" or "after" it is
  /// carried out. False when it had ended before.
  bool kill_at(const e2e::Command& command, std::size_t call, const std::string& when);

  /// The import again, or what goes on with it without being told anything, until it exits 0:
  /// three times at most, else it counts as crashed.
  void go_on(bool by_resume);

  /// Counts what is there, and adds what the processes did.
  Verdict judge();

  void tell(const std::string& what) { verdict_.story += what + "; "; }

  e2e::Bench bench;

private:
  void note_end(const std::string& verb, const e2e::Ended& ended);
  void report_twice();

  const Material& material_;
  std::vector<e2e::Case> of_second_set_;
  std::string path_;
  std::string second_path_;  ///< Empty where there is one set.
  std::string plan_;         ///< Empty when it is imported directly.
  std::string said_;
  Verdict verdict_;
};

/// How long an import of the material takes, the middle one of several at a time.
std::chrono::microseconds usual_time(const Material& material, std::size_t at_once, Form form = {});

}  // namespace torture
