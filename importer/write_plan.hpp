#pragma once

#include "importer/saved_plan.hpp"

#include <iosfwd>

namespace importer {

/// Writes a plan such that carrying it out needs neither the reports nor a look (docs/plans.md).
/// The same plan gives the same bytes.
void write_plan(
    std::ostream& out,
    const ImportIdentity& identity,
    const ImportOptions& options,
    const Reports& reports,
    const Plan& plan
);

/// Writes what the reports hold, whole, to be planned later.
void write_part(std::ostream& out, const ImportOptions& options, const Reports& reports);

}  // namespace importer
