#pragma once

#include "importer/call_counts.hpp"

#include <boost/json/object.hpp>

#include <utility>

namespace importer {

/// `{"total": 3, "kinds": {"GET sets.json": 1, …}}`, as `--format json` has it (docs/json.md).
inline boost::json::object to_json(const CallCounts& calls) {
  boost::json::object kinds;
  for (const auto& [call, number] : calls) {
    kinds[call] = number;
  }
  return {{"total", total(calls)}, {"kinds", std::move(kinds)}};
}

}  // namespace importer
