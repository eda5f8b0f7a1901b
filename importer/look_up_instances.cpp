#include "importer/look_up_instances.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

/// Fewer than so many tests are put into a remembered set by auto_create, which finds their
/// instance where there is one; for more the look at 50 of them in one call pays.
constexpr std::size_t look_for_instances_from = 3;

void take_instances_of_ids(
    const std::vector<TestId>& ids,
    const RememberedSet& trusted,
    const Remote& remote,
    RemoteSet& set
) {
  auto& by_test = set.instances_by_test;
  for (const auto& id : ids) {
    const auto found = remote.by_id.find(id);
    if (found != remote.by_id.end() && found->second) {
      by_test[found->second->id];
    }
  }
  if (by_test.empty()) {
    return;
  }
  for (const auto& [name, known] : set.instances) {
    for (const auto& instance : known) {
      const auto wanted = by_test.find(instance.test_id);
      if (wanted != by_test.end() && set.coverage != Coverage::remembered) {
        wanted->second.push_back(instance);
      }
    }
  }
  if (set.coverage == Coverage::remembered) {
    for (const auto& instance : trusted.instances) {
      const auto wanted = by_test.find(instance.test_id);
      if (wanted != by_test.end()) {
        wanted->second.push_back({instance.id, instance.test_id, true});
      }
    }
  }
  for (auto& [id, known] : by_test) {
    std::ranges::sort(known, {}, &KnownInstance::id);
  }
}

class InstanceSearch {
public:
  InstanceSearch(const std::vector<std::vector<std::string>>& names, Remote& remote)
      : remote_(remote) {
    for (std::size_t i = 0; i < remote.sets.size(); ++i) {
      ask_of(names[i], remote.sets[i]);
    }
    std::ranges::sort(query_.test_ids);
    query_.test_ids.erase(
        std::unique(query_.test_ids.begin(), query_.test_ids.end()), query_.test_ids.end()
    );
  }

  asio::awaitable<void> look(client::PractiTest& practitest) {
    if (query_.test_ids.empty() ||
        (remote_.auto_create && query_.test_ids.size() < look_for_instances_from)) {
      co_return;
    }
    for (const auto& [id, asked] : asked_) {
      asked.set->not_in_set = asked.tests;
    }
    const auto instances = co_await practitest.all_instances(query_);
    for (const auto& instance : instances) {
      const auto asked = asked_.find(instance.set_id);
      // What was asked for another set may be known in this one.
      if (asked != asked_.end() && asked->second.tests.contains(instance.test_id)) {
        take(instance, *asked->second.set);
      }
    }
  }

private:
  struct Asked {
    RemoteSet* set = nullptr;
    std::unordered_set<client::Id> tests;
  };

  /// Nothing of a set of which all instances are known.
  void ask_of(const std::vector<std::string>& names, RemoteSet& set) {
    const bool is_remembered = set.coverage == Coverage::remembered;
    if (!is_remembered && set.coverage != Coverage::names) {
      return;
    }
    Asked asked{&set, {}};
    for (const auto& [id, known] : set.instances_by_test) {
      if (known.empty()) {
        asked.tests.insert(id);
      }
    }
    for (const auto& name : names) {
      const auto tests = remote_.tests.find(name);
      if (is_remembered && tests != remote_.tests.end() && !set.instances.contains(name)) {
        for (const auto& test : tests->second) {
          asked.tests.insert(test.id);
          name_of_.emplace(test.id, name);
        }
      }
    }
    if (!asked.tests.empty()) {
      query_.set_ids.push_back(set.set->id);
      query_.test_ids.insert(query_.test_ids.end(), asked.tests.begin(), asked.tests.end());
      asked_.emplace(set.set->id, std::move(asked));
    }
  }

  void take(const client::Instance& instance, RemoteSet& set) {
    const auto name = name_of_.find(instance.test_id);
    const auto by_id = set.instances_by_test.find(instance.test_id);
    if (name != name_of_.end()) {
      set.instances[name->second].push_back({instance.id, instance.test_id, false});
    }
    if (by_id != set.instances_by_test.end()) {
      by_id->second.push_back({instance.id, instance.test_id, false});
    }
    set.not_in_set.erase(instance.test_id);
    remote_.seen.instances.push_back({instance.set_id, instance.test_id, instance.id});
  }

  Remote& remote_;
  client::InstanceQuery query_;
  std::unordered_map<client::Id, Asked> asked_;
  std::unordered_map<client::Id, std::string> name_of_;
};

}  // namespace

std::size_t count_without_instance(
    const std::vector<TestId>& ids, const Memory& trusted, std::size_t set
) {
  if (ids.empty()) {
    return 0;
  }
  std::unordered_set<client::Id> with_instance;
  for (const auto& instance : trusted.sets[set].instances) {
    with_instance.insert(instance.test_id);
  }
  return static_cast<std::size_t>(std::ranges::count_if(ids, [&](const TestId& id) {
    if (id.kind == TestId::Kind::system) {
      return !with_instance.contains(id.number);
    }
    const auto test = trusted.ids.find(id.number);
    return test == trusted.ids.end() || !with_instance.contains(test->second);
  }));
}

void take_instances_of_ids(
    const std::vector<std::vector<TestId>>& ids, const Memory& trusted, Remote& remote
) {
  for (std::size_t i = 0; i < remote.sets.size(); ++i) {
    take_instances_of_ids(ids[i], trusted.sets[i], remote, remote.sets[i]);
  }
}

asio::awaitable<void> look_for_instances(
    client::PractiTest& practitest,
    const std::vector<std::vector<std::string>>& names,
    Remote& remote
) {
  InstanceSearch search(names, remote);
  co_await search.look(practitest);
}

}  // namespace importer
