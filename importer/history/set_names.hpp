#pragma once

#include "importer/history/build.hpp"
#include "importer/template.hpp"

#include <string>

namespace importer::history {

/// `--set` of a backfill: a set for every build, week or month, or one for all.
class SetNames {
public:
  /// Throws UsageError.
  explicit SetNames(const std::string& text);

  /// Cut to what PractiTest takes. Throws UsageError where a placeholder has no value.
  std::string of(const Build& build) const;

private:
  Template template_;
};

}  // namespace importer::history
