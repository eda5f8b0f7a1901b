#pragma once

#include "importer/saved_plan.hpp"

#include <functional>
#include <iosfwd>
#include <string>

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

/// Has `write` write a new file, which takes the name `file` when it is whole. Throws UsageError.
void save(const std::string& file, const std::function<void(std::ostream&)>& write);

}  // namespace importer
