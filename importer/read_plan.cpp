#include "importer/read_plan.hpp"

#include "client/json_reader.hpp"
#include "importer/body_size.hpp"
#include "importer/plan_decision.hpp"
#include "importer/plan_fields.hpp"
#include "importer/plan_files.hpp"
#include "importer/plan_head.hpp"
#include "importer/plan_lines.hpp"
#include "importer/plan_report.hpp"
#include "importer/plan_result.hpp"
#include "importer/plan_scenarios.hpp"
#include "importer/plan_test.hpp"
#include "importer/plan_values.hpp"

#include <fmt/format.h>
#include <boost/json/value.hpp>

#include <memory>
#include <utility>

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

CallCounts calls_of(const Node& node) {
  CallCounts calls;
  for (const auto& [call, number] : object_of(node)) {
    calls[std::string(call)] = Node(number).count();
  }
  return calls;
}

class PlanReader {
public:
  PlanReader(std::istream& in, const std::string& file) : lines_(in, file) { plan_.file = file; }

  SavedPlan read() {
    read_or_refuse([this](const Node& line) { read_head(line, lines_, fields_, plan_); });
    while (!lines_.ended()) {
      read_or_refuse([this](const Node& line) { next(line); });
    }
    return std::move(plan_);
  }

private:
  template <class Read>
  void read_or_refuse(Read read) {
    const boost::json::value line(lines_.next());
    try {
      read(Node(line));
    } catch (const client::ShapeError& error) {
      lines_.refuse(fmt::format("{}: the plan is damaged, or no plan: save it anew", error.what()));
    }
  }

  void next(const Node& line) {
    if (const auto end = line.find("end")) {
      finish(*end);
    } else if (const auto report = line.find("report")) {
      require(plan_.reports.read.size() < most_reports, "too many reports");
      document_ = read_report(*report, plan_.reports, !plan_.decided);
    } else if (const auto files = line.find("files")) {
      read_files(*files, plan_.reports);
    } else if (const auto result = line.find("result"); result && !plan_.decided) {
      result_of_part(*result);
    } else if (const auto scenario = line.find("scenario")) {
      scenarios_.read(*scenario);
    } else {
      require(plan_.decided, "a line that no part has");
      tests_.read(line.at("test"));
    }
  }

  void result_of_part(const Node& node) {
    require(!plan_.reports.read.empty(), "a result before its report");
    require(++results_ <= most_results, "too many results");
    auto& reported = plan_.reports.read.back();
    read_result(node, reported, *document_);
    if (auto executed = scenarios_.of(node)) {
      reported.scenarios.emplace(reported.results.size() - 1, std::move(executed));
    }
  }

  void finish(const Node& end) {
    const auto results = plan_.decided ? tests_.executions() : results_;
    require(end.at("results").count() == results, "end/results is another number");
    if (!plan_.decided) {
      require(
          end.at("reports").count() == plan_.reports.read.size(), "end/reports is another number"
      );
      return;
    }
    auto& plan = plan_.plan;
    require(end.at("tests").count() == plan.tests.size(), "end/tests is another number");
    tests_.connect();
    measure(plan_.gathered, StatusTable());
    complete(plan);
    check_tests_of_several_sets(plan);
    require(calls_of(end.at("calls")) == plan.calls, "end/calls are not those of its decisions");
  }

  PlanLineReader lines_;
  SavedPlan plan_;
  SavedFields fields_{plan_.gathered};
  SavedScenarios scenarios_;
  SavedTests tests_{plan_, fields_, scenarios_};
  std::shared_ptr<parsers::Document> document_;  ///< Of the report that was read last.
  std::size_t results_ = 0;                      ///< Of a part.
};

}  // namespace

SavedPlan read_plan(std::istream& in, const std::string& file) {
  return PlanReader(in, file).read();
}

}  // namespace importer
