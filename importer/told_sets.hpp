#pragma once

#include "importer/summary.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// A test set of the import, with what became of it.
struct ToldSet {
  const PlannedSet* planned = nullptr;  ///< In the Summary's plan.
  std::optional<client::Id> id;
  bool made = false;
  std::size_t runs = 0;  ///< That were recorded, or are to be, where nothing was carried out.

  /// "'Nightly'", "test set 5" where only the id is known, or nothing.
  std::string shown_name() const;
  /// "id 5, made", "to be made", …
  std::string state() const;
};

/// Of more sets a person is told the number; JSON has all.
constexpr std::size_t most_told_sets = 20;

/// In the plan's order. The summary must have a plan.
std::vector<ToldSet> told_sets(const Summary& summary);

/// "the set", or "their sets": where the tests of the plan are.
std::string_view set_of_tests(const Plan& plan);

/// "1 test set", "3 test sets": those that were made, or are to be, copies too; empty for none.
std::string made_sets_text(const Summary& summary);

}  // namespace importer
