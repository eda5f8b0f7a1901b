#include "importer/look_up_set.hpp"

#include "importer/bulk_search.hpp"
#include "importer/error.hpp"
#include "importer/look_costs.hpp"
#include "importer/side_by_side.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>
#include <unordered_map>

namespace asio = boost::asio;

namespace importer {

namespace {

/// All sets of this name, by id.
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

/// Takes the first of these, which all have the set's name, by id.
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

void take(const client::Instance& instance, RemoteSet& set, Remote& remote) {
  KnownInstance known;
  known.id = instance.id;
  known.test_id = instance.test_id;
  set.instances[match_key(instance.name)].push_back(known);
  remote.seen.tests.push_back({instance.name, instance.test_id});
  remote.seen.instances.push_back({instance.set_id, instance.test_id, instance.id});
}

void take(const std::vector<client::Instance>& instances, RemoteSet& set, Remote& remote) {
  for (const auto& instance : instances) {
    take(instance, set, remote);
  }
}

void sort_instances(RemoteSet& set) {
  for (auto& [name, known] : set.instances) {
    std::ranges::sort(known, {}, [](const KnownInstance& instance) {
      return std::tie(instance.test_id, instance.id);
    });
  }
}

asio::awaitable<void> ask_for_instances(
    client::PractiTest& practitest,
    client::Id set_id,
    const std::vector<std::string>& names,
    std::size_t width,
    RemoteSet& set,
    Remote& remote
) {
  const auto ask = [&](std::size_t index) -> asio::awaitable<void> {
    const auto spellings = spellings_of(names[index]);
    for (const auto& spelling : spellings) {
      client::InstanceQuery query;
      query.set_ids.push_back(set_id);
      query.name_exact = spelling;
      const auto instances = co_await practitest.all_instances(query);
      take(instances, set, remote);
      if (!instances.empty()) {
        break;
      }
    }
  };
  co_await side_by_side(names.size(), width, ask);
  sort_instances(set);
  set.coverage = Coverage::names;
}

/// The same by way of the tests of these names. False when PractiTest does not answer so.
asio::awaitable<bool> search_for_instances(
    client::PractiTest& practitest,
    client::Id set_id,
    const std::vector<std::string>& names,
    std::size_t width,
    RemoteSet& set,
    Remote& remote
) {
  const bool answered = co_await search_in_bulk(practitest, names, width, remote);
  if (!answered) {
    co_return false;
  }
  client::InstanceQuery query;
  query.set_ids.push_back(set_id);
  for (const auto& name : names) {
    for (const auto& test : remote.tests.at(name)) {
      query.test_ids.push_back(test.id);
    }
  }
  if (!query.test_ids.empty()) {
    const auto instances = co_await practitest.all_instances(query);
    take(instances, set, remote);
    sort_instances(set);
  }
  set.coverage = Coverage::names;
  co_return true;
}

/// The instances of these names, or all, by whatever takes the fewest calls; unless all are read,
/// so many tests that are known by their `ids` are still to be asked for.
asio::awaitable<void> look_for_instances_of(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::size_t ids,
    const ImportOptions& options,
    RemoteSet& set,
    Remote& remote
) {
  const auto id = set.set->id;
  if (options.unmentioned) {
    co_await read_instances(practitest, id, set, remote);
    co_return;
  }
  const auto width = options.settings.connections;
  const auto pages = calls_for(set.set->instances_count, client::max_page_size);
  const auto for_ids = calls_for(ids, client::max_ids_per_call);
  const auto in_bulk = bulk_calls(names.size()) + calls_for(names.size(), client::max_ids_per_call);
  if (remote.bulk_search && in_bulk < names.size() && in_bulk + for_ids < pages) {
    const bool answered = co_await search_for_instances(practitest, id, names, width, set, remote);
    if (answered) {
      co_return;
    }
  }
  if (names.size() + for_ids < pages && options.match == Match::exact) {
    co_await ask_for_instances(practitest, id, names, width, set, remote);
  } else {
    co_await read_instances(practitest, id, set, remote);
  }
}

/// Whether the set showed itself by an instance; some servers answer 404 or 422 for one that does
/// not exist, others an empty list.
asio::awaitable<bool> has_instances(
    client::PractiTest& practitest, client::Id id, RemoteSet& set, Remote& remote
) {
  try {
    co_await read_instances(practitest, id, set, remote);
  } catch (const client::ApiError& error) {
    if (error.status() != 404 && error.status() != 422) {
      throw;
    }
  }
  co_return !set.instances.empty();
}

/// The API documents no look at one set by its id; its instances prove that it exists, and only
/// an empty one has to be searched for.
asio::awaitable<void> look_up_set_by_id(
    client::PractiTest& practitest, client::Id id, RemoteSet& set, Remote& remote
) {
  set.set.emplace();
  set.set->id = id;
  const bool exists = co_await has_instances(practitest, id, set, remote);
  if (exists) {
    co_return;
  }
  set.coverage = Coverage::all;
  client::TestSetQuery all;
  const auto sets = co_await practitest.all_sets(all);
  const auto found = std::ranges::find(sets, id, &client::TestSet::id);
  if (found == sets.end()) {
    throw UsageError(fmt::format(
        "the project has no test set with the system id {}: the number that PractiTest shows "
        "beside a set is its display id; use --set NAME, or the id that the API gives",
        id
    ));
  }
  set.set = *found;
}

/// Several sets at once.
class SetSearch {
public:
  SetSearch(
      client::PractiTest& practitest,
      const std::vector<std::string>& names,
      std::size_t width,
      Remote& remote
  )
      : practitest_(practitest), names_(names), width_(width), remote_(remote) {}

