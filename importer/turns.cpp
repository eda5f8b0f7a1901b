#include "importer/turns.hpp"

#include "importer/dated_run.hpp"
#include "importer/result_key.hpp"

namespace importer {

const Execution& execution_at(const Plan& plan, const Turn& turn) {
  const auto& planned = plan.tests[turn.test];
  return planned.named->executions[planned.runs[turn.turn]];
}

ExecutionOutcome& outcome_at(const Work& work, const Turn& turn) {
  return work.done.results[turn.test][work.plan.tests[turn.test].runs[turn.turn]];
}

client::NewRun run_for(const Work& work, const Turn& turn) {
  const auto& execution = execution_at(work.plan, turn);
  auto run = run_of(execution, work.options.statuses);
  run.instance_id = work.targets.instances[turn.test].value_or(0);
  if (work.options.import_key) {
    run.output = with_key(run.output, execution.key);
  }
  if (!work.options.run_date.empty()) {
    give_day(run, work.options.run_date, work.options.settings.author_id);
  }
  return run;
}

SentRun sent_run(const Work& work, const Turn& turn) {
  const auto& execution = execution_at(work.plan, turn);
  auto run = run_for(work, turn);
  return {run.instance_id, execution.key, std::move(run.output), name_of(*execution.status)};
}

}  // namespace importer
