#pragma once

#include "client/json_reader.hpp"
#include "importer/plan_lines.hpp"
#include "parsers/report.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

/// The scenarios of tests or results of a saved plan: each has one line before these, which refer
/// to it by its number.
namespace importer {

/// Writes them.
class ScenarioLines {
public:
  using Scenario = std::shared_ptr<const parsers::Scenario>;

  /// Writes its line, unless that was done.
  void write(const Scenario& scenario, PlanLines& lines);
  /// Into a test or a result; nothing when it has none.
  void put_number(boost::json::object& object, const Scenario& scenario) const;

private:
  std::unordered_map<const parsers::Scenario*, std::uint64_t> numbers_;
};

/// Reads them back.
class SavedScenarios {
public:
  /// What a line says.
  void read(const client::Node& node);
  /// That of a test or a result; null when it has none.
  std::shared_ptr<const parsers::Scenario> of(const client::Node& node) const;

private:
  std::vector<std::shared_ptr<const parsers::Scenario>> all_;
};

}  // namespace importer
