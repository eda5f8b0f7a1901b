#include "importer/plan_scenarios.hpp"

#include "importer/plan_values.hpp"
#include "importer/scenarios.hpp"

#include <utility>

namespace json = boost::json;

namespace importer {

using client::Node;
using namespace plan_values;

void ScenarioLines::write(const Scenario& scenario, PlanLines& lines) {
  if (scenario != nullptr && numbers_.emplace(scenario.get(), numbers_.size()).second) {
    lines.write({{"scenario", {{"place", scenario->place}, {"text", scenario->text}}}});
  }
}

void ScenarioLines::put_number(json::object& object, const Scenario& scenario) const {
  if (scenario != nullptr) {
    object["scenario"] = numbers_.at(scenario.get());
  }
}

void SavedScenarios::read(const Node& node) {
  auto scenario = std::make_shared<parsers::Scenario>();
  scenario->place = clean(node.at("place"));
  scenario->text = clean(node.at("text"));
  require(!scenario->text.empty(), "scenario/text is empty");
  require(scenario->text.size() <= longest_scenario, "scenario/text is too long for a test");
  require(all_.size() < most_results, "too many scenarios");
  all_.push_back(std::move(scenario));
}

std::shared_ptr<const parsers::Scenario> SavedScenarios::of(const Node& node) const {
  const auto number = node.find("scenario");
  if (!number) {
    return nullptr;
  }
  const auto index = number->count();
  require(index < all_.size(), "scenario is none of the scenarios");
  return all_[index];
}

}  // namespace importer
