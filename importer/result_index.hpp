#pragma once

#include "parsers/report.hpp"

#include <compare>
#include <cstddef>
#include <span>
#include <vector>

namespace importer {

/// The results of several reports by the last part of their names (same_result.hpp).
class ResultIndex {
public:
  struct Entry {
    std::size_t name;  ///< A hash of it: different names may share one.
    std::size_t report;
    std::size_t result;
    auto operator<=>(const Entry&) const = default;
  };

  explicit ResultIndex(const std::vector<parsers::Report>& reports);

  /// Those whose names may end as this one's, by report and place in it.
  std::span<const Entry> like(const parsers::Result& result) const;
  std::span<const Entry> like(const parsers::Result& result, std::size_t report) const;

  /// The reports of those entries, ascending; only the first `most` of them.
  static std::vector<std::size_t> reports_of(std::span<const Entry> entries, std::size_t most);

private:
  std::vector<Entry> entries_;
};

}  // namespace importer
