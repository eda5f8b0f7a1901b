#include "importer/plan.hpp"

#include "client/wire_size.hpp"
#include "importer/look_costs.hpp"
#include "importer/planner.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

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

/// A test that comes into several sets is made for the first of them.
void link_tests_of_several_sets(Plan& plan) {
  if (plan.sets.size() == 1) {
    return;
  }
  std::unordered_map<std::string_view, std::size_t> maker;
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    auto& planned = plan.tests[test];
    planned.made_by.reset();
    if (planned.action == Action::make_test && !planned.alone) {
      const auto [known, is_first] = maker.try_emplace(planned.named->name, test);
      if (!is_first) {
        planned.made_by = known->second;
      }
    }
  }
}

/// Lists of instances that follow the making of sets, which hold so many.
std::size_t lists_of(const std::vector<std::size_t>& sets) {
  std::size_t calls = 0;
  for (std::size_t first = 0; first < sets.size(); first += client::max_ids_per_call) {
    const auto last = std::min(first + client::max_ids_per_call, sets.size());
    std::size_t instances = 0;
    for (auto set = first; set < last; ++set) {
      instances += sets[set];
    }
    calls += calls_for(instances, client::max_page_size);
  }
  return calls;
}

void forecast(Plan& plan) {
  const auto to_put = tests_to_put_into_set(plan);
  const auto alone = tests_alone(plan);
  std::vector<std::size_t> come_into(plan.sets.size());
  for (auto& set : plan.sets) {
    set.make = false;
  }
  const auto needs_set = [&plan](std::size_t test) {
    auto& set = plan.sets[plan.tests[test].named->set];
    set.make = !set.id && !set.clone_of;
  };
  std::size_t new_tests = 0;  // Of these, as others are made alone.
  for (const auto test : to_put) {
    needs_set(test);
    ++come_into[plan.tests[test].named->set];
    const auto& planned = plan.tests[test];
    new_tests += planned.action == Action::make_test && !planned.made_by ? 1 : 0;
  }
  for (const auto test : alone) {
    needs_set(test);
  }
  std::vector<std::size_t> with_set;
  std::size_t copies = 0;
  client::Id copied = 0;
  std::size_t without_set = 0;
  for (std::size_t i = 0; i < plan.sets.size(); ++i) {
    const auto& set = plan.sets[i];
    if (set.make && come_into[i] != 0) {
      with_set.push_back(come_into[i]);
    } else {
      without_set += come_into[i];
    }
    copies += set.clone_of ? 1 : 0;
    copied = set.clone_of.value_or(copied);
  }
  const std::pair<std::string, std::size_t> calls[] = {
      {"POST tests.json", new_tests},
      {fmt::format("POST sets/{}/clone.json", copied), copies},
      {"POST sets.json", sets_to_make(plan)},
      {"GET instances.json", lists_of(with_set)},
      {"POST instances.json", calls_for(without_set, client::max_instances_per_call)},
      {"POST runs/auto_create.json", alone.size()},
      {"POST runs.json", plan.batches.size()},
  };
  for (const auto& [call, number] : calls) {
    if (number != 0) {
      plan.calls[call] = number;
    }
  }
  if (!plan.updates.empty()) {
    plan.calls["PUT tests/:id.json"] = plan.updates.size();
  }
  for (const auto& extension : plan.extensions) {
    plan.calls[fmt::format("GET custom_fields/{}.json", extension.field)] = 1;
    plan.calls[fmt::format("PUT custom_fields/{}.json", extension.field)] = 1;
  }
}

PlannedSet planned_set(const RemoteSet& remote, const std::string& name) {
  PlannedSet set;
  set.name = remote.set && !remote.set->name.empty() ? remote.set->name : name;
  if (remote.set) {
    set.id = remote.set->id;
  }
  if (remote.clone_of) {
    set.clone_of = remote.clone_of->id;
  }
  set.remembered = remote.coverage == Coverage::remembered;
  set.same_name = remote.sets_of_the_same_name;
  return set;
}

}  // namespace

Plan make_plan(const Gathered& gathered, const Remote& remote, const ImportOptions& options) {
  Plan plan;
  plan.max_body = options.attach.max_body;
  plan.set_fields = gathered.set_fields;
  std::vector<Planner> planners;
  for (std::size_t i = 0; i < gathered.sets.size(); ++i) {
    plan.sets.push_back(planned_set(remote.sets[i], gathered.sets[i]));
    planners.emplace_back(remote, remote.sets[i], options);
  }
  plan.tests.reserve(gathered.tests.size());
  for (const auto& named : gathered.tests) {
    plan.tests.push_back(planners[named.set].plan(named));
  }
  if (remote.auto_create) {
    send_alone_if_cheaper(plan);
  }
  complete(plan);
  return plan;
}

void complete(Plan& plan) {
  plan.batches = batches_of(plan);
  link_tests_of_several_sets(plan);
  plan.calls.clear();
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

bool may_be_updated(const PlannedTest& planned) {
  return planned.test_id &&
         (planned.action == Action::record || planned.action == Action::make_instance);
}

bool makes_test(Action action) {
  return action == Action::make_test || action == Action::find_or_make;
}

const PlannedSet& set_of(const Plan& plan, std::size_t test) {
  return plan.sets[plan.tests[test].named->set];
}

bool copies_set(const Plan& plan) {
  return std::ranges::any_of(plan.sets, &PlannedSet::is_to_be_copied);
}

std::size_t sets_to_make(const Plan& plan) {
  return static_cast<std::size_t>(std::ranges::count_if(plan.sets, &PlannedSet::make));
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

std::size_t tests_to_make(const Plan& plan) {
  return static_cast<std::size_t>(std::ranges::count_if(plan.tests, [](const PlannedTest& test) {
    return test.action == Action::make_test && !test.made_by;
  }));
}

std::chrono::minutes time_for(std::size_t calls, int rate) {
  if (rate <= 0 || calls == 0) {
    return std::chrono::minutes(0);
  }
  return std::chrono::minutes((calls - 1) / static_cast<std::size_t>(rate));
}

}  // namespace importer
