#include "importer/told_results.hpp"

#include "importer/text.hpp"

namespace importer {

std::vector<ToldResult> told_results(const Summary& summary) {
  std::vector<ToldResult> results;
  results.reserve(summary.gathered.executions);
  const auto& tests = summary.gathered.tests;
  for (std::size_t test = 0; test < tests.size(); ++test) {
    for (std::size_t i = 0; i < tests[test].executions.size(); ++i) {
      ToldResult told;
      told.test = &tests[test];
      told.execution = &tests[test].executions[i];
      if (summary.plan) {
        told.planned = &summary.plan->tests[test];
        told.test_id = told.planned->test_id;
        told.instance_id = told.planned->instance_id;
      }
      if (summary.done) {
        told.outcome = &summary.done->results[test][i];
        if (!summary.done->test_ids.empty()) {
          told.test_id = summary.done->test_ids[test];
          told.instance_id = summary.done->instance_ids[test];
        }
      }
      results.push_back(told);
    }
  }
  return results;
}

bool is_failure(const ToldResult& told) {
  return told.execution->status == RunStatus::failed && !told.execution->repeated;
}

bool is_lost(const ToldResult& told) {
  if (told.outcome != nullptr) {
    return told.outcome->outcome == Outcome::refused || told.outcome->outcome == Outcome::unknown ||
           told.outcome->outcome == Outcome::not_sent;
  }
  return told.planned != nullptr && told.planned->action == Action::refuse;
}

std::string why_lost(const ToldResult& told) {
  if (told.outcome == nullptr) {
    return told.planned->why;
  }
  const auto kind = std::string(name_of(told.outcome->outcome));
  return told.outcome->why.empty() ? kind : kind + ": " + told.outcome->why;
}

std::string_view failure_message(const parsers::Result& result) {
  const auto& evidence = result.evidence();
  return evidence.message.empty() ? text::first_telling_line(evidence.details) : evidence.message;
}

std::map<RunStatus, std::size_t> by_run_status(const std::vector<ToldResult>& results) {
  std::map<RunStatus, std::size_t> counts;
  for (const auto& told : results) {
    const bool counts_here =
        told.outcome == nullptr ? !is_lost(told) : told.outcome->outcome == Outcome::recorded;
    if (counts_here && told.execution->status) {
      ++counts[*told.execution->status];
    }
  }
  return counts;
}

}  // namespace importer
