#include "importer/plan_sets.hpp"

#include "importer/plan_values.hpp"

#include <utility>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object set_object(const PlannedSet& planned, const client::FieldValues* fields) {
  json::object set{{"name", planned.name}};
  put(set, "id", planned.id);
  put(set, "clone_of", planned.clone_of);
  put(set, "same_name", json::array(planned.same_name.begin(), planned.same_name.end()));
  put(set, "fields", fields_array(fields));
  return set;
}

void read_set(const Node& node, SavedFields& fields, SavedPlan& plan) {
  PlannedSet set;
  set.name = clean(node.at("name"));
  set.id = optional_id(node, "id");
  set.clone_of = optional_id(node, "clone_of");
  set.remembered = set.id.has_value();
  for (const auto& id : elements_of(node, "same_name")) {
    set.same_name.push_back(id.id());
  }
  plan.gathered.set_fields = fields.read(node, client::FieldOwner::set);
  plan.plan.set_fields = plan.gathered.set_fields;
  plan.gathered.sets.push_back(set.name);
  plan.plan.sets.push_back(std::move(set));
}

}  // namespace

void put_sets(json::object& head, const Plan& plan) {
  if (plan.sets.size() == 1) {
    head["set"] = set_object(plan.sets.front(), plan.set_fields);
  } else {
    head["sets"] = array_of(plan.sets, [&plan](const PlannedSet& set) {
      return set_object(set, plan.set_fields);
    });
  }
}

void read_sets(const Node& head, SavedFields& fields, SavedPlan& plan) {
  const auto several = elements_of(head, "sets");
  if (several.empty()) {
    read_set(head.at("set"), fields, plan);
    return;
  }
  require(several.size() <= most_results, "too many sets");
  plan.gathered.sets_by_result = true;
  for (const auto& node : several) {
    require(!node.find("clone_of"), "several sets, and one is a copy");
    require(!clean(node.at("name")).empty(), "one of several sets has no name");
    read_set(node, fields, plan);
  }
}

}  // namespace importer
