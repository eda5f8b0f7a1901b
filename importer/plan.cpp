#include "importer/plan.hpp"

#include "client/wire_size.hpp"
#include "importer/look_costs.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

class Planner {
public:
  Planner(const Remote& remote, const ImportOptions& options)
      : remote_(remote), options_(options) {}

  PlannedTest plan(const NamedTest& named) const {
    PlannedTest planned;
    planned.named = &named;
    for (std::size_t i = 0; i < named.executions.size(); ++i) {
      if (named.executions[i].status && !named.executions[i].already) {
        planned.runs.push_back(i);
      }
    }
    if (planned.runs.empty() && std::ranges::any_of(named.executions, &Execution::already)) {
      planned.action = Action::nothing;
      planned.why = "recorded by an earlier start of this import";
      return planned;
    }
    if (planned.runs.empty()) {
      planned.action = Action::omit;
      planned.why = "left out, as --skipped or --status says";
      return planned;
    }
    decide(planned, match_key(named.name));
    if (planned.action == Action::refuse) {
      planned.runs.clear();
      planned.alone = false;
    }
    return planned;
  }

private:
  void decide(PlannedTest& planned, const std::string& key) const {
    if (refuses_ambiguity() && !remote_.sets_of_the_same_name.empty()) {
      refuse(
          planned,
          fmt::format(
              "test sets {} have this name: choose with --set-id",
              fmt::join(remote_.sets_of_the_same_name, ", ")
          )
      );
      return;
    }
    const auto tests = remote_.tests.find(key);
    if (tests != remote_.tests.end() && tests->second.size() > 1) {
      for (const auto& test : tests->second) {
        planned.same_name.push_back(test.id);
      }
    }
    const auto instances = remote_.instances.find(key);
    if (instances != remote_.instances.end()) {
      use_instance(planned, instances->second);
    } else {
      use_test(planned, tests);
    }
    if (!planned.same_name.empty() && refuses_ambiguity()) {
      refuse(
          planned,
          fmt::format(
              "tests {} have this name, and --on-ambiguous refuse",
              fmt::join(planned.same_name, ", ")
          )
      );
    }
  }

  void use_instance(PlannedTest& planned, const std::vector<KnownInstance>& known) const {
    const auto& chosen = known.front();
    planned.action = Action::record;
    planned.test_id = chosen.test_id;
    planned.remembered = chosen.remembered;
    if (chosen.id == 0) {
      planned.why = fmt::format("matched by name to test {} of the set to copy", chosen.test_id);
    } else {
      planned.instance_id = chosen.id;
      planned.why = fmt::format(
          "matched by name to instance {} of the set{}", chosen.id, from_memory(chosen.remembered)
      );
    }
    for (const auto& instance : known) {
      planned.same_name.push_back(instance.test_id);
    }
    std::ranges::sort(planned.same_name);
    // Not std::ranges', whose subrange clang 14 cannot read in GCC 12's library.
    const auto twins = std::unique(planned.same_name.begin(), planned.same_name.end());
    planned.same_name.erase(twins, planned.same_name.end());
    if (planned.same_name.size() == 1) {
      planned.same_name.clear();
    }
  }

  template <class Found>
  void use_test(PlannedTest& planned, Found tests) const {
    if (!remote_.set && !options_.create.sets) {
      refuse(planned, "its test set does not exist, and --create does not allow to make it");
    } else if (!options_.create.instances) {
      refuse(planned, "it has no instance in the set, and --create does not allow to make one");
    } else if (tests != remote_.tests.end() && !tests->second.empty()) {
      const auto& chosen = tests->second.front();
      planned.action = Action::make_instance;
      planned.test_id = chosen.id;
      planned.remembered = chosen.remembered;
      // Of a set that is only remembered nobody knows that it has no instance of this test.
      planned.alone = remote_.auto_create && remote_.coverage == Coverage::remembered &&
                      !remote_.not_in_set.contains(chosen.id);
      planned.why = fmt::format(
          "matched by name to test {}{}, which comes into the set",
          chosen.id,
          from_memory(chosen.remembered)
      );
    } else if (!options_.create.tests) {
      refuse(planned, "no test has this name, and --create does not allow to make one");
    } else if (tests == remote_.tests.end() && remote_.auto_create) {
      planned.action = Action::find_or_make;
      planned.alone = true;
      planned.why = "not seen before: PractiTest takes the test of exactly this name, or makes it";
    } else {
      planned.action = Action::make_test;
      planned.alone = remote_.auto_create;
      planned.why =
          remote_.asked_by_name ? "no test has exactly this name" : "no test has this name";
    }
  }

  static std::string_view from_memory(bool remembered) {
    return remembered ? ", as remembered" : "";
  }

  static void refuse(PlannedTest& planned, std::string why) {
    planned.action = Action::refuse;
    planned.why = std::move(why);
  }

  bool refuses_ambiguity() const { return options_.on_ambiguous == OnAmbiguous::refuse; }

  const Remote& remote_;
  const ImportOptions& options_;
};

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

bool makes_instance(Action action) {
  return action == Action::make_instance || action == Action::make_test ||
         action == Action::find_or_make;
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

std::chrono::minutes time_for(std::size_t calls, int rate) {
  if (rate <= 0 || calls == 0) {
    return std::chrono::minutes(0);
  }
  return std::chrono::minutes((calls - 1) / static_cast<std::size_t>(rate));
}

}  // namespace importer
