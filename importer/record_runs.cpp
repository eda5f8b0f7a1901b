#include "importer/record_runs.hpp"

#include "importer/batch_order.hpp"
#include "importer/check_remembered.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/runs_call.hpp"
#include "importer/send_files.hpp"
#include "importer/side_by_side.hpp"
#include "importer/turns.hpp"
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

class Recorder {
public:
  Recorder(
      const Work& work,
      const std::function<void(std::size_t)>& recorded,
      const asio::any_io_executor& executor
  )
      : work_(work),
        recorded_(recorded),
        files_(work),
        call_(work, files_),
        order_(executor, work.plan.batches, work.plan.tests.size()),
        searching_(executor) {}

  asio::awaitable<void> send_batch(std::size_t batch) {
    co_await order_.wait_for_turn(batch);
    const BatchOrder::AtTurn at_turn(order_, batch);
    if (ended_) {
      co_return;  // It waited for the batch whose end was that of the import.
    }
    std::vector<Turn> turns;
    for (const auto& turn : work_.plan.batches[batch]) {
      if (may_be_sent(turn)) {
        turns.push_back(turn);
      }
    }
    leave_out_what_is_probably_gone(turns);
    if (refused_alike_.verdict()) {
      refuse(work_, turns, *refused_alike_.verdict());
    } else if (!turns.empty()) {
      try {
        co_await send(std::move(turns));
      } catch (...) {
        ended_ = true;
        throw;
      }
    }
    recorded_(work_.plan.batches[batch].size());
  }

private:
  ExecutionOutcome& outcome(const Turn& turn) { return outcome_at(work_, turn); }

