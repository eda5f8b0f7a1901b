#include "importer/record_runs.hpp"

#include "importer/batch_order.hpp"
#include "importer/make_until_known.hpp"
#include "importer/recorded_runs.hpp"
#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/result_key.hpp"
#include "importer/side_by_side.hpp"
#include "importer/turnstile.hpp"

#include <fmt/format.h>
#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

namespace asio = boost::asio;

namespace importer {

namespace {

using client::Fate;

class Recorder {
public:
  Recorder(
      const Plan& plan,
      const ImportOptions& options,
      const Means& means,
      const Targets& targets,
      Progressed& done,
      const std::function<void(std::size_t)>& recorded,
      const asio::any_io_executor& executor
  )
      : plan_(plan),
        options_(options),
        means_(means),
        targets_(targets),
        done_(done),
        recorded_(recorded),
        order_(executor, plan.batches, plan.tests.size()),
        searching_(executor) {}

  asio::awaitable<void> send_batch(std::size_t batch) {
    co_await order_.wait_for_turn(batch);
    const BatchOrder::AtTurn at_turn(order_, batch);
    if (ended_) {
      co_return;  // It waited for the batch whose end was that of the import.
    }
    std::vector<Turn> turns;
    for (const auto& turn : plan_.batches[batch]) {
      if (may_be_sent(turn)) {
        turns.push_back(turn);
      }
    }
    if (refused_alike_.verdict()) {
      refuse(turns, *refused_alike_.verdict());
    } else if (!turns.empty()) {
      try {
        co_await send(std::move(turns));
      } catch (...) {
        ended_ = true;
        throw;
      }
    }
    recorded_(plan_.batches[batch].size());
  }

private:
  ExecutionOutcome& outcome(const Turn& turn) {
    return done_.results[turn.test][plan_.tests[turn.test].runs[turn.turn]];
  }

  bool may_be_sent(const Turn& turn) {
    if (!targets_.instances[turn.test] || outcome(turn).outcome != Outcome::not_sent) {
      return false;
    }
    if (turn.turn == 0) {
      return true;
    }
    const Turn before{turn.test, turn.turn - 1};
    const auto earlier = outcome(before).outcome;
    if (earlier == Outcome::unknown || earlier == Outcome::not_sent) {
      // Sent now it might overtake the other one, and the wrong run would be the last.
      outcome(turn).why = "an earlier run of the same test has an unknown fate";
      return false;
    }
    return true;
  }

  std::uint64_t key_of(const Turn& turn) const {
    const auto& planned = plan_.tests[turn.test];
    return planned.named->executions[planned.runs[turn.turn]].key;
  }

  client::NewRun run_for(const Turn& turn) const {
    const auto& planned = plan_.tests[turn.test];
    const auto& execution = planned.named->executions[planned.runs[turn.turn]];
    auto run = to_run(*execution.result, options_.skipped_as);
    run.instance_id = *targets_.instances[turn.test];
    if (options_.import_key) {
      run.output = with_key(run.output, execution.key);
    }
    return run;
  }

  SentRun sent_run(const Turn& turn) const {
    const auto& planned = plan_.tests[turn.test];
    const auto& execution = planned.named->executions[planned.runs[turn.turn]];
    auto run = run_for(turn);
    return {run.instance_id, execution.key, std::move(run.output), name_of(*execution.status)};
  }

  /// What came of one call.
  struct Sent {
    CallNumber call = 0;
    bool unknown = false;
    std::string why;  ///< It is unknown.
    /// The server's no, where one bad run among several may be its reason.
    std::optional<client::ApiError> refusal;
  };

