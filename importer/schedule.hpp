#pragma once

#include <cstddef>
#include <functional>
#include <limits>
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
///
/// With `bytes_of` no batch of several runs has more than `most_bytes`: the large runs are put
/// together first, which makes few batches, though not always the fewest. A run that is larger by
/// itself goes alone.
std::vector<RunBatch> schedule(
    const std::vector<std::size_t>& runs,
    std::size_t size,
    std::size_t most_bytes = std::numeric_limits<std::size_t>::max(),
    const std::function<std::size_t(const Turn&)>& bytes_of = nullptr
);

}  // namespace importer