  bool may_be_sent(const Turn& turn) {
    if (!work_.targets.instances[turn.test] || outcome(turn).outcome != Outcome::not_sent) {
      return false;
    }
    if (std::ranges::find(work_.done.moved, turn.test) != work_.done.moved.end()) {
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

  /// Sends the runs, again those that proved not to be there after an answer was lost, until the
  /// fate of each is known. Gives the refusal of those that are left in `turns`.
  asio::awaitable<std::optional<client::ApiError>> send_until_known(std::vector<Turn>& turns) {
    std::optional<client::ApiError> refusal;
    leave_out_files_of_too_large(turns);
    for (int sendings = 1; !turns.empty(); ++sendings) {
      auto sent = co_await call_.send(turns);
      if (sent.answered) {
        refused_alike_.taken();
      }
      if (!sent.unknown && !sent.refusal) {
        lost_in_a_row_ = 0;
        turns.clear();
        break;
      }
      if (sent.refusal && says_too_large(*sent.refusal)) {
        // It is refused before anybody has read what it holds: nothing of it is there.
        lost_in_a_row_ = 0;
        work_.means.journal.ended(sent.call, ledger::Ended::refused);
        files_.refused_as_too_large(files_.body_size(turns));
        if (leave_out_files_of_too_large(turns)) {
          continue;
        }
        refusal = std::move(sent.refusal);
        break;
      }
      if (sent.refusal) {
        lost_in_a_row_ = 0;
        if (turns.size() > 1) {
          // Nobody documents that a refused batch leaves nothing behind.
          turns = co_await call_.not_there(turns, sent.call);
        }
        work_.means.journal.ended(sent.call, ledger::Ended::refused);
        const bool changed = co_await check_remembered_of(turns);
        if (changed) {
          continue;
        }
        refusal = std::move(sent.refusal);
        break;
      }
      turns = open_ones(turns);
      turns = co_await call_.not_there(turns, sent.call);
      if (!turns.empty()) {
        co_await wait_until_settled(work_.means, *work_.means.journal.left_at(sent.call));
        turns = co_await call_.not_there(turns, sent.call);
        work_.means.journal.ended(sent.call, ledger::Ended::refused);
      }
      if (!turns.empty() && sendings == max_sendings) {
        give_up(turns, sent.why);
        break;
      }
    }
    co_return refusal;
  }

  /// Whether a run that is too large even alone is to be sent again, without its files.
  bool leave_out_files_of_too_large(std::span<const Turn> turns) {
    return turns.size() == 1 &&
           files_.leave_out_of_too_large(turns.front(), files_.body_size(turns));
  }

  bool is_in_doubt(const Turn& turn) const {
    return work_.plan.tests[turn.test].remembered && !checked_.contains(turn.test);
  }

  /// After a refusal: looks at the instances of `turns` that are only remembered, once, and leaves
  /// out those that are to be planned anew. Gives whether any had changed.
  asio::awaitable<bool> check_remembered_of(std::vector<Turn>& turns) {
    std::vector<std::size_t> tests;
    for (const auto& turn : turns) {
      if (is_in_doubt(turn)) {
        tests.push_back(turn.test);
      }
    }
    if (tests.empty()) {
      co_return false;
    }
    checked_.insert(tests.begin(), tests.end());
    const auto moved_before = work_.done.moved.size();
    const bool changed = co_await check_remembered(work_, tests);
    const auto moved = work_.done.moved.size() - moved_before;
    batches_gone_ += moved == tests.size() ? 1 : 0;
    std::erase_if(turns, [this](const Turn& turn) {
      return std::ranges::find(work_.done.moved, turn.test) != work_.done.moved.end();
    });
    co_return changed;
  }

  /// Once whole batches are gone the rest of what is remembered is not tried any more.
  void leave_out_what_is_probably_gone(std::vector<Turn>& turns) {
    if (batches_gone_ < enough_batches_gone) {
      return;
    }
    std::erase_if(turns, [this](const Turn& turn) {
      const bool in_doubt = is_in_doubt(turn);
      if (in_doubt) {
        plan_anew(work_, turn.test, "the instances of other tests were not there any more");
      }
      return in_doubt;
    });
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
    if (turns.size() > 1 && files_.is_too_large(files_.body_size(turns))) {
      co_await send_in_two(turns);
      co_return;
    }
    const auto refusal = co_await send_until_known(turns);
    if (!refusal || turns.empty()) {
      co_return;
    }
    if (turns.size() == 1) {
      refuse_one(turns, *refusal);
      co_return;
    }
    if (says_too_large(*refusal)) {
      co_await send_in_two(turns);
      co_return;
    }
    // One search at a time: when all is refused alike, the first search finds out for all.
    const auto pass = co_await searching_.enter();
    co_await send_halves(turns);
  }

  asio::awaitable<void> send_in_two(std::span<const Turn> turns) {
    const auto middle = turns.size() / 2;
    const std::array halves = {turns.first(middle), turns.subspan(middle)};
    for (const auto half : halves) {
      std::vector<Turn> part(half.begin(), half.end());
      co_await send(std::move(part));
    }
  }

  asio::awaitable<void> send_halves(std::span<const Turn> turns) {
    const auto middle = turns.size() / 2;
    const std::array halves = {turns.first(middle), turns.subspan(middle)};
    for (const auto half : halves) {
      if (refused_alike_.verdict()) {
        refuse(work_, half, *refused_alike_.verdict());
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

  void refuse_one(std::span<const Turn> turn, const client::ApiError& error) {
    refuse(work_, turn, explain(error));
    refused_alike_.refused(error);
  }

  static constexpr int max_lost_in_a_row = 3;
  static constexpr int enough_batches_gone = 2;

  const Work& work_;
  const std::function<void(std::size_t)>& recorded_;
  FilesOfRuns files_;
  RunsCall call_;
  BatchOrder order_;
  int lost_in_a_row_ = 0;
  std::unordered_set<std::size_t> checked_;  ///< Tests whose remembered instance was looked at.
  int batches_gone_ = 0;                     ///< Of which no remembered instance was there.
  bool ended_ = false;
  Turnstile searching_;
  RefusedAlike refused_alike_{"runs"};
};

}  // namespace

asio::awaitable<void> record_runs(
    const Work& work, const std::function<void(std::size_t)>& recorded
) {
  const auto executor = co_await asio::this_coro::executor;
  Recorder recorder(work, recorded, executor);
  const auto send_next = [&](std::size_t batch) { return recorder.send_batch(batch); };
  co_await side_by_side(work.plan.batches.size(), work.options.settings.connections, send_next);
}

}  // namespace importer
