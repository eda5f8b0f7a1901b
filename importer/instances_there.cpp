#include "importer/instances_there.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

InstanceByTest by_test(const std::vector<client::Instance>& instances) {
  InstanceByTest ids;
  for (const auto& instance : instances) {
    ids.emplace(instance.test_id, instance.id);
  }
  return ids;
}

asio::awaitable<InstanceByTest> instances_there(
    const Work& work, std::span<const std::size_t> tests
) {
  client::InstanceQuery query;
  query.set_ids.push_back(*work.done.set_id);
  for (const auto test : tests) {
    query.test_ids.push_back(*work.targets.tests[test]);
  }
  const auto instances = co_await work.means.practitest.all_instances(query);
  co_return by_test(instances);
}

std::size_t take_instances(
    const Work& work, std::span<const std::size_t> tests, const InstanceByTest& there
) {
  std::size_t taken = 0;
  for (const auto test : tests) {
    const auto test_id = *work.targets.tests[test];
    if (const auto found = there.find(test_id); found != there.end()) {
      work.targets.instances[test] = found->second;
      work.means.journal.seen(ledger::SeenInstance{*work.done.set_id, test_id, found->second});
      ++taken;
    }
  }
  return taken;
}

std::vector<std::size_t> tests_without_instance(const Work& work) {
  auto tests = tests_to_put_into_set(work.plan);
  std::erase_if(tests, [&work](std::size_t test) {
    return is_settled(work, test) || !work.targets.tests[test] || work.targets.instances[test];
  });
  return tests;
}

asio::awaitable<void> find_made_meanwhile(
    const Work& work, std::vector<std::size_t> missing, bool waited
) {
  if (!waited) {
    std::erase_if(missing, [&work](std::size_t test) {
      return !work.means.journal.knows_instance(*work.done.set_id, *work.targets.tests[test]);
    });
  }
  if (!missing.empty()) {
    const auto there = co_await instances_there(work, missing);
    take_instances(work, missing, there);
  }
}

}  // namespace importer
