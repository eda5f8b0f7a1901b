#include "importer/gather.hpp"

#include "importer/group_steps.hpp"
#include "importer/set_chooser.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <unordered_map>
#include <utility>

namespace importer {

namespace {

using LocalTime = std::chrono::local_time<std::chrono::milliseconds>;

LocalTime start_of(const Execution& execution) {
  const auto& start = *execution.result->start;
  return start.local - start.utc_offset.value_or(std::chrono::minutes(0));
}

/// Whether the starts of all can be compared with each other.
bool have_comparable_starts(std::span<const Execution> executions) {
  const auto has_zone = [](const Execution& execution) {
    return execution.result->start->utc_offset.has_value();
  };
  const bool all_started = std::ranges::all_of(executions, [](const Execution& execution) {
    return execution.result->start.has_value();
  });
  return all_started &&
         (std::ranges::all_of(executions, has_zone) || std::ranges::none_of(executions, has_zone));
}

class Gatherer {
public:
  Gatherer(const NameTemplate& names, const ImportOptions& options, const NameMap& map)
      : identifier_(names, options.grain, options.test_ids, map, options.fields.match()),
        grain_(options.grain),
        statuses_(options.statuses) {
    if (options.sets_by_result) {
      sets_.emplace(*options.sets_by_result);
    } else {
      gathered_.sets.push_back(options.set_id ? std::string() : set_name_of(options.set_name));
    }
  }

  /// Makes room for tests of so many results: most are the only one of their name.
  void expect(std::size_t results) {
    gathered_.tests.reserve(results);
    index_.reserve(results);
  }

  void take(const parsers::Report& report) {
    std::unordered_map<std::size_t, Place> grouped;  // By test: the group of this report.
    std::vector<Group*> groups;
    const Group* last = nullptr;
    bool mixed = false;  // A group goes on after another one.
    for (std::size_t i = 0; i < report.results.size(); ++i) {
      const auto& result = report.results[i];
      const auto scenario = scenario_of(report, i);
      auto identity = identifier_.identify(report, result);
      const auto test = test_of(identity, sets_ ? sets_->set_of(report, result) : 0);
      ++gathered_.results;
      if (!is_grouped(result, grain_)) {
        Execution execution;
        execution.report = &report;
        execution.result = &result;
        execution.status = statuses_.of(result);
        execution.repeated = is_repeated(result);
        add(test, std::move(identity), execution);
        set_scenario(test, scenario);
        last = nullptr;
        continue;
      }
      const auto [found, is_new] = grouped.try_emplace(test);
      auto& [group, place, common] = found->second;
      if (is_new) {
        group = groups.emplace_back(&gathered_.groups.emplace_back());
        place = gathered_.tests[test].executions.size();
        common = scenario;
        add(test, std::move(identity), {});
      } else if (common != scenario) {
        common = nullptr;  // Several scenarios are no scenario.
      }
      group->cases.push_back(&result);
      mixed |= !is_new && group != last;
      last = group;
    }
    mark_cut_off(report, groups, grain_, mixed);
    for (const auto& [test, place] : grouped) {
      complete(*place.group, statuses_);
      auto& execution = gathered_.tests[test].executions[place.execution];
      execution.report = &report;
      execution.result = &place.group->whole;
      execution.status = run_status(*place.group, statuses_);
      execution.repeated = is_repeated(place.group->whole);
      execution.group = place.group;
      execution.results = place.group->cases.size();
      set_scenario(test, place.scenario);
    }
  }

  Gathered result() && {
    for (auto& test : gathered_.tests) {
      put_in_order(test.executions);
      name_executions(gathered_, test);
    }
    if (sets_) {
      gathered_.sets = std::move(*sets_).names();
      gathered_.sets_by_result = true;
    }
    gathered_.unused = std::move(identifier_).unused();
    return std::move(gathered_);
  }

private:
  struct Place {
    Group* group = nullptr;
    std::size_t execution = 0;                            ///< Of its test.
    std::shared_ptr<const parsers::Scenario> scenario{};  ///< Of all cases; null: of none.
  };

  static std::shared_ptr<const parsers::Scenario> scenario_of(
      const parsers::Report& report, std::size_t result
  ) {
    const auto found = report.scenarios.find(result);
    return found == report.scenarios.end() ? nullptr : found->second;
  }

  /// The first one stays.
  void set_scenario(std::size_t test, const std::shared_ptr<const parsers::Scenario>& scenario) {
    auto& named = gathered_.tests[test];
    if (named.scenario == nullptr) {
      named.scenario = scenario;
    }
  }

  bool is_repeated(const parsers::Result& result) const {
    return result.retried && !statuses_.flaky_fails();
  }

  std::size_t test_of(const Identity& identity, std::uint32_t set) {
    auto word = identity_word(identity.name, identity.said);
    if (set != 0) {
      word += fmt::format("\n{}", set);
    }
    const auto [found, is_new] = index_.try_emplace(std::move(word), gathered_.tests.size());
    if (is_new) {
      NamedTest test;
      test.name = identity.name;
      test.set = set;
      if (identity.said.any()) {
        test.said = std::make_shared<const SaidIds>(identity.said);
      }
      gathered_.tests.push_back(std::move(test));
    }
    return found->second;
  }

  void add(std::size_t test, Identity identity, Execution execution) {
    auto& named = gathered_.tests[test];
    execution.by = identity.by;
    if (identity.name != named.name) {
      execution.name = &gathered_.names.emplace_back(std::move(identity.name));
    }
    named.executions.push_back(execution);
    ++gathered_.executions;
  }

