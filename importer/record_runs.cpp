#include "importer/record_runs.hpp"

#include "importer/refusal.hpp"
#include "importer/side_by_side.hpp"

#include <fmt/format.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <span>
#include <unordered_set>

namespace asio = boost::asio;

namespace importer {

namespace {

using client::Fate;

/// Lets batches wait for those that hold earlier runs of the same tests.
class Finished {
public:
  Finished(const asio::any_io_executor& executor, std::size_t batches)
      : finished_(batches), changed_(executor, asio::steady_timer::time_point::max()) {}

  void set(std::size_t batch) {
    finished_[batch] = true;
    changed_.cancel();
  }

  asio::awaitable<void> wait_for(std::size_t batch) {
    while (!finished_[batch]) {
      boost::system::error_code woken;
      co_await changed_.async_wait(asio::redirect_error(asio::use_awaitable, woken));
    }
  }

private:
  std::vector<bool> finished_;
  asio::steady_timer changed_;  ///< Never fires: cancelled to wake those who wait.
};

class Recorder {
public:
  Recorder(
      const Plan& plan,
      const ImportOptions& options,
      client::PractiTest& practitest,
      const Targets& targets,
      Progressed& done,
      const std::function<void(std::size_t)>& recorded,
      const asio::any_io_executor& executor
  )
      : plan_(plan),
        options_(options),
        practitest_(practitest),
        targets_(targets),
        done_(done),
        recorded_(recorded),
        finished_(executor, plan.batches.size()) {
    batch_of_last_run_.resize(plan.tests.size());
    earlier_batches_.resize(plan.batches.size());
    for (std::size_t batch = 0; batch < plan.batches.size(); ++batch) {
      for (const auto& turn : plan.batches[batch]) {
        if (turn.turn > 0) {
          earlier_batches_[batch].insert(batch_of_last_run_[turn.test]);
        }
        batch_of_last_run_[turn.test] = batch;
      }
    }
  }

  asio::awaitable<void> send_batch(std::size_t batch) {
    for (const auto earlier : earlier_batches_[batch]) {
      co_await finished_.wait_for(earlier);
    }
    // Told even when sending throws, or batches that wait for this one would wait for ever.
    struct Tell {
      Finished& finished;
      std::size_t batch;
      ~Tell() { finished.set(batch); }
    };
    const Tell tell{finished_, batch};
    std::vector<Turn> turns;
    for (const auto& turn : plan_.batches[batch]) {
      if (may_be_sent(turn)) {
        turns.push_back(turn);
      }
    }
    if (!turns.empty() && !refused_alike_) {
      co_await send(turns);
    } else if (refused_alike_) {
      refuse(turns, *refused_alike_);
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

  client::NewRun run_for(const Turn& turn) const {
    const auto& planned = plan_.tests[turn.test];
    const auto& execution = planned.named->executions[planned.runs[turn.turn]];
    auto run = to_run(*execution.result, options_.skipped_as);
    run.instance_id = *targets_.instances[turn.test];
    return run;
  }

  asio::awaitable<void> send(std::span<const Turn> turns) {
    std::vector<client::NewRun> runs;
    for (const auto& turn : turns) {
      runs.push_back(run_for(turn));
    }
    const auto written = co_await practitest_.create_runs(std::move(runs));
    if (written.fate == Fate::done) {
      take(turns, written.value);
      co_return;
    }
    const auto& error = *written.error;
    if (written.fate == Fate::unknown) {
      for (const auto& turn : turns) {
        outcome(turn) = {
            Outcome::unknown, fmt::format("it may have been recorded: {}", explain(error))};
      }
      // A service that loses one answer after the other is not sent more to lose.
      if (++unknown_in_a_row_ == max_unknown_in_a_row) {
        throw client::Unreachable(explain(error));
      }
      co_return;
    }
    if (ends_import(error)) {
      refuse(turns, explain(error));
      throw error;
    }
    if (turns.size() > 1 && may_be_one_item(error)) {
      const auto half = turns.size() / 2;
      co_await send(turns.first(half));
      co_await send(turns.subspan(half));
      co_return;
    }
    refuse(turns, explain(error));
    note_refusal(error);
  }

  void take(std::span<const Turn> turns, const std::vector<client::Run>& runs) {
    unknown_in_a_row_ = 0;
    all_refused_alike_ = false;
    std::unordered_set<client::Id> named;
    for (const auto& run : runs) {
      named.insert(run.instance_id);
    }
    for (const auto& turn : turns) {
      if (named.contains(*targets_.instances[turn.test])) {
        outcome(turn) = {Outcome::recorded, {}};
      } else {
        outcome(turn) = {Outcome::unknown, "PractiTest's answer does not name its run"};
      }
    }
  }

  void refuse(std::span<const Turn> turns, const std::string& why) {
    for (const auto& turn : turns) {
      outcome(turn) = {Outcome::refused, why};
    }
  }

  /// When all of the first runs are refused in the same words (a field that the project requires,
  /// say), the rest is not sent to be refused one by one.
  void note_refusal(const client::ApiError& error) {
    all_refused_alike_ &= error.words() == first_refusal_.value_or(error.words());
    first_refusal_ = error.words();
    if (all_refused_alike_ && ++refused_ == client::max_runs_per_call) {
      refused_alike_ = fmt::format(
          "not sent, because the first {} runs were refused: {}", refused_, explain(error)
      );
    }
  }

  static constexpr int max_unknown_in_a_row = 3;

  const Plan& plan_;
  const ImportOptions& options_;
  client::PractiTest& practitest_;
  const Targets& targets_;
  Progressed& done_;
  const std::function<void(std::size_t)>& recorded_;
  Finished finished_;
  std::vector<std::size_t> batch_of_last_run_;
  std::vector<std::unordered_set<std::size_t>> earlier_batches_;
  int unknown_in_a_row_ = 0;
  bool all_refused_alike_ = true;
  std::size_t refused_ = 0;
  std::optional<std::string> first_refusal_;
  std::optional<std::string> refused_alike_;
};

}  // namespace

asio::awaitable<void> record_runs(
    const Plan& plan,
    const ImportOptions& options,
    client::PractiTest& practitest,
    const Targets& targets,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
) {
  const auto executor = co_await asio::this_coro::executor;
  Recorder recorder(plan, options, practitest, targets, done, recorded, executor);
  const auto send_next = [&](std::size_t batch) { return recorder.send_batch(batch); };
  co_await side_by_side(plan.batches.size(), options.settings.connections, send_next);
}

}  // namespace importer
