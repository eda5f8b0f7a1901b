#include "importer/history/thin_out.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace importer::history {

namespace {

/// What PractiTest shows after the test's runs; absent where none is recorded.
std::optional<RunStatus> status_after(const NamedTest& test) {
  std::optional<RunStatus> status;
  for (const auto& execution : test.executions) {
    status = execution.status ? execution.status : status;
  }
  return status;
}

}  // namespace

void ThinOut::look_ahead(const Gathered& build, std::size_t number) {
  std::unordered_map<std::string, std::vector<RunStatus>> now;
  for (const auto& test : build.tests) {
    if (const auto status = status_after(test)) {
      now[known_as(test)].push_back(*status);
    }
  }
  for (auto& [test, statuses] : now) {
    std::ranges::sort(statuses);
    auto& seen = seen_[test];
    if (seen.statuses != statuses) {  // The first differs from nothing.
      seen.with_a_change.push_back(number);
    }
    seen.statuses = std::move(statuses);
    seen.last = number;
  }
}

std::size_t ThinOut::take_out(Gathered& build, std::size_t number) const {
  if (!takes_out()) {
    return 0;
  }
  std::size_t taken = 0;
  std::erase_if(build.tests, [&](const NamedTest& test) {
    const bool goes = !is_kept(test, number);
    taken += goes ? test.executions.size() : 0;
    return goes;
  });
  return taken;
}

bool ThinOut::is_kept(const NamedTest& test, std::size_t number) const {
  if (kept_ == KeptResults::failures) {
    return has_failed(test);
  }
  const auto found = seen_.find(known_as(test));
  if (found == seen_.end() || !status_after(test)) {
    return true;  // As ever: such results are counted as left out by the options.
  }
  const auto& seen = found->second;
  return seen.last == number || std::ranges::binary_search(seen.with_a_change, number);
}

}  // namespace importer::history
