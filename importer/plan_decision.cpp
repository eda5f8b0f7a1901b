#include "importer/plan_decision.hpp"

#include "importer/plan_values.hpp"

#include <cstddef>
#include <set>
#include <string_view>

namespace importer {

using namespace plan_values;

void decide_runs(PlannedTest& planned, const NamedTest& named, const PlannedSet& set) {
  const auto action = planned.action;
  const bool in_copy = set.is_to_be_copied();
  if (action == Action::record) {
    require(planned.test_id.has_value(), "test/test_id is missing, and it is to be recorded");
    require(
        planned.instance_id.has_value() == !in_copy && (set.id || in_copy),
        "test/instance_id does not fit its action and its set"
    );
  }
  require(
      !named.said || named.goes_by_field() ||
          (named.said->contradiction.empty() && !makes_test(action)) || action == Action::refuse ||
          action == Action::omit || action == Action::nothing,
      "test/action does not fit the ids that its results say"
  );
  require(
      action != Action::make_instance || planned.test_id.has_value(),
      "test/test_id is missing, and its instance is to be made"
  );
  const bool runs = action == Action::record || makes_instance(action);
  for (std::size_t i = 0; runs && i < named.executions.size(); ++i) {
    if (named.executions[i].status && !named.executions[i].already) {
      planned.runs.push_back(i);
    }
  }
  require(
      runs == !planned.runs.empty(), "test/action does not fit its results: nothing is to be sent"
  );
  require(!planned.alone || makes_instance(action), "test/alone does not fit its action");
  require(action != Action::find_or_make || planned.alone, "test/alone does not fit its action");
}

void check_tests_of_several_sets(const Plan& plan) {
  std::set<std::string_view> made;
  for (const auto& planned : plan.tests) {
    if (makes_test(planned.action) && !planned.made_by) {
      require(made.insert(planned.named->name).second, "a test is made for two sets at a time");
    }
  }
}

}  // namespace importer
