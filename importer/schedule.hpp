#pragma once

#include <cstddef>
#include <vector>

namespace importer {

/// One run: the `turn`-th (from 0) of the `test`-th test.
struct Turn {
  std::size_t test = 0;
  std::size_t turn = 0;
};

using RunBatch = std::vector<Turn>;

/// Divides the runs of many tests, `runs[i]` of the i-th, into the fewest batches of at most
/// `size`, such that no batch holds two runs of one test and the runs of a test lie in batches in
/// their order. That is max(⌈runs/size⌉, the most runs of one test) batches.
std::vector<RunBatch> schedule(const std::vector<std::size_t>& runs, std::size_t size);

}  // namespace importer
