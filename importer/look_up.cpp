#include "importer/look_up.hpp"

#include "importer/error.hpp"
#include "importer/side_by_side.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace asio = boost::asio;

namespace importer {

namespace {

/// Below this many unknown names asking for each is never dearer than looking at the library.
constexpr std::size_t always_ask_up_to = 1;

/// What to ask for where PractiTest compares bytes: the name as we store it, and in the form in
/// which it may have come from elsewhere, where that is another one.
std::vector<std::string> spellings_of(const std::string& name) {
  std::vector<std::string> spellings{name};
  auto decomposed = text::nfd(name);
  if (decomposed != name) {
    spellings.push_back(std::move(decomposed));
  }
  return spellings;
}

asio::awaitable<void> look_up_set_by_name(
    client::PractiTest& practitest, const std::string& name, Remote& remote
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
  if (sets.empty()) {
    co_return;
  }
  std::ranges::sort(sets, {}, &client::TestSet::id);
  if (sets.size() > 1) {
    for (const auto& set : sets) {
      remote.sets_of_the_same_name.push_back(set.id);
    }
  }
  remote.set = std::move(sets.front());
}

asio::awaitable<void> look_up_instances(
    client::PractiTest& practitest, client::Id set_id, Remote& remote
) {
  client::InstanceQuery query;
  query.set_ids.push_back(set_id);
  const auto instances = co_await practitest.all_instances(query);
  for (const auto& instance : instances) {
    KnownInstance known;
    known.id = instance.id;
    known.test_id = instance.test_id;
    remote.instances[match_key(instance.name)].push_back(known);
  }
  for (auto& [name, known] : remote.instances) {
    std::ranges::sort(known, {}, [](const KnownInstance& instance) {
      return std::tie(instance.test_id, instance.id);
    });
  }
}

/// Whether the set showed itself by an instance; some servers answer 404 or 422 for one that does
/// not exist, others an empty list.
asio::awaitable<bool> has_instances(client::PractiTest& practitest, client::Id id, Remote& remote) {
  try {
    co_await look_up_instances(practitest, id, remote);
  } catch (const client::ApiError& error) {
    if (error.status() != 404 && error.status() != 422) {
      throw;
    }
  }
  co_return !remote.instances.empty();
}

/// The API documents no look at one set by its id; its instances prove that it exists, and only
/// an empty one has to be searched for.
asio::awaitable<void> look_up_set_by_id(
    client::PractiTest& practitest, client::Id id, Remote& remote
) {
  remote.set.emplace();
  remote.set->id = id;
  const bool exists = co_await has_instances(practitest, id, remote);
  if (exists) {
    co_return;
  }
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
  remote.set = *found;
}

void remember(const std::vector<client::Test>& tests, Remote& remote) {
  for (const auto& test : tests) {
    const auto wanted = remote.tests.find(match_key(test.name));
    if (wanted != remote.tests.end()) {
      wanted->second.push_back(test.id);
    }
  }
}

asio::awaitable<void> ask_by_name(
    client::PractiTest& practitest, std::size_t width, Remote& remote
) {
  remote.asked_by_name = true;
  std::vector<std::string> names;
  for (const auto& [name, ids] : remote.tests) {
    names.push_back(name);
  }
  std::ranges::sort(names);
  const auto ask = [&](std::size_t index) -> asio::awaitable<void> {
    const auto spellings = spellings_of(names[index]);
    for (const auto& spelling : spellings) {
      client::TestQuery query;
      query.name_exact = spelling;
      const auto tests = co_await practitest.all_tests(query);
      remember(tests, remote);
      if (!tests.empty()) {
        break;
      }
    }
  };
  co_await side_by_side(names.size(), width, ask);
}

asio::awaitable<void> list_library(
    client::PractiTest& practitest, std::size_t pages, std::size_t width, Remote& remote
) {
  const auto read_page = [&](std::size_t index) -> asio::awaitable<void> {
    client::TestQuery all;
    const auto page = co_await practitest.tests(all, index + 2);
    remember(page.items, remote);
  };
  co_await side_by_side(pages - 1, width, read_page);
}

asio::awaitable<void> look_up_tests(
    client::PractiTest& practitest, std::size_t width, Remote& remote
) {
  const auto unknown = remote.tests.size();
  if (unknown == 0) {
    co_return;
  }
  if (unknown <= always_ask_up_to) {
    co_await ask_by_name(practitest, width, remote);
  } else {
    client::TestQuery all;
    const auto page = co_await practitest.tests(all, 1);
    if (page.total_pages <= unknown + 1) {
      remember(page.items, remote);
      co_await list_library(practitest, std::max<std::size_t>(page.total_pages, 1), width, remote);
    } else {
      co_await ask_by_name(practitest, width, remote);
    }
  }
  for (auto& [name, ids] : remote.tests) {
    std::ranges::sort(ids);
    const auto twins = std::ranges::unique(ids);  // A page may repeat what has moved meanwhile.
    ids.erase(twins.begin(), twins.end());
  }
}

/// Marks the names whose tests matter for a decision; the others cost no call.
void want_tests(const Gathered& gathered, const ImportOptions& options, Remote& remote) {
  const bool set_can_be = remote.set || options.create.sets;
  for (const auto& test : gathered.tests) {
    if (!has_runs_left(test)) {
      continue;
    }
    auto key = match_key(test.name);
    const bool has_instance = remote.instances.contains(key);
    const bool may_get_one = set_can_be && options.create.instances;
    const bool ambiguity_matters = has_instance && options.on_ambiguous == OnAmbiguous::refuse;
    if (ambiguity_matters || (!has_instance && may_get_one)) {
      remote.tests.try_emplace(std::move(key));
    }
  }
}

}  // namespace

std::string match_key(std::string_view name) { return text::one_line(text::nfc(name)); }

asio::awaitable<Remote> look_up(
    client::PractiTest& practitest, const Gathered& gathered, const ImportOptions& options
) {
  Remote remote;
  if (options.set_id) {
    co_await look_up_set_by_id(practitest, *options.set_id, remote);
  } else {
    co_await look_up_set_by_name(practitest, options.set_name, remote);
    if (remote.set) {
      co_await look_up_instances(practitest, remote.set->id, remote);
    }
  }
  want_tests(gathered, options, remote);
  co_await look_up_tests(practitest, options.settings.connections, remote);
  co_return remote;
}

}  // namespace importer
