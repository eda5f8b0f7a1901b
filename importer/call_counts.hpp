#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace importer {

/// Calls by what is called: "POST runs.json" → 50.
using CallCounts = std::map<std::string, std::size_t>;

std::size_t total(const CallCounts& calls);
void add(CallCounts& all, const CallCounts& more);
/// Of `all` those that are not among `before`.
CallCounts difference(const CallCounts& all, const CallCounts& before);
/// Without the call that makes a copy of a set, which the plan counts among its own.
CallCounts only_looks(const CallCounts& calls);

}  // namespace importer
