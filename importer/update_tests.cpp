#include "importer/update_tests.hpp"

#include "client/held_fields.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/remote.hpp"
#include "importer/side_by_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <unordered_map>

namespace asio = boost::asio;

namespace importer {

namespace {

/// What the tests hold whose fields the plan has values for.
class HeldSearch {
public:
  HeldSearch(client::PractiTest& practitest, const Plan& plan, std::size_t width)
      : practitest_(practitest), plan_(plan), width_(width) {
    for (std::size_t test = 0; test < plan.tests.size(); ++test) {
      const auto& planned = plan.tests[test];
      if (may_be_updated(planned) && planned.named->fields != nullptr) {
        wanted_.try_emplace(*planned.test_id, test);
      }
    }
  }

  asio::awaitable<void> look() {
    if (wanted_.empty()) {
      co_return;
    }
    // The first page of the list tells how long it is, and costs no more than one of the names.
    client::TestQuery all;
    const auto first = co_await practitest_.held_tests(all, 1);
    take(first.items);
    const auto pages_left = first.total_pages - std::min<std::size_t>(first.total_pages, 1);
    const auto names = names_not_seen();
    if (names.size() == wanted_.size() && names.size() < pages_left) {
      const auto ask = [&](std::size_t index) { return read(names[index], 1); };
      co_await side_by_side(names.size(), width_, ask);
    }
    // Whoever was not found by its name is spelled otherwise, or is gone.
    if (!wanted_.empty()) {
      const auto read_page = [this](std::size_t index) { return read({}, index + 2); };
      co_await side_by_side(pages_left, width_, read_page);
    }
  }

  /// In the plan's order.
  std::vector<TestUpdate> updates() && {
    std::ranges::sort(updates_, {}, &TestUpdate::test);
    return std::move(updates_);
  }

private:
  asio::awaitable<void> read(std::string name, std::size_t page) {
    client::TestQuery query;
    query.name_exact = std::move(name);
    const auto found = co_await practitest_.held_tests(std::move(query), page);
    take(found.items);
  }

  /// One that goes by an id may have any name.
  std::vector<std::string> names_not_seen() const {
    std::vector<std::string> names;
    for (const auto& [id, test] : wanted_) {
      const auto& named = *plan_.tests[test].named;
      if (!named.said) {
        names.push_back(named.name);
      }
    }
    return names;
  }

  void take(const std::vector<client::HeldTest>& tests) {
    for (const auto& held : tests) {
      const auto wanted = wanted_.find(held.id);
      if (wanted == wanted_.end()) {
        continue;
      }
      TestUpdate update{wanted->second, {}};
      for (const auto& value : *plan_.tests[update.test].named->fields) {
        if (!client::holds(held.fields, value)) {
          update.changes.push_back({value, before(held.fields, value.field)});
        }
      }
      if (!update.changes.empty()) {
        updates_.push_back(std::move(update));
      }
      wanted_.erase(wanted);
    }
  }

  static std::string before(const client::FieldValues& held, const std::string& field) {
    const auto found = std::ranges::find(held, field, &client::FieldValue::field);
    return found == held.end() ? std::string() : client::text_of(*found);
  }

  client::PractiTest& practitest_;
  const Plan& plan_;
  std::size_t width_;
  std::unordered_map<client::Id, std::size_t> wanted_;  ///< Not seen yet: tests of the plan.
  std::vector<TestUpdate> updates_;
};

class TestUpdater {
public:
  explicit TestUpdater(const Work& work) : work_(work) {}

  asio::awaitable<void> update(const TestUpdate& update) {
    if (all_refused_ || refused_alike_.verdict()) {
      refuse(update, all_refused_ ? *all_refused_ : *refused_alike_.verdict());
      co_return;
    }
    std::string why;
    for (int sendings = 1; sendings <= max_sendings; ++sendings) {
      auto calling =
          work_.means.practitest.update_test(*work_.targets.tests[update.test], values_of(update));
      const auto written = co_await std::move(calling);
      if (written.fate == client::Fate::done) {
        refused_alike_.taken();
        ++work_.done.tests_updated;
        co_return;
      }
      why = explain(*written.error);
      if (written.fate == client::Fate::refused) {
        if (written.error->status() == 401) {
          throw *written.error;
        }
        if (ends_import(*written.error)) {
          all_refused_ = why;  // Results can be recorded all the same.
        }
        refused_alike_.refused(*written.error);
        break;
      }
      // Lost: the same values once more do no harm.
    }
    refuse(update, why);
  }

private:
  static client::FieldValues values_of(const TestUpdate& update) {
    client::FieldValues values;
    for (const auto& change : update.changes) {
      values.push_back(change.value);
    }
    return values;
  }

  void refuse(const TestUpdate& update, const std::string& why) {
    work_.done.updates_refused.push_back({update.test, why});
  }

  const Work& work_;
  std::optional<std::string> all_refused_;
  RefusedAlike refused_alike_{"updates"};
};

}  // namespace

asio::awaitable<std::vector<TestUpdate>> find_updates(
    client::PractiTest& practitest, const Plan& plan, std::size_t width
) {
  HeldSearch search(practitest, plan, width);
  co_await search.look();
  co_return std::move(search).updates();
}

asio::awaitable<void> update_tests(const Work& work) {
  const auto& updates = work.plan.updates;
  TestUpdater updater(work);
  const auto update_next = [&](std::size_t index) { return updater.update(updates[index]); };
  co_await side_by_side(updates.size(), work.options.settings.connections, update_next);
}

}  // namespace importer
