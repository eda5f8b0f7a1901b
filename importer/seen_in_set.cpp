#include "importer/seen_in_set.hpp"

#include "importer/text.hpp"

#include <algorithm>
#include <tuple>

namespace asio = boost::asio;

namespace importer {

std::vector<std::string> spellings_of(const std::string& name) {
  std::vector<std::string> spellings{name};
  auto decomposed = text::nfd(name);
  if (decomposed != name) {
    spellings.push_back(std::move(decomposed));
  }
  return spellings;
}

asio::awaitable<std::vector<client::TestSet>> sets_named(
    client::PractiTest& practitest, const std::string& name
) {
  std::vector<client::TestSet> sets;
  const auto spellings = spellings_of(match_key(name));
  for (const auto& spelling : spellings) {
    client::TestSetQuery query;
    query.name_exact = spelling;
    sets = co_await practitest.all_sets(query);
    if (!sets.empty()) {
      break;
    }
  }
  std::ranges::sort(sets, {}, &client::TestSet::id);
  co_return sets;
}

void take_set(std::vector<client::TestSet> named, RemoteSet& set, Remote& remote) {
  if (named.size() > 1) {
    for (const auto& each : named) {
      set.sets_of_the_same_name.push_back(each.id);
    }
  }
  remote.seen.sets.push_back({match_key(named.front().name), named.front().id});
  set.set = std::move(named.front());
}

asio::awaitable<void> find_set_by_name(
    client::PractiTest& practitest, const std::string& name, RemoteSet& set, Remote& remote
) {
  auto named = co_await sets_named(practitest, name);
  if (!named.empty()) {
    take_set(std::move(named), set, remote);
  }
}

void take_instance(const client::Instance& instance, RemoteSet& set, Remote& remote) {
  KnownInstance known;
  known.id = instance.id;
  known.test_id = instance.test_id;
  set.instances[match_key(instance.name)].push_back(known);
  remote.seen.tests.push_back({instance.name, instance.test_id});
  remote.seen.instances.push_back({instance.set_id, instance.test_id, instance.id});
}

void take_instances(
    const std::vector<client::Instance>& instances, RemoteSet& set, Remote& remote
) {
  for (const auto& instance : instances) {
    take_instance(instance, set, remote);
  }
}

void sort_instances(RemoteSet& set) {
  for (auto& [name, known] : set.instances) {
    std::ranges::sort(known, {}, [](const KnownInstance& instance) {
      return std::tie(instance.test_id, instance.id);
    });
  }
}

}  // namespace importer
