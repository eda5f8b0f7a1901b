#include "importer/runs_call.hpp"

#include "importer/recorded_runs.hpp"
#include "importer/refusal.hpp"
#include "importer/result_key.hpp"
#include "importer/turns.hpp"

#include <fmt/format.h>

#include <utility>

namespace asio = boost::asio;

namespace importer {

using client::Fate;

void refuse(const Work& work, std::span<const Turn> turns, const std::string& why) {
  for (const auto& turn : turns) {
    outcome_at(work, turn) = {Outcome::refused, why};
  }
}

ExecutionOutcome& RunsCall::outcome(const Turn& turn) const { return outcome_at(work_, turn); }

std::uint64_t RunsCall::key_of(const Turn& turn) const {
  return execution_at(work_.plan, turn).key;
}

asio::awaitable<RunsCall::Sent> RunsCall::send(std::span<const Turn> turns) {
  std::vector<client::NewRun> runs;
  std::vector<std::string> items;
  for (const auto& turn : turns) {
    runs.push_back(run_for(work_, turn));
    files_.add(turn, runs.back());
    items.push_back(run_item(key_of(turn), runs.back().instance_id));
  }
  Sent sent;
  sent.call = work_.means.journal.next();
  auto intent = work_.means.journal.intent(sent.call, ledger::Kind::runs, std::move(items));
  auto sending = work_.means.practitest.create_runs(std::move(runs), std::move(intent));
  auto following = work_.means.journal.follow(sent.call, std::move(sending));
  const auto written = co_await std::move(following);
  if (written.fate == Fate::done) {
    sent.answered = true;
    sent.unknown = !take(turns, written.value);
    if (!sent.unknown) {
      work_.means.journal.ended(sent.call, ledger::Ended::done);
    } else {
      sent.why = "PractiTest's answer does not name its run";
      note_recorded(turns);
    }
    co_return sent;
  }
  const auto& error = *written.error;
  if (written.fate == Fate::unknown) {
    sent.why = explain(error);
    leave_open(turns, sent.why);
    sent.unknown = true;
    co_return sent;
  }
  if (ends_import(error)) {
    work_.means.journal.ended(sent.call, ledger::Ended::refused);
    refuse(work_, turns, explain(error));
    throw error;
  }
  if (may_be_one_item(error)) {
    sent.refusal = error;
  } else {
    work_.means.journal.ended(sent.call, ledger::Ended::refused);
    refuse(work_, turns, explain(error));
  }
  co_return sent;
}

/// Whether the answer names every run; those that it does not name are of unknown fate.
bool RunsCall::take(std::span<const Turn> turns, const std::vector<client::Run>& runs) {
  std::unordered_set<client::Id> named;
  for (const auto& run : runs) {
    named.insert(run.instance_id);
    if (!work_.options.import_key) {
      ours_.insert(run.id);
    }
  }
  bool all = true;
  for (const auto& turn : turns) {
    if (named.contains(*work_.targets.instances[turn.test])) {
      outcome(turn) = {Outcome::recorded, {}};
    } else {
      outcome(turn) = {Outcome::unknown, "PractiTest's answer does not name its run"};
      all = false;
    }
  }
  return all;
}

/// Those of a call that are recorded, when the call as a whole cannot be called done.
void RunsCall::note_recorded(std::span<const Turn> turns) {
  std::vector<std::string> items;
  for (const auto& turn : turns) {
    if (outcome(turn).outcome == Outcome::recorded) {
      items.push_back(run_item(key_of(turn), *work_.targets.instances[turn.test]));
    }
  }
  if (!items.empty()) {
    work_.means.journal.done(ledger::Kind::runs, std::move(items));
  }
}

void RunsCall::leave_open(std::span<const Turn> turns, const std::string& why) {
  for (const auto& turn : turns) {
    outcome(turn) = {Outcome::unknown, fmt::format("it may have been recorded: {}", why)};
  }
}

asio::awaitable<std::vector<Turn>> RunsCall::not_there(
    std::span<const Turn> turns, CallNumber call
) {
  std::vector<SentRun> runs;
  for (const auto& turn : turns) {
    runs.push_back(sent_run(work_, turn));
  }
  const auto left = *work_.means.journal.left_at(call);
  auto asking = work_.options.import_key ? are_recorded(work_.means.practitest, runs, left)
                                         : look_recorded(work_.means.practitest, runs, left, ours_);
  const auto there = co_await std::move(asking);
  std::vector<Turn> absent;
  for (std::size_t i = 0; i < turns.size(); ++i) {
    if (there[i]) {
      outcome(turns[i]) = {Outcome::recorded, {}};
    } else {
      absent.push_back(turns[i]);
    }
  }
  if (absent.empty()) {
    work_.means.journal.ended(call, ledger::Ended::done);
  } else {
    note_recorded(turns);
  }
  co_return absent;
}

}  // namespace importer
