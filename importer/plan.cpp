#include "importer/plan.hpp"

#include "client/wire_size.hpp"
#include "importer/look_costs.hpp"
#include "importer/planner.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

/// The runs that go in batches. Those of tests whose first run goes alone begin with the second.
std::vector<RunBatch> batches_of(const Plan& plan) {
  std::vector<std::size_t> runs;
  for (const auto& planned : plan.tests) {
    runs.push_back(planned.runs.size() - (planned.alone ? 1 : 0));
  }
  const auto turn_of = [&plan](const Turn& turn) {
    return turn.turn + (plan.tests[turn.test].alone ? 1 : 0);
  };
  const auto bytes_of = [&](const Turn& turn) {
    const auto& planned = plan.tests[turn.test];
    return planned.named->executions[planned.runs[turn_of(turn)]].body_size;
  };
  auto batches = schedule(
      runs,
      client::max_runs_per_call,
      plan.max_body - std::min(plan.max_body, client::wire_size_of_frame),
      bytes_of
  );
  for (auto& batch : batches) {
    for (auto& turn : batch) {
      turn.turn = turn_of(turn);
    }
  }
  return batches;
}

/// A single known test that comes into the set takes two calls in company (its instance, or the
/// list of a new set's, and its run) unless its run fits into a batch anyway, and one alone. Two
/// and more are never cheaper alone.
void send_alone_if_cheaper(Plan& plan) {
  const auto to_put = tests_to_put_into_set(plan);
  if (to_put.size() != 1) {
    return;
  }
  const auto together = batches_of(plan).size();
  auto& single = plan.tests[to_put.front()];
  single.alone = true;
  single.alone = batches_of(plan).size() < together;
}

void forecast(Plan& plan) {
  const auto to_put = tests_to_put_into_set(plan);
  const auto alone = tests_alone(plan).size();
  plan.make_set = !plan.set_id && !plan.clone_of && !(to_put.empty() && alone == 0);
  std::size_t new_tests = 0;
  for (const auto test : to_put) {
    new_tests += plan.tests[test].action == Action::make_test ? 1 : 0;
  }
  const auto with_set = plan.make_set ? to_put.size() : 0;
  const auto without_set = to_put.size() - with_set;
  const std::pair<std::string, std::size_t> calls[] = {
      {"POST tests.json", new_tests},
      {fmt::format("POST sets/{}/clone.json", plan.clone_of.value_or(0)), plan.clone_of ? 1 : 0},
      {"POST sets.json", plan.make_set ? 1 : 0},
      {"GET instances.json", calls_for(with_set, client::max_page_size)},
      {"POST instances.json", calls_for(without_set, client::max_instances_per_call)},
      {"POST runs/auto_create.json", alone},
      {"POST runs.json", plan.batches.size()},
  };
  for (const auto& [call, number] : calls) {
    if (number != 0) {
      plan.calls[call] = number;
    }
  }
  for (const auto& extension : plan.extensions) {
    plan.calls[fmt::format("GET custom_fields/{}.json", extension.field)] = 1;
    plan.calls[fmt::format("PUT custom_fields/{}.json", extension.field)] = 1;
  }
}

}  // namespace

Plan make_plan(const Gathered& gathered, const Remote& remote, const ImportOptions& options) {
  Plan plan;
  plan.max_body = options.attach.max_body;
  plan.set_name = remote.set && !remote.set->name.empty()
                      ? remote.set->name
                      : text::nfc(text::one_line(options.set_name));
  if (remote.set) {
    plan.set_id = remote.set->id;
  }
  if (remote.clone_of) {
    plan.clone_of = remote.clone_of->id;
  }
  plan.set_remembered = remote.coverage == Coverage::remembered;
  plan.sets_of_the_same_name = remote.sets_of_the_same_name;
  plan.set_fields = gathered.set_fields;
  const Planner planner(remote, options);
  plan.tests.reserve(gathered.tests.size());
  for (const auto& named : gathered.tests) {
    plan.tests.push_back(planner.plan(named));
  }
  if (remote.auto_create) {
    send_alone_if_cheaper(plan);
  }
  complete(plan);
  return plan;
}

void complete(Plan& plan) {
  plan.batches = batches_of(plan);
  forecast(plan);
}

std::string_view name_of(Action action) {
  switch (action) {
  case Action::record:
    return "record";
  case Action::make_instance:
    return "make instance";
  case Action::make_test:
    return "make test";
  case Action::find_or_make:
    return "find or make";
  case Action::omit:
    return "omit";
  case Action::nothing:
    return "nothing";
  case Action::refuse:
    return "refuse";
  }
  return "";
}

bool makes_instance(Action action) { return action == Action::make_instance || makes_test(action); }

bool makes_bdd_test(const PlannedTest& planned) {
  return makes_test(planned.action) && planned.named->scenario != nullptr;
}

bool makes_test(Action action) {
  return action == Action::make_test || action == Action::find_or_make;
}

std::vector<std::size_t> tests_alone(const Plan& plan) {
  std::vector<std::size_t> tests;
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    if (plan.tests[test].alone) {
      tests.push_back(test);
    }
  }
  return tests;
}

std::vector<std::size_t> tests_to_put_into_set(const Plan& plan) {
  std::vector<std::size_t> tests;
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    if (makes_instance(plan.tests[test].action) && !plan.tests[test].alone) {
      tests.push_back(test);
    }
  }
  return tests;
}

std::size_t count(const Plan& plan, Action action) {
  return static_cast<std::size_t>(std::ranges::count(plan.tests, action, &PlannedTest::action));
}

std::size_t total(const CallCounts& calls) {
  std::size_t sum = 0;
  for (const auto& [call, number] : calls) {
    sum += number;
  }
  return sum;
}

void add(CallCounts& all, const CallCounts& more) {
  for (const auto& [call, number] : more) {
    all[call] += number;
  }
}

std::chrono::minutes time_for(std::size_t calls, int rate) {
  if (rate <= 0 || calls == 0) {
    return std::chrono::minutes(0);
  }
  return std::chrono::minutes((calls - 1) / static_cast<std::size_t>(rate));
}

}  // namespace importer
