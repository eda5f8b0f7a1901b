#include "importer/plan_test.hpp"

#include "importer/plan_decision.hpp"
#include "importer/plan_values.hpp"
#include "importer/plan_words.hpp"
#include "importer/said_json.hpp"

#include <memory>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object change_object(const FieldChange& change) {
  json::object object{{"value", field_pair(change.value)}};
  put(object, "before", change.before);
  return object;
}

FieldChange change_from(const Node& node) {
  return {field_from(node.at("value")), optional_text(node, "before")};
}

}  // namespace

TestLines::TestLines(
    PlanLines& lines, const Plan& plan, const Reports& reports, const StatusTable& statuses
)
    : lines_(lines), statuses_(statuses) {
  std::uint64_t index = 0;
  for (const auto& report : reports.read) {
    reports_.emplace(report.source, index++);
  }
  for (const auto& update : plan.updates) {
    updates_.emplace(&plan.tests[update.test], &update);
  }
}

void TestLines::write(const PlannedTest& planned) {
  scenarios_.write(planned.named->scenario, lines_);
  lines_.write({{"test", test_object(planned)}});
}

json::object TestLines::test_object(const PlannedTest& planned) const {
  json::object object{
      {"name", planned.named->name},
      {"action", name_of(planned.action)},
      {"why", why_of(planned)},
  };
  if (planned.named->set != 0) {
    object["set"] = planned.named->set;
  }
  if (planned.named->said) {
    object["said"] = to_json(*planned.named->said);
  }
  put(object, "test_id", planned.test_id);
  put(object, "instance_id", planned.instance_id);
  if (planned.alone) {
    object["alone"] = true;
  }
  put(object, "same_name", json::array(planned.same_name.begin(), planned.same_name.end()));
  put(object, "fields", fields_array(planned.named->fields));
  if (const auto update = updates_.find(&planned); update != updates_.end()) {
    object["update"] = array_of(update->second->changes, change_object);
  }
  scenarios_.put_number(object, planned.named->scenario);
  object["results"] = array_of(planned.named->executions, [this](const Execution& execution) {
    return execution_object(execution, reports_, statuses_);
  });
  return object;
}

void SavedTests::read(const Node& node) {
  NamedTest named;
  named.name = name_from(node);
  if (const auto said = node.find("said")) {
    named.said = std::make_shared<const SaidIds>(said_ids_from(*said));
  }
  named.set = optional_number<std::uint32_t>(node, "set");
  require(named.set < plan_.plan.sets.size(), "test/set is none of the sets");
  const auto word = identity_word(named.name, named.said ? *named.said : SaidIds());
  require(words_.emplace(word, named.set).second, "two tests of one name or id in one set");
  PlannedTest planned;
  planned.action = known(action_from(node.at("action").text()), "test/action");
  planned.why = clean(node.at("why"));
  planned.test_id = optional_id(node, "test_id");
  planned.instance_id = optional_id(node, "instance_id");
  planned.remembered = planned.test_id || planned.instance_id;
  planned.alone = flag(node, "alone");
  for (const auto& id : elements_of(node, "same_name")) {
    planned.same_name.push_back(id.id());
  }
  named.fields = fields_.read(node, client::FieldOwner::test);
  named.scenario = scenarios_.of(node);
  for (const auto& result : node.at("results").elements()) {
    named.executions.push_back(executions_.read(result));
  }
  require(!named.executions.empty(), "test/results is empty");
  decide_runs(planned, named, plan_.plan.sets[named.set]);
  if (const auto changes = elements_of(node, "update"); !changes.empty()) {
    require(may_be_updated(planned), "test/update is of a test that is not known");
    plan_.plan.updates.push_back({plan_.plan.tests.size(), {}});
    for (const auto& change : changes) {
      plan_.plan.updates.back().changes.push_back(change_from(change));
    }
  }
  plan_.gathered.tests.push_back(std::move(named));
  plan_.plan.tests.push_back(std::move(planned));
}

void SavedTests::connect() {
  executions_.connect();
  auto& gathered = plan_.gathered;
  for (std::size_t i = 0; i < gathered.tests.size(); ++i) {
    plan_.plan.tests[i].named = &gathered.tests[i];
  }
  gathered.results = executions_.results();
  gathered.executions = executions_.count();
}

}  // namespace importer
