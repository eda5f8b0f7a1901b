#pragma once

#include "tests/e2e/bench.hpp"

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

namespace e2e {

/// A build of a job below the workspace's `home`, with an archived report. `started`: milliseconds
/// since 1970.
void write_jenkins_build(
    const Workspace& workspace,
    const std::string& job,
    std::size_t build,
    std::uint64_t started,
    const std::vector<Case>& cases
);

/// Builds of several jobs of Jenkins that went on side by side, each with the same tests. They are
/// brought in with a set for each job, and runs that tell their build, as arguments() says.
struct JobsHistory {
  std::size_t jobs = 3;
  std::size_t builds = 4;  ///< Of each job.
  std::size_t tests = 4;   ///< Of each build.

  std::size_t all_builds() const { return jobs * builds; }
  std::size_t all_runs() const { return all_builds() * tests; }

  /// For `ptimport backfill`; writes the builds.
  std::vector<std::string> arguments(const Workspace& workspace) const;

  /// A set for what was there before, which is not looked at.
  static constexpr const char* earlier = "Earlier";

  /// What of it is wrong in a PractiTest that should hold all of it, and nothing else.
  struct Wrong {
    std::size_t lost = 0;      ///< Runs that are not there.
    std::size_t doubled = 0;   ///< Runs, tests, sets and instances that are there once too often.
    std::size_t overtook = 0;  ///< Runs of a set whose build is older than that of the one before.
    bool operator==(const Wrong&) const = default;
  };
  Wrong wrong(const sandbox::Sandbox& server) const;
};

std::ostream& operator<<(std::ostream& out, const JobsHistory::Wrong& wrong);

}  // namespace e2e
