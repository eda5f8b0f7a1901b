#include "importer/instances_there.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

namespace {

client::Id set_id_of(const Work& work, std::size_t test) {
  return *work.done.sets[work.plan.tests[test].named->set].id;
}

}  // namespace

InstanceByPlace by_place(const std::vector<client::Instance>& instances) {
  InstanceByPlace ids;
  for (const auto& instance : instances) {
    ids.emplace(std::pair(instance.set_id, instance.test_id), instance.id);
  }
  return ids;
}

InstancePlace place_of(const Work& work, std::size_t test) {
  return {set_id_of(work, test), *work.targets.tests[test]};
}

asio::awaitable<InstanceByPlace> instances_there(
    const Work& work, std::span<const std::size_t> tests
) {
  client::InstanceQuery query;
  for (const auto test : tests) {
    const auto [set, id] = place_of(work, test);
    if (std::ranges::find(query.set_ids, set) == query.set_ids.end()) {
      query.set_ids.push_back(set);
    }
    query.test_ids.push_back(id);
  }
  const auto instances = co_await work.means.practitest.all_instances(query);
  co_return by_place(instances);
}

std::size_t take_instances(
    const Work& work, std::span<const std::size_t> tests, const InstanceByPlace& there
) {
  std::size_t taken = 0;
  for (const auto test : tests) {
    const auto place = place_of(work, test);
    if (const auto found = there.find(place); found != there.end()) {
      work.targets.instances[test] = found->second;
      work.means.journal.seen(ledger::SeenInstance{place.first, place.second, found->second});
      ++taken;
    }
  }
  return taken;
}

bool lacks_instance(const Work& work, std::size_t test) {
  return !is_settled(work, test) && work.targets.tests[test] && !work.targets.instances[test];
}

std::vector<std::size_t> tests_without_instance(const Work& work) {
  auto tests = tests_to_put_into_set(work.plan);
  std::erase_if(tests, [&work](std::size_t test) { return !lacks_instance(work, test); });
  return tests;
}

asio::awaitable<void> find_made_meanwhile(
    const Work& work, std::vector<std::size_t> missing, bool waited
) {
  if (!waited) {
    std::erase_if(missing, [&work](std::size_t test) {
      const auto [set, id] = place_of(work, test);
      return !work.means.journal.knows_instance(set, id);
    });
  }
  if (!missing.empty()) {
    const auto there = co_await instances_there(work, missing);
    take_instances(work, missing, there);
  }
}

}  // namespace importer
