#include "importer/dated_run.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace importer {

namespace {

bool says(const client::RunStep& step, std::string_view text) {
  return step.actual_results.find(text) != std::string::npos;
}

}  // namespace

void give_day(client::NewRun& run, std::string day, const std::optional<std::string>& tester) {
  auto output = std::exchange(run.output, {});
  if (run.steps.empty()) {
    const bool passed = run.exit_code == 0;
    client::RunStep whole;
    whole.name = passed ? "Passed" : "Failed";
    whole.status = passed ? client::StepStatus::passed : client::StepStatus::failed;
    whole.actual_results = std::move(output);
    run.steps.push_back(std::move(whole));
  } else if (std::ranges::none_of(run.steps, [&output](const client::RunStep& step) {
               return says(step, output);
             })) {
    // A step of its own could change the status.
    auto& description = run.steps.front().description;
    description = description.empty() ? output : output + "\n\n" + description;
  }
  run.exit_code.reset();
  run.manual = client::ManualRun{std::move(day), tester};
}

}  // namespace importer
