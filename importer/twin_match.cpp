#include "importer/twin_match.hpp"

#include <algorithm>
#include <vector>

namespace importer {

namespace {

/// Results whose names end alike, in which a counterpart is looked for before it is given up.
constexpr std::size_t most_tries = 1'000;
/// Comparisons for each result of all reports. Real twins take one or two; hundreds of reports of
/// one suite, all alike and without times, would take as many as there are reports.
constexpr std::size_t comparisons_a_result = 16;

std::size_t results_of(const std::vector<parsers::Report>& reports) {
  std::size_t number = 0;
  for (const auto& report : reports) {
    number += report.results.size();
  }
  return number;
}

}  // namespace

bool is_configuration(const parsers::Result& result) {
  return result.name.starts_with("@Before") || result.name.starts_with("@After");
}

TwinMatcher::TwinMatcher(const std::vector<parsers::Report>& reports, const ResultIndex& index)
    : reports_(reports),
      index_(index),
      comparisons_left_(most_tries + comparisons_a_result * results_of(reports)) {}

std::optional<TwinMatch> TwinMatcher::match(
    std::size_t part, std::span<const std::size_t> holders, Taken& taken
) {
  const auto& report = reports_[part];
  if (!may_hold(report, holders)) {
    return std::nullopt;
  }
  std::vector<Holder> sides;
  for (const auto holder : holders) {
    sides.push_back({holder, SameResult(report, reports_[holder]), {}});
  }
  TwinMatch match;
  std::vector<const parsers::Result*> own;
  const auto has_counterpart = [&](const parsers::Result& result) {
    for (auto& side : sides) {
      if (const auto* other = look_for(result, side, taken)) {
        taken.insert(other);
        own.push_back(other);
        match.holders.insert(side.report);
        return prove(match.proof, part, result, side.report, *other);
      }
    }
    return is_configuration(result) && reports_[holders.front()].format == "testng";
  };
  if (!std::ranges::all_of(report.results, has_counterpart)) {
    for (const auto* other : own) {
      taken.erase(other);
    }
    return std::nullopt;
  }
  for (const auto holder : match.holders) {
    match.proof.places(report, reports_[holder]);
  }
  return match;
}

bool TwinMatcher::may_hold(const parsers::Report& part, std::span<const std::size_t> holders)
    const {
  std::size_t room = 0;
  std::size_t run_errors = 0;
  for (const auto holder : holders) {
    room += reports_[holder].results.size();
    run_errors += reports_[holder].run_errors.size();
  }
  const auto needed = std::ranges::count_if(part.results, [](const parsers::Result& result) {
    return !is_configuration(result);
  });
  return run_errors >= part.run_errors.size() && room >= static_cast<std::size_t>(needed);
}

const parsers::Result* TwinMatcher::look_for(
    const parsers::Result& result, Holder& holder, const Taken& taken
) {
  const auto& results = reports_[holder.report].results;
  const auto like = index_.like(result, holder.report);
  if (like.empty()) {
    return nullptr;
  }
  const auto is_taken = [&](const ResultIndex::Entry& entry) {
    return taken.contains(&results[entry.result]);
  };
  auto& first = holder.taken_first[like.data()];
  while (first < like.size() && is_taken(like[first])) {
    ++first;
  }
  const parsers::Result* rounded = nullptr;
  for (const auto& entry : like.subspan(first, std::min(like.size() - first, most_tries))) {
    if (is_taken(entry)) {
      continue;
    }
    if (comparisons_left_ == 0) {
      return nullptr;
    }
    --comparisons_left_;
    const auto& other = results[entry.result];
    if (holder.same(result, other)) {
      if (result.duration == other.duration) {
        return &other;
      }
      rounded = rounded == nullptr ? &other : rounded;
    }
  }
  return rounded;
}

/// Adds what the pair tells. False when their starts contradict each other.
bool TwinMatcher::prove(
    TwinProof& proof,
    std::size_t part,
    const parsers::Result& result,
    std::size_t holder,
    const parsers::Result& other
) {
  const auto& report = reports_[part];
  const auto& richer = reports_[holder];
  const bool of_one_format = report.format == richer.format;
  proof.duration(result.duration, other.duration);
  if (result.suite < report.suites.size() && other.suite < richer.suites.size()) {
    const auto& suite = report.suites[result.suite];
    const auto& other_suite = richer.suites[other.suite];
    proof.duration(suite.duration, other_suite.duration);
    if (of_one_format) {
      proof.properties(suite, other_suite);
    }
  }
  const auto start = start_of(report, result);
  const auto other_start = start_of(richer, other);
  if (start && other_start && of_one_format && comparable(*start, *other_start)) {
    proof.same_start(*start);  // Else they would not be the same result.
    return true;
  }
  const auto& run = span(holder);
  const auto moment = start && run ? moment_of(*start, *run) : Moment::unknown;
  if (moment == Moment::within) {
    proof.start_within(*start, comparable(*start, run->begin));
  }
  return moment != Moment::elsewhere;
}

const std::optional<Span>& TwinMatcher::span(std::size_t report) {
  const auto [found, is_new] = spans_.try_emplace(report);
  if (is_new) {
    found->second = span_of(reports_[report]);
  }
  return found->second;
}

}  // namespace importer
