#include "importer/history/forecast.hpp"

#include "importer/look_up.hpp"
#include "importer/result_key.hpp"

#include "client/caller.hpp"
#include "client/clock.hpp"
#include "client/held_fields.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace asio = boost::asio;

namespace importer::history {

namespace {

/// By what was called.
class CountLooks final : public client::Observer {
public:
  void called(const std::string& call, int, int, std::chrono::milliseconds) override {
    ++calls[call];
  }
  void waiting(const std::string&, std::chrono::milliseconds) override {}

  CallCounts calls;
};

std::string key_of_set(const std::string& name, const ImportOptions& options) {
  return options.set_id ? fmt::format("id {}", *options.set_id) : match_key(name);
}

Remote look(
    const ImaginedProject& project,
    const Gathered& gathered,
    const ImportOptions& options,
    const Memory& memory,
    KnownFields& fields,
    CallCounts& looks
) {
  client::Settings settings = options.settings;
  settings.base_url = "https://nowhere.invalid";
  settings.rate = 0;
  asio::io_context loop{1};
  client::SteadyClock clock;
  ImaginedPractiTest transport(project);
  CountLooks counter;
  client::Caller caller(settings, transport, clock, &counter);
  client::PractiTest practitest(settings, caller, 1);
  Remote remote;
  std::exception_ptr failure;
  const auto work = [&]() -> asio::awaitable<void> {
    remote = co_await look_up(practitest, gathered, options, memory, fields);
  };
  asio::co_spawn(loop, work(), [&failure](std::exception_ptr thrown) {
    failure = std::move(thrown);
  });
  loop.run();
  if (failure) {
    std::rethrow_exception(failure);
  }
  looks = std::move(counter.calls);
  return remote;
}

}  // namespace

BuildForecast Forecast::add(const Gathered& gathered, const ImportOptions& options) {
  BuildForecast forecast;
  forecast.results = gathered.results;
  const auto memory = memory_for(gathered, options);
  if (const auto* const match = options.fields.match()) {
    imagine_values(gathered, *match, memory.ids);
  }
  const auto remote = look(project_, gathered, options, memory, fields_, forecast.calls);
  const auto plan = make_plan(gathered, remote, options);
  importer::add(forecast.calls, plan.calls);
  add_look_at_fields(plan, options, forecast.calls);
  std::set<std::string_view> made;  // One of two sets is planned twice.
  std::set<std::string_view> sets;
  for (const auto& planned : plan.tests) {
    forecast.runs += planned.runs.size();
    if (!planned.runs.empty()) {
      sets.insert(plan.sets[planned.named->set].name);
    }
    for (const auto run : planned.runs) {
      forecast.files += files_of(planned.named->executions[run]).size();
    }
    if (planned.action == Action::make_test || planned.action == Action::find_or_make) {
      made.insert(planned.named->name);
    }
  }
  forecast.tests = made.size();
  forecast.sets.assign(sets.begin(), sets.end());
  for (const auto& set : plan.sets) {
    forecast.new_sets += set.make ? 1 : 0;
  }
  take(plan, options);
  return forecast;
}

void Forecast::add_look_at_fields(
    const Plan& plan, const ImportOptions& options, CallCounts& calls
) {
  if (!fields_.asked && needs_check(fields_sent(plan))) {
    fields_.asked = true;
    if (const auto* const match = options.fields.match()) {
      fields_.fields.push_back(field_named(match->field));
    }
    ++calls["GET fields.json"];
  }
}

void Forecast::imagine_values(
    const Gathered& gathered, const FieldChoice& match, const SeenIds& known
) {
  project_.field = match.field;
  project_.values.clear();
  const bool all_are_known = std::ranges::all_of(gathered.tests, [&known](const NamedTest& test) {
    return !test.goes_by_field() || known.contains(test.id()->number);
  });
  if (all_are_known) {
    return;  // Nobody looks.
  }
  // The ledger knows values by their numbers alone. What the build does not say need only differ.
  for (const auto& [number, test] : known) {
    project_.values.emplace(test, fmt::format("value {}", number));
  }
  for (const auto& wanted : gathered.tests) {
    const auto* const id = wanted.id();
    const auto holder = id == nullptr ? known.end() : known.find(id->number);
    if (holder == known.end() || wanted.fields == nullptr) {
      continue;
    }
    const auto value = std::ranges::find(*wanted.fields, match.field, &client::FieldValue::field);
    if (value != wanted.fields->end()) {
      project_.values[holder->second] = client::text_of(*value);
    }
  }
}

void Forecast::add_test(client::Id id, std::string name) {
  tests_named_[match_key(name)].push_back(project_.tests.size());
  project_.tests.push_back({id, "", std::move(name)});
}

std::vector<ledger::SeenTest> Forecast::tests_for(const Gathered& gathered) const {
  std::vector<ledger::SeenTest> tests;
  std::unordered_set<std::string> asked;
  for (const auto& wanted : gathered.tests) {
    if (wanted.said) {
      continue;  // It is looked for by its id.
    }
    auto key = match_key(wanted.name);
    const auto named = tests_named_.find(key);
    if (named == tests_named_.end()) {
      // How many tests there are decides how a name that nobody knows is looked for.
      tests.clear();
      for (const auto& test : project_.tests) {
        tests.push_back({test.name, test.id});
      }
      return tests;
    }
    if (asked.insert(std::move(key)).second) {
      for (const auto place : named->second) {
        tests.push_back({project_.tests[place].name, project_.tests[place].id});
      }
    }
  }
  return tests;
}

void Forecast::ask_ledger(const Gathered& gathered, const ImportOptions& options) {
  std::vector<bool> is_new;
  for (const auto& set : gathered.sets) {
    is_new.push_back(asked_.insert(key_of_set(set, options)).second);
  }
  if (std::ranges::find(is_new, true) == is_new.end()) {
    return;
  }
  auto known = ledger_.memory(gathered, options);
  if (!has_tests_) {
    has_tests_ = true;
    for (const auto& test : known.tests) {
      add_test(test.id, test.name);
    }
  }
  std::unordered_map<client::Id, const std::string*> name_of;
  for (const auto& test : known.tests) {
    name_of.emplace(test.id, &test.name);
  }
  for (std::size_t i = 0; i < gathered.sets.size(); ++i) {
    const auto& remembered = known.sets[i];
    if (!is_new[i] || !remembered.id) {
      continue;
    }
    sets_[key_of_set(gathered.sets[i], options)] = *remembered.id;
    client::TestSet set;
    set.id = *remembered.id;
    set.name = match_key(gathered.sets[i]);
    set.instances_count = remembered.instances.size();
    project_.sets.push_back(std::move(set));
    auto& instances = project_.instances[*remembered.id];
    for (const auto& one : remembered.instances) {
      const auto name = name_of.find(one.test_id);
      instances.push_back({one.id, one.test_id});
      project_.names.emplace(one.test_id, name == name_of.end() ? "" : *name->second);
    }
  }
  known.tests.clear();
  known.sets.clear();
  of_ledger_ = std::move(known);
}

Memory Forecast::memory_for(const Gathered& gathered, const ImportOptions& options) {
  ask_ledger(gathered, options);
  Memory memory = of_ledger_;
  memory.ids.insert(ids_.begin(), ids_.end());
  memory.tests = tests_for(gathered);
  for (const auto& name : gathered.sets) {
    auto& known = memory.sets.emplace_back();
    if (const auto set = sets_.find(key_of_set(name, options)); set != sets_.end()) {
      known.id = set->second;
      for (const auto& one : project_.instances[set->second]) {
        known.instances.push_back({set->second, one.test_id, one.id});
      }
    }
  }
  return memory;
}

client::Id Forecast::imagined_set(const PlannedSet& planned, const ImportOptions& options) {
  const auto [set, is_new] = sets_.try_emplace(key_of_set(planned.name, options));
  if (is_new) {
    set->second = planned.id.value_or(next_id());
    client::TestSet made;
    made.id = set->second;
    made.name = match_key(planned.name);
    project_.sets.push_back(std::move(made));
  }
  return set->second;
}

void Forecast::take(const Plan& plan, const ImportOptions& options) {
  std::unordered_map<std::string_view, client::Id> made;
  std::unordered_set<client::Id> touched;  // Sets.
  for (const auto& planned : plan.tests) {
    if (planned.runs.empty()) {
      continue;
    }
    const auto& name = planned.named->name;
    auto test = planned.test_id;
    if (const auto before = made.find(name); !test && before != made.end()) {
      test = before->second;  // In another set.
    }
    if (!test) {
      test = next_id();
      add_test(*test, name);
      made.emplace(name, *test);
    }
    const auto* const id = planned.named->id();
    if (id != nullptr && is_remembered(*id)) {
      ids_.emplace(id->number, *test);
    }
    const auto set = imagined_set(plan.sets[planned.named->set], options);
    touched.insert(set);
    if (!planned.instance_id || *planned.instance_id == 0) {
      project_.instances[set].push_back({next_id(), *test});
      project_.names.emplace(*test, name);
    }
  }
  for (auto& held : project_.sets) {
    if (touched.contains(held.id)) {
      held.instances_count = project_.instances[held.id].size();
    }
  }
}

}  // namespace importer::history
