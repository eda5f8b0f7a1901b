#include "importer/recorded_runs.hpp"

#include "importer/result_key.hpp"

#include <ctime>

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

namespace {

using namespace std::chrono_literals;

/// Clocks of this machine and of PractiTest may differ by so much.
constexpr auto clock_difference = 2min;

/// For `updated-hours-ago`: an hour more than the time that has passed.
int hours_since(ledger::Time sent) {
  const auto passed = std::max<ledger::Time::duration>(std::chrono::system_clock::now() - sent, 0s);
  return static_cast<int>(std::chrono::ceil<std::chrono::hours>(passed + clock_difference).count()
         ) +
         1;
}

asio::awaitable<std::vector<client::Run>> runs_of(
    client::PractiTest& practitest, std::span<const SentRun> runs, ledger::Time sent
) {
  client::RunQuery query;
  for (const auto& run : runs) {
    query.instance_ids.push_back(run.instance_id);
  }
  std::ranges::sort(query.instance_ids);
  const auto repeated = std::ranges::unique(query.instance_ids);
  query.instance_ids.erase(repeated.begin(), repeated.end());
  query.updated_hours_ago = hours_since(sent);
  auto reading = practitest.all_runs(std::move(query));
  auto found = co_await std::move(reading);
  co_return found;
}

/// "2026-02-03T04:05:06.789+02:00"; absent for anything else.
std::optional<ledger::Time> time_in(const std::string& text) {
  std::tm parts{};
  const char* rest = strptime(text.c_str(), "%Y-%m-%dT%H:%M:%S", &parts);
  if (rest == nullptr) {
    return std::nullopt;
  }
  auto time = std::chrono::system_clock::from_time_t(timegm(&parts));
  while (*rest == '.' || (*rest >= '0' && *rest <= '9')) {
    ++rest;
  }
  if (*rest == '+' || *rest == '-') {
    const int sign = *rest == '+' ? 1 : -1;
    std::tm zone{};
    if (strptime(rest + 1, "%H:%M", &zone) == nullptr) {
      return std::nullopt;
    }
    time -= sign * (std::chrono::hours(zone.tm_hour) + std::chrono::minutes(zone.tm_min));
  }
  return time;
}

std::unordered_set<std::uint64_t> keys_of(const std::vector<client::Run>& runs) {
  std::unordered_set<std::uint64_t> keys;
  for (const auto& run : runs) {
    if (const auto key = key_in(run.output)) {
      keys.insert(*key);
    }
  }
  return keys;
}

}  // namespace

asio::awaitable<std::vector<bool>> are_recorded(
    client::PractiTest& practitest, std::span<const SentRun> runs, ledger::Time sent
) {
  const auto there = co_await runs_of(practitest, runs, sent);
  const auto keys = keys_of(there);
  std::vector<bool> recorded;
  for (const auto& run : runs) {
    recorded.push_back(keys.contains(run.key));
  }
  co_return recorded;
}

asio::awaitable<std::vector<bool>> look_recorded(
    client::PractiTest& practitest,
    std::span<const SentRun> runs,
    ledger::Time sent,
    const std::unordered_set<client::Id>& ours
) {
  const auto there = co_await runs_of(practitest, runs, sent);
  std::vector<bool> recorded;
  for (const auto& run : runs) {
    recorded.push_back(std::ranges::any_of(there, [&](const client::Run& other) {
      const auto created = time_in(other.created_at);
      return other.instance_id == run.instance_id && other.output == run.output &&
             other.status == run.status && !ours.contains(other.id) &&
             (!created || *created >= sent - clock_difference);
    }));
  }
  co_return recorded;
}

asio::awaitable<std::unordered_set<std::uint64_t>> keys_in_sets(
    client::PractiTest& practitest,
    std::vector<client::Id> set_ids,
    std::optional<ledger::Time> since
) {
  client::RunQuery query;
  query.set_ids = std::move(set_ids);
  if (since) {
    query.updated_hours_ago = hours_since(*since);
  }
  auto reading = practitest.all_runs(std::move(query));
  const auto there = co_await std::move(reading);
  co_return keys_of(there);
}

}  // namespace importer
