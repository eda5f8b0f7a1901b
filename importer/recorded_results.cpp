#include "importer/recorded_results.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

namespace {

asio::awaitable<std::vector<client::Instance>> instances_of(
    client::PractiTest& practitest, const ResultItem& item
) {
  client::InstanceQuery query;
  query.set_ids.push_back(item.set_id);
  if (item.test_id != 0) {
    query.test_ids.push_back(item.test_id);
  } else {
    query.name_exact = item.name;
  }
  return practitest.all_instances(std::move(query));
}

}  // namespace

asio::awaitable<std::vector<FoundResult>> find_results(
    client::PractiTest& practitest,
    std::span<const SentResult> results,
    ledger::Time sent,
    bool by_key,
    const std::unordered_set<client::Id>& ours
) {
  std::vector<FoundResult> found(results.size());
  std::vector<SentRun> runs;
  std::vector<client::Instance> instances;  ///< Parallel to `runs`.
  std::vector<std::size_t> result_of;       ///< Likewise.
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto of_one = co_await instances_of(practitest, results[i].item);
    for (const auto& instance : of_one) {
      instances.push_back(instance);
      runs.push_back({instance.id, results[i].item.key, results[i].output, results[i].status});
      result_of.push_back(i);
      found[i].instance = found[i].instance.value_or(instance);
    }
  }
  if (runs.empty()) {
    co_return found;
  }
  // Where a set holds several tests of one name, each is asked for by itself: a key alone does not
  // say which of them has the run.
  const bool one_by_one = std::ranges::adjacent_find(result_of) != result_of.end();
  const auto at_once = one_by_one ? 1 : runs.size();
  for (std::size_t first = 0; first < runs.size(); first += at_once) {
    const auto some = std::span(runs).subspan(first, at_once);
    auto asking =
        by_key ? are_recorded(practitest, some, sent) : look_recorded(practitest, some, sent, ours);
    const auto there = co_await std::move(asking);
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (there[i]) {
        auto& result = found[result_of[first + i]];
        result.recorded = true;
        result.instance = instances[first + i];
      }
    }
  }
  co_return found;
}

}  // namespace importer
