#include "importer/schedule.hpp"

#include <algorithm>
#include <queue>

namespace importer {

namespace {

struct Waiting {
  std::size_t test;
  std::size_t done;
  std::size_t left;

  /// Least urgent first, as a priority queue wants it: most runs left, then report order.
  bool operator<(const Waiting& other) const {
    return left != other.left ? left < other.left : test > other.test;
  }
};

}  // namespace

// Taking the tests with most runs left never wastes a place that a long one needs later.
std::vector<RunBatch> schedule(const std::vector<std::size_t>& runs, std::size_t size) {
  std::priority_queue<Waiting> waiting;
  for (std::size_t test = 0; test < runs.size(); ++test) {
    if (runs[test] != 0) {
      waiting.push({test, 0, runs[test]});
    }
  }
  std::vector<RunBatch> batches;
  while (!waiting.empty()) {
    std::vector<Waiting> taken;
    while (!waiting.empty() && taken.size() < size) {
      taken.push_back(waiting.top());
      waiting.pop();
    }
    RunBatch batch;
    for (const auto& each : taken) {
      batch.push_back({each.test, each.done});
      if (each.left > 1) {
        waiting.push({each.test, each.done + 1, each.left - 1});
      }
    }
    std::ranges::sort(batch, {}, &Turn::test);
    batches.push_back(std::move(batch));
  }
  return batches;
}

}  // namespace importer