  /// Sends the runs in one call. Every end but those that Sent tells of is settled here.
  asio::awaitable<Sent> try_to_send(std::span<const Turn> turns) {
    std::vector<client::NewRun> runs;
    std::vector<std::string> items;
    for (const auto& turn : turns) {
      runs.push_back(run_for(turn));
      items.push_back(run_item(key_of(turn), runs.back().instance_id));
    }
    Sent sent;
    sent.call = means_.journal.next();
    auto intent = means_.journal.intent(sent.call, ledger::Kind::runs, std::move(items));
    auto sending = means_.practitest.create_runs(std::move(runs), std::move(intent));
    auto following = means_.journal.follow(sent.call, std::move(sending));
    const auto written = co_await std::move(following);
    if (written.fate == Fate::done) {
      sent.unknown = !take(turns, written.value);
      if (!sent.unknown) {
        means_.journal.ended(sent.call, ledger::Ended::done);
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
      means_.journal.ended(sent.call, ledger::Ended::refused);
      refuse(turns, explain(error));
      throw error;
    }
    if (may_be_one_item(error)) {
      sent.refusal = error;
    } else {
      means_.journal.ended(sent.call, ledger::Ended::refused);
      refuse(turns, explain(error));
    }
    co_return sent;
  }

  /// Those of a call that are recorded, when the call as a whole cannot be called done.
  void note_recorded(std::span<const Turn> turns) {
    std::vector<std::string> items;
    for (const auto& turn : turns) {
      if (outcome(turn).outcome == Outcome::recorded) {
        items.push_back(run_item(key_of(turn), *targets_.instances[turn.test]));
      }
    }
    if (!items.empty()) {
      means_.journal.done(ledger::Kind::runs, std::move(items));
    }
  }

  /// Asks PractiTest which of the runs of a call are there, and settles these. Gives the others.
  asio::awaitable<std::vector<Turn>> not_there(std::span<const Turn> turns, CallNumber call) {
    std::vector<SentRun> runs;
    for (const auto& turn : turns) {
      runs.push_back(sent_run(turn));
    }
    const auto left = *means_.journal.left_at(call);
    auto asking = options_.import_key ? are_recorded(means_.practitest, runs, left)
                                      : look_recorded(means_.practitest, runs, left, ours_);
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
      means_.journal.ended(call, ledger::Ended::done);
    } else {
      note_recorded(turns);
    }
    co_return absent;
  }

  /// Sends the runs, again those that proved not to be there after an answer was lost, until the
  /// fate of each is known. Gives the refusal of those that are left in `turns`.
  asio::awaitable<std::optional<client::ApiError>> send_until_known(std::vector<Turn>& turns) {
    std::optional<client::ApiError> refusal;
    for (int sendings = 1; !turns.empty(); ++sendings) {
      auto sent = co_await try_to_send(turns);
      if (!sent.unknown && !sent.refusal) {
        lost_in_a_row_ = 0;
        turns.clear();
        break;
      }
      if (sent.refusal) {
        lost_in_a_row_ = 0;
        if (turns.size() > 1) {
          // Nobody documents that a refused batch leaves nothing behind.
          turns = co_await not_there(turns, sent.call);
        }
        means_.journal.ended(sent.call, ledger::Ended::refused);
        refusal = std::move(sent.refusal);
        break;
      }
      turns = open_ones(turns);
      turns = co_await not_there(turns, sent.call);
      if (!turns.empty()) {
        co_await wait_until_settled(
            means_.practitest, *means_.journal.left_at(sent.call), options_.settle
        );
        turns = co_await not_there(turns, sent.call);
        means_.journal.ended(sent.call, ledger::Ended::refused);
      }
      if (!turns.empty() && sendings == max_sendings) {
        give_up(turns, sent.why);
        break;
      }
    }
    co_return refusal;
  }

  /// Those whose fate is unknown.
  std::vector<Turn> open_ones(std::span<const Turn> turns) {
    std::vector<Turn> open;
    for (const auto& turn : turns) {
      if (outcome(turn).outcome == Outcome::unknown) {
        open.push_back(turn);
      }
    }
    return open;
  }