  asio::awaitable<void> find(const std::vector<std::size_t>& wanted) {
    auto missing = wanted;
    if (missing.size() > 1) {
      // The first page of the list tells how long it is, and costs no more than one of the names.
      client::TestSetQuery all;
      const auto first = co_await practitest_.sets(all, 1);
      collect(first.items);
      const auto pages_left = first.total_pages - std::min<std::size_t>(first.total_pages, 1);
      const bool by_list = pages_left <= wanted.size() - found_of(wanted);
      if (by_list) {
        co_await read_pages(pages_left);
      }
      take_found(missing, by_list);
    }
    const auto ask = [&](std::size_t index) -> asio::awaitable<void> {
      const auto set = missing[index];
      co_await find_set_by_name(practitest_, names_[set], remote_.sets[set], remote_);
    };
    co_await side_by_side(missing.size(), width_, ask);
  }

  asio::awaitable<void> read_instances_of(const std::vector<std::size_t>& wanted) {
    client::InstanceQuery query;
    std::unordered_map<client::Id, RemoteSet*> by_id;
    for (const auto index : wanted) {
      auto& set = remote_.sets[index];
      if (set.set) {
        set.coverage = Coverage::all;
        query.set_ids.push_back(set.set->id);
        by_id.emplace(set.set->id, &set);
      }
    }
    if (query.set_ids.empty()) {
      co_return;
    }
    auto instances = co_await practitest_.all_instances(std::move(query));
    for (auto& instance : instances) {
      const auto found = by_id.find(instance.set_id);
      if (found != by_id.end()) {
        take(instance, *found->second, remote_);
        found->second->in_set.push_back(std::move(instance));
      }
    }
    for (const auto& [id, set] : by_id) {
      sort_instances(*set);
    }
  }

private:
  asio::awaitable<void> read_pages(std::size_t pages_left) {
    const auto read_page = [this](std::size_t index) -> asio::awaitable<void> {
      client::TestSetQuery all;
      const auto page = co_await practitest_.sets(all, index + 2);
      collect(page.items);
    };
    co_await side_by_side(pages_left, width_, read_page);
  }

  void collect(const std::vector<client::TestSet>& sets) {
    for (const auto& set : sets) {
      listed_[match_key(set.name)].emplace(set.id, set);
    }
  }

  std::size_t found_of(const std::vector<std::size_t>& wanted) const {
    return static_cast<std::size_t>(std::ranges::count_if(wanted, [this](std::size_t set) {
      return listed_.contains(match_key(names_[set]));
    }));
  }

  /// Leaves in `missing` those of which the list does not tell. A name of which only the first page
  /// was seen may have more sets; the list is by id, so that the first of them is the lowest.
  void take_found(std::vector<std::size_t>& missing, bool list_is_whole) {
    std::erase_if(missing, [&](std::size_t set) {
      const auto found = listed_.find(match_key(names_[set]));
      if (found != listed_.end()) {
        std::vector<client::TestSet> named;
        for (const auto& [id, each] : found->second) {
          named.push_back(each);
        }
        take_set(std::move(named), remote_.sets[set], remote_);
      }
      return found != listed_.end() || list_is_whole;
    });
  }

  client::PractiTest& practitest_;
  const std::vector<std::string>& names_;
  std::size_t width_;
  Remote& remote_;
  std::unordered_map<std::string, std::map<client::Id, client::TestSet>> listed_;
};

/// The set that `--clone-set` names, by its id or its name.
asio::awaitable<client::TestSet> find_set_to_clone(
    client::PractiTest& practitest, const std::string& named
) {
  client::TestSet set;
  const auto* end = named.data() + named.size();
  const auto [parsed, error] = std::from_chars(named.data(), end, set.id);
  if (error == std::errc() && parsed == end) {
    co_return set;
  }
  auto sets = co_await sets_named(practitest, named);
  if (sets.empty()) {
    throw UsageError(fmt::format(
        "--clone-set: the project has no test set '{}' to copy; give the name of one that exists, "
        "or its system id",
        named
    ));
  }
  co_return sets.front();
}

}  // namespace

std::vector<std::string> spellings_of(const std::string& name) {
  std::vector<std::string> spellings{name};
  auto decomposed = text::nfd(name);
  if (decomposed != name) {
    spellings.push_back(std::move(decomposed));
  }
  return spellings;
}

asio::awaitable<void> read_instances(
    client::PractiTest& practitest, client::Id set_id, RemoteSet& set, Remote& remote
) {
  client::InstanceQuery query;
  query.set_ids.push_back(set_id);
  auto instances = co_await practitest.all_instances(query);
  take(instances, set, remote);
  sort_instances(set);
  set.coverage = Coverage::all;
  set.in_set = std::move(instances);
}

asio::awaitable<void> look_up_set(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::size_t ids,
    const ImportOptions& options,
    Remote& remote
) {
  auto& set = remote.sets.front();
  if (options.set_id) {
    co_await look_up_set_by_id(practitest, *options.set_id, set, remote);
    co_return;
  }
  co_await find_set_by_name(practitest, options.set_name, set, remote);
  if (set.set) {
    co_await look_for_instances_of(practitest, names, ids, options, set, remote);
  } else if (!options.clone_set.empty() && options.create.sets && options.create.instances) {
    set.clone_of = co_await find_set_to_clone(practitest, options.clone_set);
  }
}

asio::awaitable<void> look_up_sets(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    std::vector<std::size_t> wanted,
    std::size_t width,
    Remote& remote
) {
  SetSearch search(practitest, names, width, remote);
  co_await search.find(wanted);
  co_await search.read_instances_of(wanted);
}

}  // namespace importer
