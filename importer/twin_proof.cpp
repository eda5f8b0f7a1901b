#include "importer/twin_proof.hpp"

#include "importer/same_result.hpp"

#include <algorithm>
#include <string>

namespace importer {

namespace {

namespace fs = std::filesystem;

bool is_within(const fs::path& folder, const fs::path& outer) {
  return std::mismatch(outer.begin(), outer.end(), folder.begin(), folder.end()).first ==
         outer.end();
}

bool is_known_pair(const parsers::Report& twin, const parsers::Report& richer) {
  const auto folder = folder_of(twin);
  if (richer.format == "testng") {
    return folder.filename() == "junitreports" && folder.parent_path() == folder_of(richer);
  }
  return folder == folder_of(richer) &&
         fs::path(richer.source).filename() == "TESTS-TestSuites.xml" &&
         fs::path(twin.source).filename().string().starts_with("TEST-");
}

}  // namespace

fs::path folder_of(const parsers::Report& report) { return fs::path(report.source).parent_path(); }

void TwinProof::duration(
    const std::optional<parsers::Duration>& one, const std::optional<parsers::Duration>& other
) {
  if (one && one == other && one->count() > 0) {
    durations_.insert(one->count());
  }
}

void TwinProof::same_start(const parsers::StartTime& start) {
  const bool whole_second = since_epoch(start) % std::chrono::seconds(1) == parsers::Duration(0);
  start_ = std::max(start_, whole_second ? 2 : 5);
}

void TwinProof::start_within() { start_ = std::max(start_, 1); }

void TwinProof::places(const parsers::Report& twin, const parsers::Report& richer) {
  const auto folder = folder_of(twin);
  const auto other = folder_of(richer);
  const bool are_neighbours =
      twin.format != richer.format && (is_within(folder, other) || is_within(other, folder));
  place_ = std::max(place_, (are_neighbours ? 1 : 0) + (is_known_pair(twin, richer) ? 2 : 0));
}

void TwinProof::add(const TwinProof& other) {
  durations_.insert(other.durations_.begin(), other.durations_.end());
  start_ = std::max(start_, other.start_);
  place_ = std::max(place_, other.place_);
}

bool TwinProof::is_enough() const {
  auto digits = static_cast<std::size_t>(start_ + place_);
  for (const auto duration : durations_) {
    digits += std::to_string(duration).size();
  }
  return digits >= (start_ == 0 ? 5U : 4U);
}

}  // namespace importer
