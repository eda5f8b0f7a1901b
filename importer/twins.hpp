#pragma once

#include "parsers/report.hpp"

#include <cstddef>
#include <vector>

namespace importer {

/// A report that says nothing that others do not say as well.
struct Twin {
  std::size_t report = 0;
  std::vector<std::size_t> beside;  ///< The reports that hold all its results; never empty.
};

/// Finds the reports that one run left twice: TestNG's own beside its JUnit, Ant's collected file
/// beside those of the classes, CTest's Test.xml beside its JUnit, copies. `named` says of each
/// report whether the user named it; one that was named is never a twin, but others may be its.
///
/// A report is a twin when each of its results is the same as another one of a richer report
/// (same_result.hpp), nothing contradicts that both are of one run, and enough proves it
/// (twin_proof.hpp). In doubt it is none: a result that is recorded twice is seen, one that is left
/// out is not.
/// - Richer is, of two that hold the same: the format of the test tool's own over JUnit, JUnit over
///   what Jenkins made of it; then more results; then more evidence; then the first one. A report
///   that holds only a part of another is never the richer one.
/// - Several reports may together hold a twin's results when their format is better, or when the
///   user named them.
/// - Reports of one folder prove it together: nobody copies half a run.
/// - Results that TestNG's JUnit makes of failed configuration methods need no counterpart in
///   TestNG's own report, where they explain what they blocked.
/// - A report that tells of failures of its run is no twin of one that tells of fewer.
std::vector<Twin> find_twins(
    const std::vector<parsers::Report>& reports, const std::vector<bool>& named
);

}  // namespace importer
