#include "importer/planned_ids.hpp"

#include "importer/seen_ids.hpp"

namespace importer {

ledger::Changes planned_ids(const Plan& plan) {
  ledger::Changes ids;
  for (const auto& set : plan.sets) {
    if (set.id && !set.name.empty()) {
      ids.sets.push_back({set.name, *set.id});
    }
  }
  for (const auto& planned : plan.tests) {
    const auto* const id = planned.named->id();
    if (planned.test_id && id == nullptr) {
      ids.tests.push_back({planned.named->name, *planned.test_id});
    } else if (planned.test_id && is_remembered(*id)) {
      ids.tests.push_back(seen_id(*id, *planned.test_id));
    }
    const auto& set = plan.sets[planned.named->set];
    if (planned.test_id && planned.instance_id && set.id) {
      ids.instances.push_back({*set.id, *planned.test_id, *planned.instance_id});
    }
  }
  return ids;
}

}  // namespace importer
