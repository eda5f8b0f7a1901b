#include "importer/write_plan.hpp"

#include "importer/plan_files.hpp"
#include "importer/plan_head.hpp"
#include "importer/plan_lines.hpp"
#include "importer/plan_report.hpp"
#include "importer/plan_result.hpp"
#include "importer/plan_scenarios.hpp"
#include "importer/plan_test.hpp"

#include <boost/json/object.hpp>

#include <cstddef>
#include <utility>

namespace json = boost::json;

namespace importer {

void write_plan(
    std::ostream& out,
    const ImportIdentity& identity,
    const ImportOptions& options,
    const Reports& reports,
    const Plan& plan
) {
  PlanLines lines(out);
  lines.write(head_of_plan(identity, options, plan));
  lines.write({{"files", files_object(reports)}});
  for (std::size_t i = 0; i < reports.read.size(); ++i) {
    lines.write({{"report", report_object(reports, i, false)}});
  }
  TestLines tests(lines, plan, reports, options.statuses);
  std::size_t results = 0;
  for (const auto& planned : plan.tests) {
    tests.write(planned);
    results += planned.named->executions.size();
  }
  json::object calls;
  for (const auto& [call, number] : plan.calls) {
    calls[call] = number;
  }
  lines.end({{"tests", plan.tests.size()}, {"results", results}, {"calls", std::move(calls)}});
}

void write_part(std::ostream& out, const ImportOptions& options, const Reports& reports) {
  PlanLines lines(out);
  lines.write(head_of_part(options));
  lines.write({{"files", files_object(reports)}});
  ScenarioLines scenarios;
  std::size_t results = 0;
  for (std::size_t i = 0; i < reports.read.size(); ++i) {
    const auto& report = reports.read[i];
    lines.write({{"report", report_object(reports, i, true)}});
    for (std::size_t j = 0; j < report.results.size(); ++j) {
      auto each = result_object(report.results[j]);
      if (const auto scenario = report.scenarios.find(j); scenario != report.scenarios.end()) {
        scenarios.write(scenario->second, lines);
        scenarios.put_number(each, scenario->second);
      }
      lines.write({{"result", std::move(each)}});
    }
    results += report.results.size();
  }
  lines.end({{"reports", reports.read.size()}, {"results", results}});
}

}  // namespace importer
