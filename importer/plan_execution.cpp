#include "importer/plan_execution.hpp"

#include "importer/naming.hpp"
#include "importer/plan_run.hpp"
#include "importer/plan_run_file.hpp"
#include "importer/plan_values.hpp"
#include "importer/plan_words.hpp"
#include "importer/result_key.hpp"
#include "importer/text.hpp"
#include "importer/unmentioned.hpp"

#include <utility>

namespace json = boost::json;

namespace importer {

using client::Node;
using namespace plan_values;

json::object execution_object(
    const Execution& execution, const ReportNumbers& reports, const StatusTable& statuses
) {
  json::object object{
      {"key", key_text(execution.key)},
      {"status", parsers::name_of(execution.result->status)},
  };
  if (execution.by != MatchedBy::name) {
    object["matched_by"] = name_of(execution.by);
  }
  if (execution.name != nullptr) {
    object["name"] = *execution.name;
  }
  // Reports that were made from run errors have the name of theirs.
  if (!is_unmentioned(execution)) {
    put(object, "report", reports.at(execution.report->source));
    put(object, "line", execution.result->report_line);
  }
  if (execution.results != 1) {
    object["cases"] = execution.results;
  }
  if (execution.repeated) {
    object["retried"] = true;
  }
  if (execution.already) {
    object["already"] = true;
  }
  if (execution.status) {
    object["run_status"] = name_of(*execution.status);
    object["run"] = run_object(run_of(execution, statuses));
    put(object, "fields", fields_array(execution.fields));
    put(object, "files", array_of(files_of(execution), run_file_object));
  }
  return object;
}

std::string name_from(const Node& node) {
  auto name = clean(node.at("name"));
  require(
      !name.empty() && text::characters(name) <= max_name_characters,
      "test/name is no name of a test"
  );
  return name;
}

Execution SavedExecutions::read(const Node& node) {
  require(++count_ <= most_results, "too many results");
  Execution execution;
  execution.key = known(key_from(node.at("key").text()), "key");
  require(keys_.insert(execution.key).second, "two results of one key");
  if (const auto by = node.find("matched_by")) {
    execution.by = known(matched_by_from(by->text()), "matched_by");
  }
  if (!is_unmentioned(execution)) {
    read_result(node);
  }
  execution.repeated = flag(node, "retried");
  execution.already = flag(node, "already");
  if (node.find("name")) {
    execution.name = &plan_.gathered.names.emplace_back(name_from(node));
  }
  if (const auto cases = node.find("cases")) {
    execution.results = static_cast<std::size_t>(number_within(*cases, 1, most_results));
  }
  if (is_unmentioned(execution)) {
    ++plan_.gathered.unmentioned;
  } else {
    results_ += execution.results;
    require(results_ <= most_results, "too many results");
  }
  if (const auto status = node.find("run_status")) {
    execution.status = known(run_status_from(status->text()), "run_status");
    execution.run = &plan_.runs.emplace_back(run_from(node.at("run")));
    execution.files = files(node);
    execution.fields = fields_.read(node, client::FieldOwner::run);
  }
  return execution;
}

const std::vector<RunFile>* SavedExecutions::files(const Node& node) {
  std::vector<RunFile> files;
  for (const auto& each : elements_of(node, "files")) {
    files.push_back(run_file_from(each, plan_.plan.max_body, plan_.texts));
  }
  return files.empty() ? nullptr : &plan_.gathered.files.emplace_back(std::move(files));
}

void SavedExecutions::read_result(const Node& node) {
  const auto report = optional_number<std::size_t>(node, "report");
  require(report < plan_.reports.read.size(), "report is none of the reports");
  auto& results = plan_.reports.read[report].results;
  places_.push_back({report, results.size()});
  auto& result = results.emplace_back();
  result.status = known(status_from(node.at("status").text()), "status");
  result.report_line = optional_number<std::uint32_t>(node, "line");
}

void SavedExecutions::connect() {
  auto place = places_.begin();
  const auto& nothing = report_of_nothing(plan_.gathered);
  for (auto& named : plan_.gathered.tests) {
    for (auto& execution : named.executions) {
      if (is_unmentioned(execution)) {
        execution.report = &nothing;
        execution.result = &nothing.results.front();
        continue;
      }
      execution.report = &plan_.reports.read[place->report];
      execution.result = &execution.report->results[place->result];
      ++place;
    }
  }
}

}  // namespace importer
