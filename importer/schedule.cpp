#include "importer/schedule.hpp"

#include <algorithm>
#include <queue>

namespace importer {

namespace {

struct Waiting {
  std::size_t test;
  std::size_t done;
  std::size_t left;
  std::size_t bytes;   ///< Of the next run.
  std::size_t weight;  ///< Its bytes, when they are many; else 0, so that the report's order holds.

  /// Least urgent first, as a priority queue wants it: most runs left, then the largest, then
  /// report order.
  bool operator<(const Waiting& other) const {
    if (left != other.left) {
      return left < other.left;
    }
    return weight != other.weight ? weight < other.weight : test > other.test;
  }
};

class Scheduler {
public:
  Scheduler(
      const std::vector<std::size_t>& runs,
      std::size_t size,
      std::size_t most_bytes,
      const std::function<std::size_t(const Turn&)>& bytes_of
  )
      : size_(size), most_bytes_(most_bytes), bytes_of_(bytes_of) {
    for (std::size_t test = 0; test < runs.size(); ++test) {
      if (runs[test] != 0) {
        wait({test, 0, runs[test], 0, 0});
      }
    }
  }

  std::vector<RunBatch> schedule() {
    std::vector<RunBatch> batches;
    while (!heavy_.empty() || !light_.empty()) {
      batches.push_back(next_batch());
    }
    return batches;
  }

private:
  using Queue = std::priority_queue<Waiting>;

  /// So many large runs are tried for what room is left; of all others any `size` fit together.
  static constexpr std::size_t most_passed_over = 64;

  void wait(Waiting waiting) {
    waiting.bytes = bytes_of_ ? bytes_of_({waiting.test, waiting.done}) : 0;
    const bool is_heavy = waiting.bytes > most_bytes_ / size_;
    waiting.weight = is_heavy ? waiting.bytes : 0;
    (is_heavy ? heavy_ : light_).push(waiting);
  }

  // Taking the tests with most runs left never wastes a place that a long one needs later.
  RunBatch next_batch() {
    std::vector<Waiting> taken;
    std::vector<Waiting> passed_over;
    std::size_t bytes = 0;
    while (taken.size() < size_) {
      auto* const queue = more_urgent(passed_over.size() < most_passed_over);
      if (queue == nullptr) {
        break;
      }
      const auto next = queue->top();
      queue->pop();
      const bool fits = taken.empty() || next.bytes <= most_bytes_ - std::min(bytes, most_bytes_);
      if (fits) {
        bytes += next.bytes;
      }
      (fits ? taken : passed_over).push_back(next);
      if (!fits && queue == &light_) {
        break;  // The batch is as good as full.
      }
    }
    RunBatch batch;
    for (const auto& each : taken) {
      batch.push_back({each.test, each.done});
      if (each.left > 1) {
        wait({each.test, each.done + 1, each.left - 1, 0, 0});
      }
    }
    for (const auto& each : passed_over) {
      (each.weight != 0 ? heavy_ : light_).push(each);
    }
    std::ranges::sort(batch, {}, &Turn::test);
    return batch;
  }

  /// Null when nothing is left.
  Queue* more_urgent(bool may_be_heavy) {
    if (heavy_.empty() || !may_be_heavy) {
      return light_.empty() ? nullptr : &light_;
    }
    return light_.empty() || light_.top() < heavy_.top() ? &heavy_ : &light_;
  }

  std::size_t size_;
  std::size_t most_bytes_;
  const std::function<std::size_t(const Turn&)>& bytes_of_;
  Queue heavy_;
  Queue light_;
};

}  // namespace

std::vector<RunBatch> schedule(
    const std::vector<std::size_t>& runs,
    std::size_t size,
    std::size_t most_bytes,
    const std::function<std::size_t(const Turn&)>& bytes_of
) {
  return Scheduler(runs, size, most_bytes, bytes_of).schedule();
}

}  // namespace importer
