#pragma once

#include "parsers/report.hpp"

namespace parsers {

/// Which ends of a name are parameters.
struct SplitRules {
  bool brackets = false;     ///< `pays[chrome-en]`
  bool parentheses = false;  ///< `pays(1, "a")`
  bool slash = false;        ///< `pays/3`

  bool any() const { return brackets || parentheses || slash; }
};

/// A name and its parameters; views into the whole.
struct SplitName {
  std::string_view name;
  std::string_view parameters;  ///< Without brackets; empty when the name is not split.
};

/// Takes the parameters off the end of a name: what is in one pair of brackets directly behind it,
/// or behind the slash of a single word. Brackets and quotes within values are minded. What is not
/// sure stays whole: brackets that do not fit together, several pairs of one kind, a blank before
/// them, nothing in them (`pays()`), nothing before them (`[1] pays`).
SplitName split_name(std::string_view whole, const SplitRules& rules);

/// Splits the names of the results that have no parameters yet. Where two tests of one class would
/// be called alike by it, as `pays[1]` and `pays(1)`, both stay as they are.
void split_parameters(Report& report, const SplitRules& rules);

}  // namespace parsers
