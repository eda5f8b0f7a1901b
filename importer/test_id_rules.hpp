#pragma once

#include "importer/id_pattern.hpp"
#include "importer/test_id.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// A property of results that holds the id of their test.
struct IdProperty {
  std::string name;
  /// What digits alone are; absent: no id.
  std::optional<TestId::Kind> digits = TestId::Kind::display;
};

/// Where results say which test of PractiTest they belong to.
struct TestIdRules {
  std::vector<IdProperty> properties;  ///< `--id-properties`
  std::optional<IdPattern> in_names;   ///< `--id-in-names`
};

/// Reads `practitest_id,test_id=PT`, or `off`. Throws UsageError.
std::vector<IdProperty> id_properties_from(std::string_view list);

/// Other tools have a property of this name too, mostly with a number of theirs: what in it is no
/// id is none of ours.
constexpr std::string_view shared_property = "test_id";

}  // namespace importer
