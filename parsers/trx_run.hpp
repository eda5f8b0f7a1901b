#pragma once

#include "parsers/report.hpp"
#include "parsers/trx_result.hpp"
#include "parsers/xml.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace parsers::trx {

/// What was read of a run's results, for what `ResultSummary` says to be judged by.
struct Seen {
  std::uint64_t results = 0;
  std::uint64_t containers = 0;  ///< Results that hold others: counted by some tools.
  bool run_aborted = false;      ///< A test passed, but its run was aborted.
  /// Of the results that failed, as the report has them.
  std::vector<std::string_view> failed_names;
};

/// Reads `ResultSummary` (a null node when there is none): the outcome of the run as a whole, its
/// messages, output and files, into the suite of the run and the run errors. To be called when
/// all results are read.
void read_summary(
    xml::Tree& tree, pugi::xml_node summary, ResultReader& results, const Seen& seen, Report& report
);

}  // namespace parsers::trx
