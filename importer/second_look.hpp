#pragma once

#include "importer/attempt.hpp"
#include "importer/streams.hpp"

#include <set>
#include <vector>

namespace importer {

/// Tells files that are cut off from those that are still being written: these grow.
class SecondLook {
public:
  SecondLook(
      std::vector<Attempt>& attempts,
      const parsers::ReadOptions& options,
      const Streams& streams,
      bool tells_waits
  )
      : attempts_(attempts), options_(options), streams_(streams), tells_waits_(tells_waits) {}

  /// Reads those that end early again when they have changed, until none does or a minute is over;
  /// what still changes then is refused. Waits only if there is one.
  void look();

private:
  /// Gives whether any had changed.
  bool look_once();
  void tell_wait(const Attempt& attempt);
  void refuse_what_grows();

  std::vector<Attempt>& attempts_;
  const parsers::ReadOptions& options_;
  const Streams& streams_;
  bool tells_waits_;
  std::set<const Input*> told_;
};

}  // namespace importer
