#pragma once

#include "importer/gather.hpp"

#include <cstddef>
#include <string>
#include <unordered_map>
#include <vector>

namespace importer::history {

/// `--results`: which results of a history are worth their calls.
enum class KeptResults {
  all,
  failures,  ///< Of tests that failed in their build.
  changes,   ///< Of each test the first, those that differ from the one before, and the last.
};

/// Takes results out of the builds of a history, which come in order of their time. A test's
/// results of one build stay or go together, those of several sets too where changes count; what
/// counts is the status that PractiTest would show after them, that of the last run. What a build's
/// own options leave out is no result here.
class ThinOut {
public:
  explicit ThinOut(KeptResults kept) : kept_(kept) {}

  bool takes_out() const { return kept_ != KeptResults::all; }
  /// Whether every build has to be looked at before the first is recorded.
  bool looks_ahead() const { return kept_ == KeptResults::changes; }

  /// Looks at a build; at all of them, oldest first, before take_out() sees any. `number` grows.
  void look_ahead(const Gathered& build, std::size_t number);

  /// Takes the tests out of a build whose results are not to be recorded; `number` is 0 for the
  /// build that look_ahead() saw first. `build.executions` stays the number of all, so that nobody
  /// takes the build for recorded whole. Gives how many executions it took. May be called in any
  /// order, and again.
  std::size_t take_out(Gathered& build, std::size_t number) const;

private:
  struct Seen {
    /// In the build that had it last, of each set that it is in; ascending.
    std::vector<RunStatus> statuses;
    std::vector<std::size_t> with_a_change;  ///< Builds, ascending; the first among them.
    std::size_t last = 0;                    ///< The last build that has it.
  };

  bool is_kept(const NamedTest& test, std::size_t number) const;

  KeptResults kept_;
  std::unordered_map<std::string, Seen> seen_;  ///< By known_as().
};

}  // namespace importer::history
