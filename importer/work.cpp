#include "importer/work.hpp"

#include <algorithm>

namespace importer {

namespace {

bool is_open(Outcome outcome) {
  return outcome == Outcome::not_sent || outcome == Outcome::unknown;
}

}  // namespace

Targets::Targets(const Plan& plan) {
  for (const auto& planned : plan.tests) {
    tests.push_back(planned.test_id);
    instances.push_back(planned.instance_id);
  }
}

void settle(const Work& work, std::size_t test, Outcome outcome, const std::string& why) {
  for (const auto run : work.plan.tests[test].runs) {
    auto& result = work.done.results[test][run];
    if (is_open(result.outcome)) {
      result = {outcome, why};
    }
  }
}

bool is_settled(const Work& work, std::size_t test) {
  return std::ranges::all_of(work.done.results[test], [](const ExecutionOutcome& result) {
    return result.outcome != Outcome::not_sent;
  });
}

void plan_anew(const Work& work, std::size_t test, const std::string& why) {
  settle(work, test, Outcome::not_sent, why);
  const bool known = std::ranges::find(work.done.moved, test) != work.done.moved.end();
  if (!known) {
    work.done.moved.push_back(test);
  }
}

}  // namespace importer
