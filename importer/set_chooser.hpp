#pragma once

#include "importer/sets_by_result.hpp"
#include "parsers/report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace importer {

/// As PractiTest stores it: Unicode form C, on one line; longer ones are cut in the middle with a
/// hash of the whole.
std::string set_name_of(std::string_view text);

/// Gives every result its set.
class SetChooser {
public:
  /// `choice` must outlive this.
  explicit SetChooser(const SetsByResult& choice) : choice_(choice) {}

  /// Of names().
  std::uint32_t set_of(const parsers::Report& report, const parsers::Result& result);
  /// In order of first appearance. Throws UsageError where results did not say their set, and there
  /// is none for those.
  std::vector<std::string> names() &&;

private:
  std::uint32_t number_of(std::string name);

  const SetsByResult& choice_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::uint32_t> numbers_;
  std::size_t without_ = 0;  ///< Results that do not say their set.
  std::string first_without_;
};

}  // namespace importer
