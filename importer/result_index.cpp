#include "importer/result_index.hpp"

#include "importer/same_result.hpp"

#include <algorithm>
#include <functional>
#include <string_view>

namespace importer {

namespace {

std::size_t hash(const parsers::Result& result) {
  return std::hash<std::string_view>()(last_part(result));
}

}  // namespace

ResultIndex::ResultIndex(const std::vector<parsers::Report>& reports) {
  for (std::size_t report = 0; report < reports.size(); ++report) {
    for (std::size_t i = 0; i < reports[report].results.size(); ++i) {
      entries_.push_back({hash(reports[report].results[i]), report, i});
    }
  }
  std::ranges::sort(entries_);
}

std::span<const ResultIndex::Entry> ResultIndex::like(const parsers::Result& result) const {
  const auto found = std::ranges::equal_range(entries_, hash(result), {}, &Entry::name);
  return {found.begin(), found.end()};
}

std::span<const ResultIndex::Entry> ResultIndex::like(
    const parsers::Result& result, std::size_t report
) const {
  const auto all = like(result);
  const auto found = std::ranges::equal_range(all, report, {}, &Entry::report);
  return {found.begin(), found.end()};
}

std::vector<std::size_t> ResultIndex::reports_of(std::span<const Entry> entries, std::size_t most) {
  std::vector<std::size_t> reports;
  while (!entries.empty() && reports.size() < most) {
    reports.push_back(entries.front().report);
    // A report may have a hundred thousand of them.
    const auto next = std::ranges::upper_bound(entries, reports.back(), {}, &Entry::report);
    entries = {next, entries.end()};
  }
  return reports;
}

}  // namespace importer
