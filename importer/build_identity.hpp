#pragma once

#include "importer/reports.hpp"
#include "importer/streams.hpp"

#include <string>

namespace importer {

/// What tells one import from another: `--build`, else the build of the CI system with its attempt
/// ("jenkins jenkins-shop-42"), else a digest of the reports' paths, modification times and
/// contents, because two builds can write the same bytes. With `--again` it is one that never was.
/// Throws UsageError when an import is taken up whose reports have become others.
std::string build_identity(
    const ImportOptions& options, const Environment& environment, const Reports& reports
);

}  // namespace importer
