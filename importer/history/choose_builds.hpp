#pragma once

#include "importer/history/build.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace importer::history {

/// Which builds of a history are brought in: first those of the time, of these every Nth, of these
/// the last ones. The newest of the time always is among them.
struct Choice {
  std::optional<Time> since;
  std::optional<Time> until;  ///< Not itself.
  std::size_t every = 1;
  std::size_t last = 0;  ///< 0: all.
};

/// True for each of the builds, which are in order of time, that is chosen.
std::vector<bool> chosen(const std::vector<Build>& builds, const Choice& choice);

}  // namespace importer::history