  Identifier identifier_;
  std::optional<SetChooser> sets_;  ///< Absent: there is one set.
  Grain grain_;
  const StatusTable& statuses_;
  Gathered gathered_;
  std::unordered_map<std::string, std::size_t> index_;
};

/// What the run says, behind the name of what was executed; the name leaves it room.
std::string with_name(const std::string& output, const std::string& name) {
  constexpr std::size_t most = 120;
  const auto shortened = text::cut_in_the_middle(name, most);
  return text::cut(
      output.empty() ? shortened : fmt::format("{}: {}", shortened, output),
      client::max_output_characters
  );
}

/// The report's own failures, each as an errored result named after its suite. Shares the
/// document of `report`, into which the views point.
parsers::Report run_errors_as_results(const parsers::Report& report) {
  parsers::Report made;
  made.source = report.source;
  made.format = report.format;
  made.producer = report.producer;
  made.document = report.document;
  for (const auto& suite : report.suites) {
    parsers::Suite copy = suite;
    made.suites.push_back(std::move(copy));
  }
  const auto unnamed = static_cast<parsers::SuiteIndex>(made.suites.size());
  made.suites.emplace_back();
  for (const auto& error : report.run_errors) {
    parsers::Result result;
    result.suite = unnamed;
    result.status = parsers::Status::errored;
    result.report_line = error.report_line;
    if (error.suite) {
      result.suite = *error.suite;
      result.name = report.suites[*error.suite].name;
    }
    auto& evidence = result.make_evidence();
    evidence.message = error.message;
    evidence.details = error.details;
    made.results.push_back(std::move(result));
  }
  return made;
}

}  // namespace

client::NewRun run_of(const Execution& execution, const StatusTable& statuses) {
  auto run = execution.run != nullptr     ? *execution.run
             : execution.group != nullptr ? to_run(*execution.group, statuses)
                                          : to_run(*execution.result, statuses);
  if (execution.fields != nullptr) {
    run.fields = *execution.fields;
  }
  if (execution.run == nullptr && execution.name != nullptr) {
    run.output = with_name(run.output, *execution.name);
  }
  return run;
}

client::NewTest new_test(const NamedTest& test) {
  client::NewTest made;
  made.name = test.name;
  if (test.scenario) {
    made.test_type = "BDDTest";
    made.scenario = test.scenario->text;
  }
  if (test.fields != nullptr) {
    made.fields = *test.fields;
  }
  return made;
}

std::string known_as(const NamedTest& test) {
  return test.id() != nullptr ? word_of(*test.id()) : test.name;
}

const std::string& name_of(const NamedTest& test, const Execution& execution) {
  return execution.name != nullptr ? *execution.name : test.name;
}

bool has_several_names(const NamedTest& test) {
  return std::ranges::any_of(test.executions, [](const Execution& execution) {
    return execution.name != nullptr;
  });
}

void put_in_order(std::vector<Execution>& executions) {
  // Not std::ranges', whose subrange clang 14 cannot read in GCC 12's library.
  const auto is_repeated = [](const Execution& execution) { return execution.repeated; };
  const auto others = std::stable_partition(executions.begin(), executions.end(), is_repeated);
  const std::span repeated(executions.begin(), others);
  if (have_comparable_starts(repeated)) {
    std::ranges::stable_sort(repeated, {}, start_of);
  }
  // Absent statuses compare as the least: what is left out must not stand last either.
  std::stable_sort(others, executions.end(), [](const Execution& one, const Execution& other) {
    return one.status < other.status;
  });
}

void name_executions(Gathered& gathered, NamedTest& test) {
  if (!has_several_names(test)) {
    return;
  }
  const std::string* name_of_test = nullptr;
  for (auto& execution : test.executions) {
    if (execution.name == nullptr) {
      if (name_of_test == nullptr) {
        name_of_test = &gathered.names.emplace_back(test.name);
      }
      execution.name = name_of_test;
    }
  }
}

std::size_t executions_of_results(const Gathered& gathered) {
  return gathered.executions - gathered.unmentioned;
}

bool records_together(const Gathered& gathered) {
  return executions_of_results(gathered) != gathered.results && !gathered.tests.empty();
}

std::span<const RunFile> files_of(const Execution& execution) {
  return execution.files == nullptr ? std::span<const RunFile>() : *execution.files;
}

bool has_failed(const NamedTest& test) {
  return std::ranges::any_of(test.executions, [](const Execution& execution) {
    return execution.status == RunStatus::failed && !execution.repeated;
  });
}

bool has_runs_left(const NamedTest& test) {
  return std::ranges::any_of(test.executions, [](const Execution& execution) {
    return execution.status && !execution.already;
  });
}

Gathered gather(
    const Reports& reports,
    const NameTemplate& names,
    const ImportOptions& options,
    const NameMap& map
) {
  std::deque<parsers::Report> made_up;
  if (options.run_errors_as_results) {
    for (const auto& report : reports.read) {
      if (!report.run_errors.empty()) {
        made_up.push_back(run_errors_as_results(report));
      }
    }
  }
  Gatherer gatherer(names, options, map);
  std::size_t results = 0;
  for (const auto& report : reports.read) {
    results += report.results.size();
  }
  gatherer.expect(results);
  for (const auto& report : reports.read) {
    gatherer.take(report);
  }
  for (const auto& report : made_up) {
    gatherer.take(report);
  }
  auto gathered = std::move(gatherer).result();
  gathered.grain = options.grain;
  gathered.made_up = std::move(made_up);  // Moving it leaves its elements in place.
  return gathered;
}

}  // namespace importer
