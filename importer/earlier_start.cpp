#include "importer/earlier_start.hpp"

#include "importer/recorded_results.hpp"
#include "importer/result_key.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

namespace {

template <class Item>
std::vector<Item> items_of(
    const ledger::Intent& intent, std::optional<Item> (*read)(std::string_view text)
) {
  std::vector<Item> items;
  for (const auto& text : intent.items) {
    auto item = read(text);
    if (!item) {
      throw ledger::LedgerError(
          "the ledger holds a run that cannot be read: it is damaged, or was written by another "
          "version; move it away, and go on with `ptimport resume` and the same options"
      );
    }
    items.push_back(*std::move(item));
  }
  return items;
}

/// Keys of the results that the call was to record.
std::vector<std::uint64_t> keys_of(const ledger::Intent& intent) {
  std::vector<std::uint64_t> keys;
  if (intent.kind == ledger::Kind::runs) {
    for (const auto& item : items_of(intent, &run_item_from)) {
      keys.push_back(item.key);
    }
  } else if (intent.kind == ledger::Kind::result) {
    for (const auto& item : items_of(intent, &result_item_from)) {
      keys.push_back(item.key);
    }
  }
  return keys;
}

const Execution* execution_of(const Gathered& gathered, std::uint64_t key) {
  for (const auto& test : gathered.tests) {
    const auto found = std::ranges::find(test.executions, key, &Execution::key);
    if (found != test.executions.end()) {
      return &*found;
    }
  }
  return nullptr;
}

/// A SentRun or SentResult as it was sent, so far as that is needed to know it again.
template <class Sent>
void describe(
    Sent& sent, std::uint64_t key, const Gathered& gathered, const ImportOptions& options
) {
  if (!options.import_key) {
    if (const auto* execution = execution_of(gathered, key);
        execution != nullptr && execution->status) {
      sent.output = run_of(*execution, options.statuses).output;
      sent.status = name_of(*execution->status);
    }
  }
}

class Settling {
public:
  Settling(
      const Means& means,
      const Gathered& gathered,
      const ImportOptions& options,
      EarlierStart& earlier
  )
      : means_(means), options_(options), earlier_(earlier) {
    for (const auto& call : earlier.open) {
      means.journal.adopt(call.intent);
      first_left_ = std::min(first_left_, call.intent.sent);
      last_left_ = std::max(last_left_, call.intent.sent);
      if (call.intent.kind == ledger::Kind::runs) {
        for (const auto& item : items_of(call.intent, &run_item_from)) {
          absent_.push_back({item.instance_id, item.key, {}, {}});
          describe(absent_.back(), item.key, gathered, options);
        }
      } else if (call.intent.kind == ledger::Kind::result) {
        for (const auto& item : items_of(call.intent, &result_item_from)) {
          absent_results_.push_back({item, {}, {}});
          describe(absent_results_.back(), item.key, gathered, options);
        }
      } else {
        made_something_ = true;
      }
    }
  }

  asio::awaitable<void> settle() {
    co_await look_for_runs();
    co_await look_for_results();
    if (!absent_.empty() || !absent_results_.empty() || made_something_) {
      co_await wait_until_settled(means_, last_left_);
      co_await look_for_runs();
      co_await look_for_results();
    }
    for (const auto& call : earlier_.open) {
      note_end(call.intent);
    }
    means_.journal.commit();
    earlier_.open.clear();
  }

private:
  asio::awaitable<void> look_for_results() {
    if (absent_results_.empty()) {
      co_return;
    }
    const std::unordered_set<client::Id> none;
    auto finding =
        find_results(means_.practitest, absent_results_, first_left_, options_.import_key, none);
    const auto found = co_await std::move(finding);
    std::vector<SentResult> absent;
    for (std::size_t i = 0; i < absent_results_.size(); ++i) {
      if (found[i].recorded) {
        earlier_.recorded.insert(absent_results_[i].item.key);
      } else {
        absent.push_back(std::move(absent_results_[i]));
      }
    }
    absent_results_ = std::move(absent);
  }

  asio::awaitable<void> look_for_runs() {
    if (absent_.empty()) {
      co_return;
    }
    const std::unordered_set<client::Id> none;
    auto asking = options_.import_key
                      ? are_recorded(means_.practitest, absent_, first_left_)
                      : look_recorded(means_.practitest, absent_, first_left_, none);
    const auto there = co_await std::move(asking);
    std::vector<SentRun> absent;
    for (std::size_t i = 0; i < absent_.size(); ++i) {
      if (there[i]) {
        earlier_.recorded.insert(absent_[i].key);
      } else {
        absent.push_back(absent_[i]);
      }
    }
    absent_ = std::move(absent);
  }

  void note_end(const ledger::Intent& intent) {
    std::vector<std::string> found;
    const auto keys = keys_of(intent);
    for (std::size_t i = 0; i < keys.size(); ++i) {
      if (earlier_.recorded.contains(keys[i])) {
        found.push_back(intent.items[i]);
      }
    }
    const bool whole = found.size() == intent.items.size();
    if (!whole && !found.empty()) {
      means_.journal.done(intent.kind, std::move(found));
    }
    means_.journal.ended(intent.number, whole ? ledger::Ended::done : ledger::Ended::refused);
  }

  const Means& means_;
  const ImportOptions& options_;
  EarlierStart& earlier_;
  std::vector<SentRun> absent_;             ///< Not found so far.
  std::vector<SentResult> absent_results_;  ///< Likewise.
  bool made_something_ = false;
  ledger::Time first_left_ = ledger::Time::max();
  ledger::Time last_left_ = ledger::Time::min();
};

}  // namespace

EarlierStart earlier_start(const std::vector<ledger::Call>& calls) {
  EarlierStart earlier;
  for (const auto& call : calls) {
    earlier.next = std::max(earlier.next, call.intent.number + 1);
    if (!call.ended) {
      earlier.open.push_back(call);
    } else if (call.ended == ledger::Ended::done) {
      const auto keys = keys_of(call.intent);
      earlier.recorded.insert(keys.begin(), keys.end());
    }
  }
  return earlier;
}

asio::awaitable<void> settle_open_calls(
    const Means& means,
    const Gathered& gathered,
    const ImportOptions& options,
    EarlierStart& earlier
) {
  if (earlier.open.empty()) {
    co_return;
  }
  Settling settling(means, gathered, options, earlier);
  co_await settling.settle();
}

std::vector<std::uint64_t> mark_recorded(
    Gathered& gathered, const std::unordered_set<std::uint64_t>& keys
) {
  std::vector<std::uint64_t> marked;
  for (auto& test : gathered.tests) {
    for (auto& execution : test.executions) {
      if (!execution.already && keys.contains(execution.key)) {
        execution.already = true;
        marked.push_back(execution.key);
      }
    }
  }
  return marked;
}

bool anything_left(const Gathered& gathered) {
  return std::ranges::any_of(gathered.tests, has_runs_left);
}

std::size_t count_already(const Gathered& gathered) {
  std::size_t number = 0;
  for (const auto& test : gathered.tests) {
    number += static_cast<std::size_t>(std::ranges::count_if(test.executions, &Execution::already));
  }
  return number;
}

}  // namespace importer
