#pragma once

#include "importer/result_index.hpp"
#include "importer/same_result.hpp"
#include "importer/span.hpp"
#include "importer/twin_proof.hpp"
#include "parsers/report.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <unordered_map>
#include <unordered_set>

namespace importer {

/// Results of richer reports that already stand for one of a poorer report.
using Taken = std::unordered_set<const parsers::Result*>;

/// That other reports hold all results of one.
struct TwinMatch {
  std::set<std::size_t> holders;  ///< Those of the reports that hold any.
  TwinProof proof;
};

/// Looks for results of reports in others of them.
class TwinMatcher {
public:
  /// The reports must outlive this, and so must the index, which is over them.
  TwinMatcher(const std::vector<parsers::Report>& reports, const ResultIndex& index);

  /// A result of `holders` for each of `part`, none of them taken before; they are taken then.
  /// Absent when there are not that many, when something contradicts that both are of one run, and
  /// when more was looked at than so many reports are worth; nothing is taken then.
  std::optional<TwinMatch> match(
      std::size_t part, std::span<const std::size_t> holders, Taken& taken
  );

private:
  struct Holder {
    std::size_t report;
    SameResult same;
    /// By name, how many of its first results are taken.
    std::unordered_map<const ResultIndex::Entry*, std::size_t> taken_first;
  };

  bool may_hold(const parsers::Report& part, std::span<const std::size_t> holders) const;
  const parsers::Result* look_for(
      const parsers::Result& result, Holder& holder, const Taken& taken
  );
  bool prove(
      TwinProof& proof,
      std::size_t part,
      const parsers::Result& result,
      std::size_t holder,
      const parsers::Result& other
  );
  const std::optional<Span>& span(std::size_t report);

  const std::vector<parsers::Report>& reports_;
  const ResultIndex& index_;
  std::map<std::size_t, std::optional<Span>> spans_;
  std::size_t comparisons_left_;
};

/// Whether TestNG's JUnit made the result of a configuration method that failed.
bool is_configuration(const parsers::Result& result);

}  // namespace importer
