#pragma once

#include "client/json_reader.hpp"
#include "importer/gather.hpp"
#include "importer/plan_fields.hpp"
#include "importer/saved_plan.hpp"
#include "importer/status_table.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

/// The executions of a test of a saved plan, and back.
namespace importer {

/// Where each report stands among those of the plan, by its name.
using ReportNumbers = std::unordered_map<std::string, std::uint64_t>;

boost::json::object execution_object(
    const Execution& execution, const ReportNumbers& reports, const StatusTable& statuses
);

/// The name of a test or an execution.
std::string name_from(const client::Node& node);

/// Reads executions into a plan whose reports are read. Both must outlive this.
class SavedExecutions {
public:
  SavedExecutions(SavedPlan& plan, SavedFields& fields) : plan_(plan), fields_(fields) {}

  /// Its report and its result are given by connect().
  Execution read(const client::Node& node);
  /// To be called when the plan's tests hold all that were read: results are where they stay then.
  void connect();

  std::size_t count() const { return count_; }      ///< Of executions.
  std::size_t results() const { return results_; }  ///< More, where several are recorded together.

private:
  /// Where a result stands, until all results have the place where they stay.
  struct Place {
    std::size_t report = 0;
    std::size_t result = 0;
  };

  void read_result(const client::Node& node);
  const std::vector<RunFile>* files(const client::Node& node);

  SavedPlan& plan_;
  SavedFields& fields_;
  std::size_t count_ = 0;
  std::size_t results_ = 0;
  std::vector<Place> places_;  ///< Of all results, in their order.
  std::unordered_set<std::uint64_t> keys_;
};

}  // namespace importer
