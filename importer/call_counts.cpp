#include "importer/call_counts.hpp"

namespace importer {

std::size_t total(const CallCounts& calls) {
  std::size_t sum = 0;
  for (const auto& [call, number] : calls) {
    sum += number;
  }
  return sum;
}

void add(CallCounts& all, const CallCounts& more) {
  for (const auto& [call, number] : more) {
    all[call] += number;
  }
}

CallCounts difference(const CallCounts& all, const CallCounts& before) {
  CallCounts calls;
  for (const auto& [call, number] : all) {
    const auto earlier = before.find(call);
    const auto more = number - (earlier == before.end() ? 0 : earlier->second);
    if (more != 0) {
      calls.emplace(call, more);
    }
  }
  return calls;
}

CallCounts only_looks(const CallCounts& calls) {
  CallCounts looks;
  for (const auto& [call, number] : calls) {
    if (call.starts_with("GET ") || call == "POST tests/bulk_search.json") {
      looks.emplace(call, number);
    }
  }
  return looks;
}

}  // namespace importer
