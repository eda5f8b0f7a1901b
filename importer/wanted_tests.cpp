#include "importer/wanted_tests.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_set>
#include <utility>

namespace importer {

bool says_what_no_test_holds(const NamedTest& test, const Remote& remote) {
  const auto found = test.goes_by_field() ? remote.by_id.find(*test.id()) : remote.by_id.end();
  return found != remote.by_id.end() && !found->second;
}

std::vector<std::vector<std::string>> names_by_set(const Gathered& gathered, const Remote& remote) {
  std::vector<std::vector<std::string>> names(gathered.sets.size());
  // Into `names`, whose elements stay where they are: there is room for all.
  std::vector<std::unordered_set<std::string_view>> known(names.size());
  std::vector<std::size_t> most(names.size());
  for (const auto& test : gathered.tests) {
    ++most[test.set];
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    names[i].reserve(most[i]);
    known[i].reserve(most[i]);
  }
  for (const auto& test : gathered.tests) {
    const bool has_name_alone = !test.said || says_what_no_test_holds(test, remote);
    if (has_name_alone && has_runs_left(test)) {
      auto& of_set = names[test.set];
      of_set.push_back(match_key(test.name));
      if (!known[test.set].insert(of_set.back()).second) {
        of_set.pop_back();
      }
    }
  }
  return names;
}

std::vector<std::vector<TestId>> said_ids_by_set(const Gathered& gathered, const Remote& remote) {
  std::vector<std::vector<TestId>> ids(gathered.sets.size());
  for (const auto& test : gathered.tests) {
    if (test.id() != nullptr && test.said->contradiction.empty() && has_runs_left(test) &&
        !says_what_no_test_holds(test, remote)) {
      ids[test.set].push_back(*test.id());
    }
  }
  for (auto& of_set : ids) {
    std::ranges::sort(of_set);
    of_set.erase(std::unique(of_set.begin(), of_set.end()), of_set.end());
  }
  return ids;
}

std::vector<std::string> together(std::vector<std::vector<std::string>> by_set) {
  auto all = std::move(by_set.front());
  if (by_set.size() == 1) {
    return all;
  }
  by_set.front().clear();
  std::unordered_set<std::string> known(all.begin(), all.end());
  for (auto& of_set : by_set) {
    for (auto& name : of_set) {
      if (known.insert(name).second) {
        all.push_back(std::move(name));
      }
    }
  }
  return all;
}

std::vector<TestId> together(const std::vector<std::vector<TestId>>& by_set) {
  std::vector<TestId> all;
  for (const auto& of_set : by_set) {
    all.insert(all.end(), of_set.begin(), of_set.end());
  }
  std::ranges::sort(all);
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

}  // namespace importer
