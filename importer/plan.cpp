#include "importer/plan.hpp"

#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace importer {

namespace {

std::size_t calls_for(std::size_t items, std::size_t a_call) {
  return (items + a_call - 1) / a_call;
}

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
      planned.why = "skipped, and --skipped omit";
      return planned;
    }
    decide(planned, match_key(named.name));
    if (planned.action == Action::refuse) {
      planned.runs.clear();
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
      planned.same_name = tests->second;
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
    planned.instance_id = chosen.id;
    planned.why = fmt::format("matched by name to instance {} of the set", chosen.id);
    for (const auto& instance : known) {
      planned.same_name.push_back(instance.test_id);
    }
    std::ranges::sort(planned.same_name);
    const auto twins = std::ranges::unique(planned.same_name);
    planned.same_name.erase(twins.begin(), twins.end());
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
      planned.action = Action::make_instance;
      planned.test_id = tests->second.front();
      planned.why =
          fmt::format("matched by name to test {}, which comes into the set", *planned.test_id);
    } else if (!options_.create.tests) {
      refuse(planned, "no test has this name, and --create does not allow to make one");
    } else {
      planned.action = Action::make_test;
      planned.why =
          remote_.asked_by_name ? "no test has exactly this name" : "no test has this name";
    }
  }

  static void refuse(PlannedTest& planned, std::string why) {
    planned.action = Action::refuse;
    planned.why = std::move(why);
  }

  bool refuses_ambiguity() const { return options_.on_ambiguous == OnAmbiguous::refuse; }

  const Remote& remote_;
  const ImportOptions& options_;
};

void forecast(Plan& plan) {
  const auto new_tests = count(plan, Action::make_test);
  const auto new_instances = new_tests + count(plan, Action::make_instance);
  plan.make_set = !plan.set_id && new_instances != 0;
  const auto with_set = plan.make_set ? std::min(new_instances, max_tests_in_new_set) : 0;
  const auto by_instances = calls_for(new_instances - with_set, client::max_instances_per_call);
  const std::pair<const char*, std::size_t> calls[] = {
      {"POST tests.json", new_tests},
      {"POST sets.json", plan.make_set ? 1 : 0},
      {"GET instances.json", calls_for(with_set, client::max_page_size)},
      {"POST instances.json", by_instances},
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
  plan.set_name = remote.set && !remote.set->name.empty()
                      ? remote.set->name
                      : text::nfc(text::one_line(options.set_name));
  if (remote.set) {
    plan.set_id = remote.set->id;
  }
  plan.sets_of_the_same_name = remote.sets_of_the_same_name;
  const Planner planner(remote, options);
  std::vector<std::size_t> runs;
  for (const auto& named : gathered.tests) {
    plan.tests.push_back(planner.plan(named));
    runs.push_back(plan.tests.back().runs.size());
  }
  plan.batches = schedule(runs, client::max_runs_per_call);
  forecast(plan);
  return plan;
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
