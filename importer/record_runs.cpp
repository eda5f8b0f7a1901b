#include "importer/record_runs.hpp"

#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/side_by_side.hpp"
#include "importer/turnstile.hpp"

#include <fmt/format.h>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
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
        finished_(executor, plan.batches.size()),
        searching_(executor) {
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
    if (ended_) {
      co_return;  // It waited for the batch whose answer ended the import.
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
    if (refused_alike_.verdict()) {
      refuse(turns, *refused_alike_.verdict());
    } else if (!turns.empty()) {
      co_await send(turns);
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

  /// Sends the runs in one call, and gives the server's refusal where one bad run among them may
  /// be its reason; every other end is settled here.
  asio::awaitable<std::optional<client::ApiError>> try_to_send(std::span<const Turn> turns) {
    std::vector<client::NewRun> runs;
    for (const auto& turn : turns) {
      runs.push_back(run_for(turn));
    }
    const auto written = co_await practitest_.create_runs(std::move(runs));
    std::optional<client::ApiError> refusal;
    if (written.fate == Fate::done) {
      take(turns, written.value);
      co_return refusal;
    }
    const auto& error = *written.error;
    if (written.fate == Fate::unknown) {
      leave_open(turns, explain(error));
      co_return refusal;
    }
    if (ends_import(error)) {
      refuse(turns, explain(error));
      ended_ = true;
      throw error;
    }
    if (may_be_one_item(error)) {
      refusal = error;
    } else {
      refuse(turns, explain(error));
    }
    co_return refusal;
  }

  asio::awaitable<void> send(std::span<const Turn> turns) {
    const auto refusal = co_await try_to_send(turns);
    if (!refusal) {
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
      const auto refusal = co_await try_to_send(half);
      if (refusal && half.size() == 1) {
        refuse_one(half, *refusal);
      } else if (refusal) {
        co_await send_halves(half);
      }
    }
  }

  void leave_open(std::span<const Turn> turns, const std::string& why) {
    for (const auto& turn : turns) {
      outcome(turn) = {Outcome::unknown, fmt::format("it may have been recorded: {}", why)};
    }
    // A service that loses one answer after the other is not sent more to lose.
    if (++unknown_in_a_row_ == max_unknown_in_a_row) {
      ended_ = true;
      throw client::Unreachable(why);
    }
  }

  void take(std::span<const Turn> turns, const std::vector<client::Run>& runs) {
    unknown_in_a_row_ = 0;
    refused_alike_.taken();
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

  void refuse_one(std::span<const Turn> turn, const client::ApiError& error) {
    refuse(turn, explain(error));
    refused_alike_.refused(error);
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
  bool ended_ = false;
  Turnstile searching_;
  RefusedAlike refused_alike_{"runs"};
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
