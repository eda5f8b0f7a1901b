#include "importer/check_remembered.hpp"

#include "importer/instances_there.hpp"
#include "importer/refusal.hpp"

namespace asio = boost::asio;

namespace importer {

namespace {

/// Empty also when the set itself is gone.
asio::awaitable<InstanceByPlace> instances_there_now(
    const Work& work, std::span<const std::size_t> tests
) {
  try {
    co_return co_await instances_there(work, tests);
  } catch (const client::ApiError& error) {
    if (!may_be_one_item(error)) {
      throw;
    }
  }
  co_return InstanceByPlace();
}

}  // namespace

asio::awaitable<bool> check_remembered(const Work& work, std::span<const std::size_t> tests) {
  const auto there = co_await instances_there_now(work, tests);
  bool changed = false;
  for (const auto test : tests) {
    const auto found = there.find(place_of(work, test));
    if (found == there.end()) {
      plan_anew(work, test, "its instance, or the test set, was not there any more");
      changed = true;
    } else if (work.targets.instances[test] != found->second) {
      work.targets.instances[test] = found->second;
      changed = true;
    }
  }
  co_return changed;
}

}  // namespace importer
