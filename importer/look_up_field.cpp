#include "importer/look_up_field.hpp"

#include "client/held_fields.hpp"
#include "importer/match_field.hpp"
#include "importer/side_by_side.hpp"
#include "importer/text.hpp"
#include "importer/wanted_tests.hpp"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

namespace asio = boost::asio;

namespace importer {

namespace {

bool is_to_be_looked_for(const NamedTest& test) {
  return test.goes_by_field() && has_runs_left(test);
}

/// What the test holds in the field of this key; `field` as FieldChoice has it.
std::optional<TestId> value_of(
    const client::HeldTest& test, const std::string& key, const std::string& field
) {
  const auto held = std::ranges::find(test.fields, key, &client::FieldValue::field);
  const auto value = held == test.fields.end() ? std::string() : client::text_of(*held);
  return text::trimmed(value).empty() ? std::nullopt : std::optional(id_of_value(field, value));
}

class FieldSearch {
public:
  FieldSearch(const Gathered& gathered, const FieldChoice& match, Remote& remote)
      : gathered_(gathered), match_(match), remote_(remote) {}

  /// Whether that is all.
  bool believe(const Memory& trusted) {
    bool all = true;
    for (const auto& test : gathered_.tests) {
      if (!is_to_be_looked_for(test)) {
        continue;
      }
      const auto known = trusted.ids.find(test.id()->number);
      if (known == trusted.ids.end()) {
        all = false;
      } else {
        remote_.by_id[*test.id()] = KnownTest{known->second, true};
      }
    }
    return all;
  }

  asio::awaitable<void> read_all(
      client::PractiTest& practitest, const std::string& key, std::size_t width
  ) {
    client::TestQuery all;
    const auto first = co_await practitest.held_tests(all, 1);
    take(first.items, key);
    const auto read_page = [&](std::size_t index) -> asio::awaitable<void> {
      client::TestQuery query;
      const auto page = co_await practitest.held_tests(query, index + 2);
      take(page.items, key);
    };
    const auto pages_left = std::max<std::size_t>(first.total_pages, 1) - 1;
    co_await side_by_side(pages_left, width, read_page);
  }

  void keep(const Memory& memory) {
    for (const auto& test : gathered_.tests) {
      if (has_runs_left(test)) {
        keep_tests_named(match_key(test.name));
      }
      if (is_to_be_looked_for(test)) {
        keep_holder_of(*test.id(), memory);
      }
    }
    note_names_of_several();
    for (auto& [value, tests] : holders_) {
      if (tests.size() == 1) {
        remote_.seen.tests.push_back(seen_id(value, tests.front()));
      }
    }
  }

private:
  void take(const std::vector<client::HeldTest>& tests, const std::string& key) {
    for (const auto& test : tests) {
      if (!read_.insert(test.id).second) {
        continue;  // A page may repeat what has moved meanwhile.
      }
      remote_.seen.tests.push_back({test.name, test.id});
      named_[match_key(test.name)].push_back(test.id);
      if (const auto value = value_of(test, key, match_.field)) {
        holders_[*value].push_back(test.id);
        holds_.emplace(test.id, *value);
      }
    }
  }

  void keep_tests_named(std::string name) {
    auto [entry, is_new] = remote_.tests.try_emplace(std::move(name));
    if (!is_new) {
      return;
    }
    if (const auto named = named_.find(entry->first); named != named_.end()) {
      for (const auto test : named->second) {
        entry->second.push_back({test, false});
        if (const auto held = holds_.find(test); held != holds_.end()) {
          remote_.by_field.holds.insert(*held);
        }
      }
      std::ranges::sort(entry->second, {}, &KnownTest::id);
    }
  }

  void keep_holder_of(const TestId& value, const Memory& memory) {
    auto& found = remote_.by_id[value];
    found.reset();
    const auto holders = holders_.find(value);
    if (holders == holders_.end()) {
      if (memory.ids.contains(value.number)) {
        remote_.seen.gone_tests.push_back(gone_id(value));
      }
    } else if (holders->second.size() == 1) {
      found = KnownTest{holders->second.front(), false};
    } else {
      auto& several = remote_.by_field.held_by_several[value];
      several = holders->second;
      std::ranges::sort(several);
    }
  }

  /// Two values of which nobody has a test are two tests, which one name could not tell apart.
  void note_names_of_several() {
    std::unordered_map<std::string, TestId> values;
    for (const auto& test : gathered_.tests) {
      if (is_to_be_looked_for(test) && !remote_.by_id[*test.id()]) {
        auto name = match_key(test.name);
        const auto [known, is_new] = values.try_emplace(name, *test.id());
        if (!is_new && known->second != *test.id()) {
          remote_.by_field.names_of_several.insert(std::move(name));
        }
      }
    }
  }

  const Gathered& gathered_;
  const FieldChoice& match_;
  Remote& remote_;
  std::unordered_set<client::Id> read_;
  std::unordered_map<std::string, std::vector<client::Id>> named_;  ///< All tests of the project.
  std::map<TestId, std::vector<client::Id>> holders_;
  std::unordered_map<client::Id, TestId> holds_;
};

}  // namespace

asio::awaitable<void> look_up_field(
    client::PractiTest& practitest,
    const Gathered& gathered,
    const ImportOptions& options,
    const Memory& memory,
    const Memory& trusted,
    KnownFields& fields,
    Remote& remote
) {
  const auto* const match = options.fields.match();
  if (match == nullptr || std::ranges::none_of(gathered.tests, is_to_be_looked_for)) {
    co_return;
  }
  FieldSearch search(gathered, *match, remote);
  if (search.believe(trusted)) {
    co_return;
  }
  const auto key = co_await key_of_match_field(practitest, match->field, fields);
  co_await search.read_all(practitest, key, options.settings.connections);
  search.keep(memory);
}

asio::awaitable<std::vector<client::Test>> tests_that_may_be(
    client::PractiTest& practitest, const NamedTest& test, KnownFields& fields
) {
  client::TestQuery query;
  query.name_exact = test.name;
  if (!test.goes_by_field()) {
    co_return co_await practitest.all_tests(query);
  }
  const auto key = co_await key_of_match_field(practitest, test.said->field, fields);
  std::vector<client::Test> tests;
  for (std::size_t page = 1, pages = 1; page <= pages; ++page) {
    auto found = co_await practitest.held_tests(query, page);
    pages = found.total_pages;
    for (auto& held : found.items) {
      if (value_of(held, key, test.said->field) == *test.id()) {
        client::Test same;
        same.id = held.id;
        same.name = std::move(held.name);
        tests.push_back(std::move(same));
      }
    }
  }
  co_return tests;
}

void mark_matched_by_name(Gathered& gathered, const Remote& remote) {
  for (auto& test : gathered.tests) {
    if (says_what_no_test_holds(test, remote)) {
      for (auto& execution : test.executions) {
        execution.by = MatchedBy::name;
      }
    }
  }
}

void remember_values(const Plan& plan, ledger::Changes& seen) {
  for (const auto& planned : plan.tests) {
    if (planned.named->goes_by_field() && planned.test_id && planned.action != Action::refuse) {
      seen.tests.push_back(seen_id(*planned.named->id(), *planned.test_id));
    }
  }
}

}  // namespace importer
