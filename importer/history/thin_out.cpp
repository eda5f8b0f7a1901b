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

bool has_failed(const NamedTest& test) {
  return std::ranges::any_of(test.executions, [](const Execution& execution) {
    return execution.status == RunStatus::failed && !execution.repeated;
  });
}

}  // namespace

void ThinOut::look_ahead(const Gathered& build) {
  ++looked_at_;
  for (const auto& test : build.tests) {
    if (status_after(test)) {
      seen_[known_as(test)].last_build = looked_at_;
    }
  }
}

std::size_t ThinOut::take_out(Gathered& build) {
  ++build_;
  if (!takes_out()) {
    return 0;
  }
  std::size_t taken = 0;
  std::erase_if(build.tests, [&](const NamedTest& test) {
    const bool goes = !is_kept(test);
    taken += goes ? test.executions.size() : 0;
    return goes;
  });
  return taken;
}

bool ThinOut::is_kept(const NamedTest& test) {
  if (kept_ == KeptResults::failures) {
    return has_failed(test);
  }
  const auto status = status_after(test);
  if (!status) {
    return true;  // As ever: its results are counted as left out by the options.
  }
  auto& seen = seen_[known_as(test)];
  const bool differs = seen.before != status;  // The first differs from nothing.
  seen.before = status;
  return differs || seen.last_build == build_;
}

}  // namespace importer::history