  asio::awaitable<void> send(std::vector<Turn> turns) {
    const auto refusal = co_await send_until_known(turns);
    if (!refusal || turns.empty()) {
      co_return;
    }
    if (turns.size() == 1) {
      refuse_one(turns, *refusal);
      co_return;
    }
    // One search at a time: when all is refused alike, the first search finds out for all.
    co_await searching_.enter();
    struct Leave {
      Turnstile& turnstile;
      ~Leave() { turnstile.leave(); }
    };
    const Leave leave{searching_};
    co_await send_halves(turns);
  }

  asio::awaitable<void> send_halves(std::span<const Turn> turns) {
    const auto middle = turns.size() / 2;
    const std::array halves = {turns.first(middle), turns.subspan(middle)};
    for (const auto half : halves) {
      if (refused_alike_.verdict()) {
        refuse(half, *refused_alike_.verdict());
        continue;
      }
      std::vector<Turn> left(half.begin(), half.end());
      const auto refusal = co_await send_until_known(left);
      if (refusal && left.size() == 1) {
        refuse_one(left, *refusal);
      } else if (refusal && !left.empty()) {
        co_await send_halves(left);
      }
    }
  }

  void leave_open(std::span<const Turn> turns, const std::string& why) {
    for (const auto& turn : turns) {
      outcome(turn) = {Outcome::unknown, fmt::format("it may have been recorded: {}", why)};
    }
  }

  /// Sent and lost, and proven not to be there, time after time.
  void give_up(std::span<const Turn> turns, const std::string& why) {
    for (const auto& turn : turns) {
      outcome(turn) = {
          Outcome::refused,
          fmt::format("not recorded, and the answers were lost {} times: {}", max_sendings, why)};
    }
    // A service that loses one call after the other is not sent more to lose.
    if (++lost_in_a_row_ == max_lost_in_a_row) {
      throw client::Unreachable(why);
    }
  }

  /// Whether the answer names every run; those that it does not name are of unknown fate.
  bool take(std::span<const Turn> turns, const std::vector<client::Run>& runs) {
    refused_alike_.taken();
    std::unordered_set<client::Id> named;
    for (const auto& run : runs) {
      named.insert(run.instance_id);
      if (!options_.import_key) {
        ours_.insert(run.id);
      }
    }
    bool all = true;
    for (const auto& turn : turns) {
      if (named.contains(*targets_.instances[turn.test])) {
        outcome(turn) = {Outcome::recorded, {}};
      } else {
        outcome(turn) = {Outcome::unknown, "PractiTest's answer does not name its run"};
        all = false;
      }
    }
    return all;
  }

  void refuse(std::span<const Turn> turns, const std::string& why) {
    for (const auto& turn : turns) {
      outcome(turn) = {Outcome::refused, why};
    }
  }

  void refuse_one(std::span<const Turn> turn, const client::ApiError& error) {
    refuse(turn, explain(error));
    refused_alike_.refused(error);
  }

  static constexpr int max_lost_in_a_row = 3;

  const Plan& plan_;
  const ImportOptions& options_;
  const Means& means_;
  const Targets& targets_;
  Progressed& done_;
  const std::function<void(std::size_t)>& recorded_;
  BatchOrder order_;
  int lost_in_a_row_ = 0;
  bool ended_ = false;
  std::unordered_set<client::Id> ours_;  ///< Runs that are known, where they carry no key.
  Turnstile searching_;
  RefusedAlike refused_alike_{"runs"};
};

}  // namespace

asio::awaitable<void> record_runs(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    const Targets& targets,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
) {
  const auto executor = co_await asio::this_coro::executor;
  Recorder recorder(plan, options, means, targets, done, recorded, executor);
  const auto send_next = [&](std::size_t batch) { return recorder.send_batch(batch); };
  co_await side_by_side(plan.batches.size(), options.settings.connections, send_next);
}

}  // namespace importer
