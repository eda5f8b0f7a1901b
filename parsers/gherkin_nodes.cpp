#include "parsers/gherkin_nodes.hpp"

#include <fmt/format.h>

#include <string>

namespace parsers::bdd {

void GherkinNodes::clear() {
  scenarios_.clear();
  rows_.clear();
  keywords_.clear();
}

void GherkinNodes::add(const JsonValue& gherkin_document) {
  const auto& feature = gherkin_document["feature"];
  add_children(feature, feature.word("name"), {}, 0);
}

void GherkinNodes::add_children(
    const JsonValue& parent, std::string_view feature, std::string_view rule, unsigned depth
) {
  for (const auto& [unnamed, child] : parent["children"].items()) {
    add_steps(child["background"]);
    add_scenario(child["scenario"], feature, rule);
    if (depth == 0 && child.has("rule")) {
      add_children(child["rule"], feature, child["rule"].word("name"), depth + 1);
    }
  }
}

void GherkinNodes::add_scenario(
    const JsonValue& node, std::string_view feature, std::string_view rule
) {
  if (!node.has("id")) {
    return;
  }
  add_steps(node);
  scenarios_[node.word("id")] = {
      feature, rule, node.word("name"), node["location"].count("line").value_or(0)};
  std::size_t table = 0;
  for (const auto& [unnamed, examples] : node["examples"].items()) {
    ++table;
    std::size_t number = 0;
    for (const auto& [nameless, row] : examples["tableBody"].items()) {
      ++number;
      rows_[row.word("id")] = {
          examples.word("name"), table, number, row["location"].count("line").value_or(0)};
    }
  }
}

void GherkinNodes::add_steps(const JsonValue& node) {
  for (const auto& [unnamed, step] : node["steps"].items()) {
    keywords_[step.word("id")] = step["keyword"].text;
  }
}

GherkinNodes::Names GherkinNodes::names_of(const JsonValue& pickle) {
  Names names;
  const auto own = pickle.word("name");
  names.name = own;
  const Scenario* scenario = nullptr;
  const Row* row = nullptr;
  for (const auto& [unnamed, id] : pickle["astNodeIds"].items()) {
    if (const auto found = scenarios_.find(id.text); found != scenarios_.end()) {
      scenario = &found->second;
    } else if (const auto one = rows_.find(id.text); one != rows_.end()) {
      row = &one->second;
    }
  }
  if (scenario == nullptr) {
    return names;
  }
  std::string name;
  const auto add = [&name](std::string_view part) {
    name += name.empty() || part.empty() ? "" : " - ";
    name += part;
  };
  add(scenario->rule);
  add(scenario->name);
  if (row != nullptr) {
    add(row->examples);
    add(fmt::format("#{}.{}", row->table, row->number));
    name += own == scenario->name ? "" : fmt::format(": {}", own);
  }
  names.feature = scenario->feature;
  names.name = document_.keep(name);
  names.line = row == nullptr ? scenario->line : row->line;
  names.known = true;
  return names;
}

std::string_view GherkinNodes::keyword_of(const JsonValue& pickle_step) const {
  const auto& ids = pickle_step["astNodeIds"].items();
  const auto found = ids.empty() ? keywords_.end() : keywords_.find(ids.front().value.text);
  return found == keywords_.end() ? std::string_view{} : found->second;
}

}  // namespace parsers::bdd
