#pragma once

#include "parsers/report.hpp"

#include <algorithm>
#include <cstddef>

namespace importer {

inline bool is_failure(parsers::Status status) {
  return status == parsers::Status::failed || status == parsers::Status::errored;
}

/// How many attempts that the result itself keeps failed before its last one.
inline std::size_t failed_attempts(const parsers::Result& result) {
  const auto& attempts = result.evidence().earlier_attempts;
  return static_cast<std::size_t>(
      std::ranges::count_if(attempts, is_failure, &parsers::Attempt::status)
  );
}

}  // namespace importer
