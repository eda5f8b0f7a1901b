#include "importer/look_up_tests.hpp"

#include "importer/bulk_search.hpp"
#include "importer/look_costs.hpp"
#include "importer/seen_in_set.hpp"
#include "importer/side_by_side.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

namespace {

class TestSearch {
public:
  TestSearch(
      client::PractiTest& practitest,
      const std::vector<std::string>& names,
      const ImportOptions& options,
      Remote& remote
  )
      : practitest_(practitest), names_(names), options_(options), remote_(remote) {
    for (const auto& name : names) {
      found_[name];
    }
  }

  asio::awaitable<void> ask_by_name() {
    remote_.asked_by_name = true;
    const auto ask = [this](std::size_t index) -> asio::awaitable<void> {
      const auto spellings = spellings_of(names_[index]);
      for (const auto& spelling : spellings) {
        client::TestQuery query;
        query.name_exact = spelling;
        const auto tests = co_await practitest_.all_tests(query);
        take(tests);
        if (!tests.empty()) {
          break;
        }
      }
    };
    co_await side_by_side(names_.size(), options_.settings.connections, ask);
    keep();
  }

  /// The first page, which tells how long the list is.
  asio::awaitable<void> begin_list() {
    client::TestQuery all;
    const auto page = co_await practitest_.tests(all, 1);
    take(page.items);
    tests_ = page.total_count;
    pages_ = std::max<std::size_t>(page.total_pages, 1);
  }

  std::size_t pages_left() const { return pages_ - 1; }

  /// Those of the names that were not seen yet.
  std::vector<std::string> missing() const {
    std::vector<std::string> names;
    for (const auto& [name, tests] : found_) {
      if (tests.empty()) {
        names.push_back(name);
      }
    }
    std::ranges::sort(names);
    return names;
  }

  /// Looks for these in bulk, where that takes fewer calls than the pages that are left. False when
  /// it does not, or was not answered.
  asio::awaitable<bool> end_in_bulk(const std::vector<std::string>& names) {
    if (bulk_calls(names.size()) >= pages_left()) {
      co_return false;
    }
    co_return co_await search_in_bulk(practitest_, names, options_.settings.connections, remote_);
  }

  /// Calls that looking for the missing ones takes.
  std::size_t calls_left() const {
    return remote_.bulk_search ? std::min(pages_left(), bulk_calls(missing().size()))
                               : pages_left();
  }

  /// How many of the names may be on the pages that are left, as `known` tests of the project have
  /// other names.
  std::size_t may_be_found(std::size_t known) const {
    const auto read = std::min(tests_, client::max_page_size);
    const auto others = tests_ - std::min(tests_, std::max(known, read));
    return std::min(missing().size(), others);
  }

  asio::awaitable<void> end_list() {
    const auto read_page = [this](std::size_t index) -> asio::awaitable<void> {
      client::TestQuery all;
      const auto page = co_await practitest_.tests(all, index + 2);
      take(page.items);
    };
    co_await side_by_side(pages_left(), options_.settings.connections, read_page);
    keep();
  }

  /// Leaves out the names of which nothing is known.
  void keep_found() {
    std::erase_if(found_, [](const auto& entry) { return entry.second.empty(); });
    keep();
  }

private:
  void take(const std::vector<client::Test>& tests) {
    for (const auto& test : tests) {
      remote_.seen.tests.push_back({test.name, test.id});
      const auto wanted = found_.find(match_key(test.name));
      if (wanted != found_.end()) {
        KnownTest known;
        known.id = test.id;
        wanted->second.push_back(known);
      }
    }
  }

  void keep() {
    for (auto& [name, tests] : found_) {
      std::ranges::sort(tests, {}, &KnownTest::id);
      // A page may repeat what has moved meanwhile.
      const auto twins = std::ranges::unique(tests, {}, &KnownTest::id);
      tests.erase(twins.begin(), twins.end());
      remote_.tests[name] = std::move(tests);
    }
    found_.clear();
  }

  client::PractiTest& practitest_;
  const std::vector<std::string>& names_;
  const ImportOptions& options_;
  Remote& remote_;
  std::unordered_map<std::string, std::vector<KnownTest>> found_;
  std::size_t tests_ = 0;
  std::size_t pages_ = 1;
};

/// Tests of the project that are known by their ids.
std::size_t known_tests(const Memory& memory, const Remote& remote) {
  std::unordered_set<client::Id> ids;
  for (const auto& test : memory.tests) {
    ids.insert(test.id);
  }
  for (const auto& set : remote.sets) {
    for (const auto& [name, instances] : set.instances) {
      for (const auto& instance : instances) {
        ids.insert(instance.test_id);
      }
    }
  }
  return ids.size();
}

}  // namespace

asio::awaitable<void> look_up_tests(
    client::PractiTest& practitest,
    const std::vector<std::string>& names,
    const ImportOptions& options,
    const Memory& memory,
    Remote& remote
) {
  if (names.empty()) {
    co_return;
  }
  TestSearch search(practitest, names, options, remote);
  const bool may_be_left_open = remote.auto_create && options.create.tests &&
                                !options.update_tests &&
                                (remote.in_several_sets.empty() ||
                                 std::ranges::none_of(names, [&remote](const std::string& name) {
                                   return remote.in_several_sets.contains(name);
                                 }));
  if (may_be_left_open) {
    const auto pages = calls_for(memory.tests.size(), client::max_page_size);
    const bool trusts = !memory.tests.empty() && !doubt_memory(names.size(), pages);
    if (names.size() == 1 || trusts) {
      co_return;
    }
    co_await search.begin_list();
    const auto may_be_found = search.may_be_found(known_tests(memory, remote));
    if (search.pages_left() != 0 && worth_listing(may_be_found, search.calls_left())) {
      const auto missing = search.missing();
      const bool answered = co_await search.end_in_bulk(missing);
      if (answered) {
        search.keep_found();
        co_return;
      }
    }
    if (search.pages_left() == 0 || worth_listing(may_be_found, search.pages_left())) {
      co_await search.end_list();
    } else {
      search.keep_found();
    }
    co_return;
  }
  const bool exact = options.match == Match::exact;
  if (names.size() == 1 && exact) {
    co_await search.ask_by_name();
    co_return;
  }
  if (exact && bulk_calls(names.size()) == 1) {
    const bool answered =
        co_await search_in_bulk(practitest, names, options.settings.connections, remote);
    if (answered) {
      co_return;
    }
  }
  co_await search.begin_list();
  if (exact) {
    // Each name, as the first page may not have all tests of one.
    const bool answered = co_await search.end_in_bulk(names);
    if (answered) {
      co_return;
    }
  }
  if (search.pages_left() <= names.size() || !exact) {
    co_await search.end_list();
  } else {
    co_await search.ask_by_name();
  }
}

}  // namespace importer
