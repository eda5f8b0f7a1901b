#include "importer/look_up_set.hpp"

#include "importer/bulk_search.hpp"
#include "importer/error.hpp"
#include "importer/look_costs.hpp"
#include "importer/seen_in_set.hpp"
#include "importer/side_by_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace asio = boost::asio;

namespace importer {

namespace {

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
      take_instances(instances, set, remote);
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
    take_instances(instances, set, remote);
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

asio::awaitable<void> read_instances(
    client::PractiTest& practitest, client::Id set_id, RemoteSet& set, Remote& remote
) {
  client::InstanceQuery query;
  query.set_ids.push_back(set_id);
  auto instances = co_await practitest.all_instances(query);
  take_instances(instances, set, remote);
  sort_instances(set);
  set.coverage = Coverage::all;
  set.in_set = std::move(instances);
}

asio::awaitable<void> look_up_set(
    client::PractiTest& practitest,
    const std::string& name,
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
  co_await find_set_by_name(practitest, name, set, remote);
  if (set.set) {
    co_await look_for_instances_of(practitest, names, ids, options, set, remote);
  } else if (!options.clone_set.empty() && options.create.sets && options.create.instances) {
    set.clone_of = co_await find_set_to_clone(practitest, options.clone_set);
  }
}

}  // namespace importer
