#pragma once

#include "importer/grain.hpp"
#include "importer/options.hpp"
#include "importer/recording.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace importer {

/// Results of one report that are recorded together: the steps of one run. A report's results are
/// one execution, whatever suites it puts them in; those of another report are another one.
struct Group {
  std::vector<const parsers::Result*> cases;  ///< In the order of the report; never empty.
  bool cut_off = false;  ///< The report is, and nobody knows how many more cases there are.

  std::size_t left_out = 0;  ///< Cases that become no step, as the user asked. After complete().
  /// Whether cases of which the report says that a later one took their place have a say: when that
  /// is true of all that are recorded, or flaky ones are to fail. After complete().
  bool repeated_count = false;

  /// What can be said of the group as of a single result, once it is complete(): the duration of
  /// all, and status, place and evidence of the case that decides. Has no name.
  parsers::Result whole;
  std::string message;  ///< whole's view points here.
};

/// Whether this result goes into a group with others of its name.
bool is_grouped(const parsers::Result& result, Grain grain);

/// Marks those groups of a report in which results may be missing, because it is cut off: the one
/// that it ends in, with Grain::suite those of all suites that are open there, and all of them
/// where it holds their results in turns (`mixed`), or lost results that it does not name.
void mark_cut_off(
    const parsers::Report& report, std::span<Group* const> groups, Grain grain, bool mixed
);

/// Fills in `whole` when all cases are there, and marked.
void complete(Group& group, const StatusTable& statuses);

/// Whether the case has a say in the group's status. After complete().
bool counts(const Group& group, const parsers::Result& one);

/// "1 failed, 11 passed", the gravest first.
std::string counts_text(const Group& group);

}  // namespace importer
