#include "importer/history/thin_out.hpp"

#include <algorithm>

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
  for (const auto& test : build.tests) {
    const auto status = status_after(test);
    if (!status) {
      continue;
    }
    auto& seen = seen_[known_as(test)];
    if (seen.status != status) {  // The first differs from nothing.
      seen.with_a_change.push_back(number);
    }
    seen.status = status;
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
