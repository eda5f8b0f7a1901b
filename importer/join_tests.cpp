#include "importer/join_tests.hpp"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>
#include <variant>

namespace importer {

namespace {

/// Indices of tests by the id that the plan has for them, or by the name that they are made with,
/// of those that several have. The first of each is one that goes by an id.
std::vector<std::vector<std::size_t>> tests_of_one_id(const Plan& plan) {
  using Made = std::string;
  using Target = std::variant<client::Id, Made>;
  std::map<std::pair<std::uint32_t, Target>, std::vector<std::size_t>> by_target;  // And set.
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    const auto& planned = plan.tests[test];
    if (planned.test_id && planned.action != Action::refuse) {
      by_target[{planned.named->set, *planned.test_id}].push_back(test);
    } else if (makes_test(planned.action)) {
      by_target[{planned.named->set, match_key(planned.named->name)}].push_back(test);
    }
  }
  std::vector<std::vector<std::size_t>> several;
  for (auto& [target, tests] : by_target) {
    if (tests.size() > 1) {
      std::stable_partition(tests.begin(), tests.end(), [&plan](std::size_t test) {
        return plan.tests[test].named->id() != nullptr;
      });
      several.push_back(std::move(tests));
    }
  }
  return several;
}

void join_into(Gathered& gathered, std::size_t into, std::size_t from) {
  auto& target = gathered.tests[into];
  auto& source = gathered.tests[from];
  const std::string* name = nullptr;
  for (auto& execution : source.executions) {
    if (execution.name == nullptr && source.name != target.name) {
      name = name == nullptr ? &gathered.names.emplace_back(source.name) : name;
      execution.name = name;
    }
    target.executions.push_back(execution);
  }
  source.executions.clear();
}

}  // namespace

bool join_tests_of_one_id(
    Gathered& gathered, const Plan& plan, std::vector<FileLeftOut>& left_out
) {
  const bool any_id = std::ranges::any_of(gathered.tests, [](const NamedTest& test) {
    return test.id() != nullptr;
  });
  const auto several = any_id ? tests_of_one_id(plan) : std::vector<std::vector<std::size_t>>();
  if (several.empty()) {
    return false;
  }
  std::vector<std::uint64_t> keys;  // Of the executions whose files are left out.
  for (const auto& file : left_out) {
    keys.push_back(file.execution->key);
  }
  for (const auto& tests : several) {
    for (std::size_t i = 1; i < tests.size(); ++i) {
      join_into(gathered, tests.front(), tests[i]);
    }
    auto& joined = gathered.tests[tests.front()];
    put_in_order(joined.executions);
    name_executions(gathered, joined);
  }
  std::erase_if(gathered.tests, [](const NamedTest& test) { return test.executions.empty(); });
  std::unordered_map<std::uint64_t, const Execution*> by_key;
  for (const auto& test : gathered.tests) {
    for (const auto& execution : test.executions) {
      by_key.emplace(execution.key, &execution);
    }
  }
  for (std::size_t i = 0; i < left_out.size(); ++i) {
    left_out[i].execution = by_key.at(keys[i]);
  }
  return true;
}

}  // namespace importer
