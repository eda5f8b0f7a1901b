#include "importer/earlier_start.hpp"

#include "importer/recorded_runs.hpp"
#include "importer/result_key.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace importer {

namespace {

std::vector<RunItem> run_items(const ledger::Intent& intent) {
  std::vector<RunItem> items;
  for (const auto& text : intent.items) {
    const auto item = run_item_from(text);
    if (!item) {
      throw ledger::LedgerError(
          "the ledger holds a run that cannot be read: it is damaged, or was written by another "
          "version; move it away, and go on with `ptimport resume` and the same options"
      );
    }
    items.push_back(*item);
  }
  return items;
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

/// As it was sent, so far as it is needed to know it again.
SentRun sent_run(const RunItem& item, const Gathered& gathered, const ImportOptions& options) {
  SentRun run{item.instance_id, item.key, {}, {}};
  if (!options.import_key) {
    if (const auto* execution = execution_of(gathered, item.key);
        execution != nullptr && execution->status) {
      run.output = to_run(*execution->result, options.skipped_as).output;
      run.status = name_of(*execution->status);
    }
  }
  return run;
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
        for (const auto& item : run_items(call.intent)) {
          absent_.push_back(sent_run(item, gathered, options));
        }
      } else {
        made_something_ = true;
      }
    }
  }

  asio::awaitable<void> settle() {
    co_await look();
    if (!absent_.empty() || made_something_) {
      co_await wait_until_settled(means_.practitest, last_left_, options_.settle);
      co_await look();
    }
    for (const auto& call : earlier_.open) {
      note_end(call.intent);
    }
    means_.journal.commit();
    earlier_.open.clear();
  }

private:
  asio::awaitable<void> look() {
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
    if (intent.kind == ledger::Kind::runs) {
      for (const auto& item : run_items(intent)) {
        if (earlier_.recorded.contains(item.key)) {
          found.push_back(run_item(item.key, item.instance_id));
        }
      }
    }
    const bool whole = found.size() == intent.items.size();
    if (!whole && !found.empty()) {
      means_.journal.done(ledger::Kind::runs, std::move(found));
    }
    means_.journal.ended(intent.number, whole ? ledger::Ended::done : ledger::Ended::refused);
  }

  const Means& means_;
  const ImportOptions& options_;
  EarlierStart& earlier_;
  std::vector<SentRun> absent_;  ///< Not found so far.
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
    } else if (call.intent.kind == ledger::Kind::runs && call.ended == ledger::Ended::done) {
      for (const auto& item : run_items(call.intent)) {
        earlier.recorded.insert(item.key);
      }
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

void mark_recorded(Gathered& gathered, const std::unordered_set<std::uint64_t>& keys) {
  for (auto& test : gathered.tests) {
    for (auto& execution : test.executions) {
      execution.already |= keys.contains(execution.key);
    }
  }
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
