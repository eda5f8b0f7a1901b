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

}  // namespace

std::size_t count_without_instance(const std::vector<TestId>& ids, const Memory& trusted) {
  if (ids.empty()) {
    return 0;
  }
  std::unordered_set<client::Id> with_instance;
  for (const auto& instance : trusted.instances) {
    with_instance.insert(instance.test_id);
  }
  return static_cast<std::size_t>(std::ranges::count_if(ids, [&](const TestId& id) {
    if (id.kind == TestId::Kind::system) {
      return !with_instance.contains(id.number);
    }
    const auto test = trusted.display_ids.find(id.number);
    return test == trusted.display_ids.end() || !with_instance.contains(test->second);
  }));
}

void take_instances_of_ids(const Memory& trusted, Remote& remote) {
  auto& by_test = remote.instances_by_test;
  for (const auto& [id, test] : remote.by_id) {
    if (test) {
      by_test[test->id];
    }
  }
  if (by_test.empty()) {
    return;
  }
  for (const auto& [name, known] : remote.instances) {
    for (const auto& instance : known) {
      const auto wanted = by_test.find(instance.test_id);
      if (wanted != by_test.end() && remote.coverage != Coverage::remembered) {
        wanted->second.push_back(instance);
      }
    }
  }
  if (remote.coverage == Coverage::remembered) {
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

asio::awaitable<void> look_for_instances(client::PractiTest& practitest, Remote& remote) {
  const bool is_remembered = remote.coverage == Coverage::remembered;
  if (!is_remembered && remote.coverage != Coverage::names) {
    co_return;
  }
  client::InstanceQuery query;
  query.set_ids.push_back(remote.set->id);
  std::unordered_map<client::Id, std::string> name_of;
  for (const auto& [id, known] : remote.instances_by_test) {
    if (known.empty()) {
      query.test_ids.push_back(id);
    }
  }
  for (const auto& [name, tests] : remote.tests) {
    if (is_remembered && !remote.instances.contains(name)) {
      for (const auto& test : tests) {
        query.test_ids.push_back(test.id);
        name_of.emplace(test.id, name);
      }
    }
  }
  if (query.test_ids.empty() ||
      (remote.auto_create && query.test_ids.size() < look_for_instances_from)) {
    co_return;
  }
  std::ranges::sort(query.test_ids);
  query.test_ids.erase(
      std::unique(query.test_ids.begin(), query.test_ids.end()), query.test_ids.end()
  );
  remote.not_in_set.insert(query.test_ids.begin(), query.test_ids.end());
  const auto instances = co_await practitest.all_instances(std::move(query));
  for (const auto& instance : instances) {
    const auto name = name_of.find(instance.test_id);
    const auto by_id = remote.instances_by_test.find(instance.test_id);
    if (name != name_of.end()) {
      remote.instances[name->second].push_back({instance.id, instance.test_id, false});
    }
    if (by_id != remote.instances_by_test.end()) {
      by_id->second.push_back({instance.id, instance.test_id, false});
    }
    if (name != name_of.end() || by_id != remote.instances_by_test.end()) {
      remote.not_in_set.erase(instance.test_id);
      remote.seen.instances.push_back({instance.set_id, instance.test_id, instance.id});
    }
  }
}

}  // namespace importer
