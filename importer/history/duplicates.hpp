#pragma once

#include "importer/history/build.hpp"

#include <string>
#include <vector>

namespace importer::history {

/// A build that is left out because another one holds the same.
struct Duplicate {
  Build build;
  std::string of;  ///< Build::shown of the one that is taken.
};

/// Takes builds out of `builds`, in order of time, whose reports are those of another, byte for
/// byte, unless numbers of their own tell them apart. The first in time stays; one that has a
/// number before one that has none.
std::vector<Duplicate> take_out_duplicates(std::vector<Build>& builds);

}  // namespace importer::history
