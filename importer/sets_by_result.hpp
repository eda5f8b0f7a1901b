#pragma once

#include "importer/template.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace importer {

/// `--set` that asks for what results say: one import, a test set for each value.
struct SetsByResult {
  Template name;
  std::string otherwise;  ///< `--set-else`: of results that do not say it; empty: there is none.
};

/// Absent where the template asks for nothing that results say: there is one set. The values of the
/// whole import were filled before (import_values.hpp). Throws UsageError for a wrong template, and
/// for one in `otherwise`, which is a name.
std::optional<SetsByResult> sets_by_result(std::string_view set, std::string_view otherwise);

}  // namespace importer
