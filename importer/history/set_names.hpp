#pragma once

#include "importer/history/build.hpp"
#include "importer/template.hpp"
#include "parsers/report.hpp"

#include <string>

namespace importer::history {

/// Where the results of a build go.
struct SetsOfBuild {
  std::string name;       ///< With `by_result` a template of what results say.
  std::string otherwise;  ///< `--set-else`, likewise.
  bool by_result = false;
};

/// `--set` of a backfill: a set for every build, week or month, or one for all, or one for each
/// value of what results say.
class SetNames {
public:
  /// `otherwise` is `--set-else`; empty for none. Throws UsageError.
  SetNames(const std::string& text, const std::string& otherwise);

  /// Whether a result has no value for what is asked of it, and there is no set for such ones. That
  /// of {parameters} is not known before the report's names are split.
  bool lacks_set_for_one(const parsers::Report& report) const;

  /// A name is cut to what PractiTest takes. Throws UsageError where a placeholder of the build has
  /// no value.
  SetsOfBuild of(const Build& build) const;

private:
  Template name_;
  Template otherwise_;
  bool by_result_ = false;
  bool has_otherwise_ = false;
};

}  // namespace importer::history
