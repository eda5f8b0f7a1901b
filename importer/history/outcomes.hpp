#pragma once

#include "importer/reports.hpp"
#include "importer/status_table.hpp"

#include <cstddef>

namespace importer::history {

/// How the results of a build went, by what they are recorded as.
struct Outcomes {
  std::size_t passed = 0;
  std::size_t failed = 0;
  std::size_t blocked = 0;
  std::size_t others = 0;  ///< Skipped, not run, not recorded at all.

  std::size_t all() const { return passed + failed + blocked + others; }
  Outcomes& operator+=(const Outcomes& more);
};

Outcomes outcomes_of(const parsers::Report& report, const StatusTable& statuses);
/// Of all that were read.
Outcomes outcomes_of(const Reports& reports, const StatusTable& statuses);

}  // namespace importer::history
