#include "importer/twin_proof.hpp"

#include "importer/span.hpp"

#include <algorithm>

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
    const auto name = folder.filename().string();
    const bool is_suite =
        std::ranges::find(richer.suites, name, &parsers::Suite::name) != richer.suites.end();
    return folder.parent_path() == folder_of(richer) && (name == "junitreports" || is_suite);
  }
  return folder == folder_of(richer) &&
         fs::path(richer.source).filename() == "TESTS-TestSuites.xml" &&
         fs::path(twin.source).filename().string().starts_with("TEST-");
}

/// What tools without a clock write, such as 1970-01-01, is no moment.
constexpr std::chrono::local_days first_day(std::chrono::year(2000) / 1 / 1);

bool is_a_moment(const std::optional<parsers::StartTime>& start) {
  return start && start->local >= first_day;
}

bool has_many_properties(const parsers::Suite& suite) { return suite.properties.size() >= 20; }

int digits_of(std::int64_t milliseconds) {
  while (milliseconds != 0 && milliseconds % 10 == 0) {
    milliseconds /= 10;
  }
  return milliseconds < 10 ? 0 : milliseconds < 100 ? 1 : 2;
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

void TwinProof::properties(const parsers::Suite& one, const parsers::Suite& other) {
  if (has_many_properties(one) && has_many_properties(other)) {
    properties_ = 4;
  }
}

void TwinProof::same_start(const parsers::StartTime& start) {
  if (is_a_moment(start)) {
    const bool whole_second = since_epoch(start) % std::chrono::seconds(1) == parsers::Duration(0);
    start_ = std::max(start_, whole_second ? 2 : 5);
  }
}

void TwinProof::start_within(const parsers::StartTime& start, bool of_one_zone) {
  if (is_a_moment(start)) {
    start_ = std::max(start_, of_one_zone ? 3 : 2);
  }
}

void TwinProof::places(const parsers::Report& twin, const parsers::Report& richer) {
  const auto folder = folder_of(twin);
  const auto other = folder_of(richer);
  const bool are_neighbours =
      twin.format != richer.format && (is_within(folder, other) || is_within(other, folder));
  place_ = std::max(place_, (are_neighbours ? 1 : 0) + (is_known_pair(twin, richer) ? 2 : 0));
}

void TwinProof::add(const TwinProof& other) {
  durations_.insert(other.durations_.begin(), other.durations_.end());
  properties_ = std::max(properties_, other.properties_);
  start_ = std::max(start_, other.start_);
  place_ = std::max(place_, other.place_);
}

bool TwinProof::is_enough() const {
  auto digits = properties_ + start_ + place_;
  for (const auto duration : durations_) {
    digits += digits_of(duration);
  }
  return digits >= 5;
}

bool can_prove(const parsers::Report& report) {
  const auto tells = [](const auto& part) {
    return is_a_moment(part.start) || (part.duration && digits_of(part.duration->count()) > 0);
  };
  return std::ranges::any_of(report.suites, has_many_properties) ||
         std::ranges::any_of(report.suites, tells) || std::ranges::any_of(report.results, tells);
}

}  // namespace importer
