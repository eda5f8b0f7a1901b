#include "importer/plan_run.hpp"

#include "importer/plan_values.hpp"
#include "importer/plan_words.hpp"
#include "importer/text.hpp"

#include <chrono>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using namespace plan_values;

json::object run_step_object(const client::RunStep& step) {
  json::object object{{"name", step.name}, {"status", word_of(step.status)}};
  put(object, "description", step.description);
  put(object, "expected", step.expected_results);
  put(object, "actual", step.actual_results);
  return object;
}

client::RunStep run_step_from(const Node& node) {
  client::RunStep step;
  step.name = clean(node.at("name"));
  step.status = known(step_status_from(node.at("status").text()), "status");
  step.description = optional_text(node, "description");
  step.expected_results = optional_text(node, "expected");
  step.actual_results = optional_text(node, "actual");
  return step;
}

}  // namespace

json::object run_object(const client::NewRun& run) {
  json::object object;
  if (run.exit_code) {
    object["exit_code"] = *run.exit_code;
  }
  if (run.duration) {
    object["seconds"] = run.duration->count();
  }
  put(object, "output", run.output);
  put(object, "steps", array_of(run.steps, run_step_object));
  return object;
}

client::NewRun run_from(const Node& node) {
  client::NewRun run;
  if (const auto code = node.find("exit_code")) {
    run.exit_code = number<int>(*code);
  }
  if (const auto seconds = node.find("seconds")) {
    run.duration = std::chrono::seconds(number<std::int64_t>(*seconds));
    require(
        *run.duration >= std::chrono::seconds(0) && *run.duration <= longest_duration,
        "seconds is no duration of a run"
    );
  }
  run.output = optional_text(node, "output");
  require(
      text::characters(run.output) <= client::max_output_characters, "output is too long for a run"
  );
  for (const auto& each : elements_of(node, "steps")) {
    run.steps.push_back(run_step_from(each));
  }
  return run;
}

}  // namespace importer
