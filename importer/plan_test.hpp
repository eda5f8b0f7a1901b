#pragma once

#include "client/json_reader.hpp"
#include "importer/plan.hpp"
#include "importer/plan_execution.hpp"
#include "importer/plan_fields.hpp"
#include "importer/plan_lines.hpp"
#include "importer/plan_scenarios.hpp"
#include "importer/reports.hpp"
#include "importer/saved_plan.hpp"
#include "importer/status_table.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

/// The tests of a saved plan: what is decided of each, and back.
namespace importer {

/// Writes them, after the reports. All that is given must outlive this.
class TestLines {
public:
  TestLines(
      PlanLines& lines, const Plan& plan, const Reports& reports, const StatusTable& statuses
  );

  /// A test of the plan, and its scenario before it.
  void write(const PlannedTest& planned);

private:
  boost::json::object test_object(const PlannedTest& planned) const;

  PlanLines& lines_;
  const StatusTable& statuses_;
  ReportNumbers reports_;
  ScenarioLines scenarios_;
  std::unordered_map<const PlannedTest*, const TestUpdate*> updates_;
};

/// Reads them back into a plan, whose sets and reports are read. All that is given must outlive
/// this.
class SavedTests {
public:
  SavedTests(SavedPlan& plan, SavedFields& fields, const SavedScenarios& scenarios)
      : plan_(plan), fields_(fields), scenarios_(scenarios), executions_(plan, fields) {}

  void read(const client::Node& node);
  /// To be called when all are read: each gets what it points to.
  void connect();

  std::size_t executions() const { return executions_.count(); }

private:
  SavedPlan& plan_;
  SavedFields& fields_;
  const SavedScenarios& scenarios_;
  SavedExecutions executions_;
  std::set<std::pair<std::string, std::uint32_t>> words_;  ///< Of tests, and their sets.
};

}  // namespace importer
