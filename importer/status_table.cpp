#include "importer/status_table.hpp"

#include "importer/attempts.hpp"
#include "importer/error.hpp"
#include "importer/nearest.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace importer {

namespace {

using parsers::Status;

/// As a report's status is called in the option.
constexpr std::pair<std::string_view, Status> words_of_results[] = {
    {"passed", Status::passed},
    {"failed", Status::failed},
    {"errored", Status::errored},
    {"skipped", Status::skipped},
    {"blocked", Status::blocked},
    {"not-run", Status::not_run},
    {"inconclusive", Status::inconclusive},
    {"aborted", Status::aborted}};

constexpr std::pair<std::string_view, std::optional<RunStatus>> words_of_runs[] = {
    {"passed", RunStatus::passed},
    {"failed", RunStatus::failed},
    {"blocked", RunStatus::blocked},
    {"no-run", RunStatus::no_run},
    {"na", RunStatus::not_applicable},
    {"not-completed", RunStatus::not_completed},
    {"omit", std::nullopt}};

template <class Meaning>
Meaning meaning_of(
    std::string_view word,
    std::span<const std::pair<std::string_view, Meaning>> known,
    std::string_view what
) {
  std::vector<std::string> words;
  for (const auto& [name, meaning] : known) {
    if (name == word) {
      return meaning;
    }
    words.emplace_back(name);
  }
  const auto meant = nearest(std::string(word), words);
  throw UsageError(fmt::format(
      "--status does not know the {} '{}'{}: there are {}",
      what,
      word,
      meant ? fmt::format(" (did you mean {}?)", *meant) : "",
      fmt::join(words, ", ")
  ));
}

}  // namespace

std::string_view name_of(RunStatus status) {
  switch (status) {
  case RunStatus::not_applicable:
    return "N/A";
  case RunStatus::passed:
    return "PASSED";
  case RunStatus::no_run:
    return "NO RUN";
  case RunStatus::not_completed:
    return "NOT COMPLETED";
  case RunStatus::blocked:
    return "BLOCKED";
  case RunStatus::failed:
    return "FAILED";
  }
  return "";
}

bool is_flaky(const parsers::Result& result) {
  return result.status == Status::passed && failed_attempts(result) != 0;
}

StatusTable::StatusTable() {
  set(Status::passed, RunStatus::passed);
  set(Status::failed, RunStatus::failed);
  set(Status::errored, RunStatus::failed);
  set(Status::skipped, RunStatus::not_applicable);
  set(Status::blocked, RunStatus::blocked);
  set(Status::not_run, RunStatus::no_run);
  set(Status::inconclusive, RunStatus::not_applicable);
  set(Status::aborted, RunStatus::not_completed);
}

std::optional<RunStatus> StatusTable::operator[](Status status) const {
  return table_[static_cast<std::size_t>(status)];
}

void StatusTable::set(Status status, std::optional<RunStatus> recorded_as) {
  table_[static_cast<std::size_t>(status)] = recorded_as;
}

std::optional<RunStatus> StatusTable::of(const parsers::Result& result) const {
  const auto recorded_as = (*this)[result.status];
  return recorded_as && flaky_fails_ && is_flaky(result) ? RunStatus::failed : recorded_as;
}

void change(StatusTable& table, std::string_view list) {
  std::set<std::string_view> named;
  auto rest = list;
  do {
    const auto entry = text::take_item(rest);
    const auto equals = entry.find('=');
    if (equals == entry.npos) {
      throw UsageError(
          fmt::format("--status takes a list such as errored=blocked,skipped=omit, not '{}'", list)
      );
    }
    const auto name = entry.substr(0, equals);
    const auto status = meaning_of<Status>(name, words_of_results, "status of results");
    if (!named.insert(name).second) {
      throw UsageError(fmt::format("--status says twice what {} becomes: '{}'", name, list));
    }
    const auto becomes = entry.substr(equals + 1);
    table.set(
        status, meaning_of<std::optional<RunStatus>>(becomes, words_of_runs, "status of runs")
    );
  } while (!rest.empty());
}

}  // namespace importer
