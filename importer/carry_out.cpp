#include "importer/carry_out.hpp"

#include "importer/make_missing.hpp"
#include "importer/record_alone.hpp"
#include "importer/record_runs.hpp"
#include "importer/refusal.hpp"
#include "importer/settle_fields.hpp"
#include "importer/update_tests.hpp"

#include "client/error.hpp"

#include <fmt/format.h>

namespace asio = boost::asio;

namespace importer {

namespace {

void end_early(Progressed& done, ExitCode code, std::string reason) {
  if (done.stopped == ExitCode::ok) {
    done.stop_reason = std::move(reason);
  }
  done.stopped = graver(done.stopped, code);
}

asio::awaitable<void> carry_out_or_throw(
    const Work& work, const std::function<void(std::size_t)>& recorded
) {
  co_await extend_lists(work.means.practitest, work.plan.extensions);
  co_await update_tests(work);
  co_await make_missing(work);
  co_await record_alone(work, recorded);
  co_await record_runs(work, recorded);
}

}  // namespace

Progressed nothing_done_yet(const Plan& plan) {
  Progressed done;
  for (const auto& set : plan.sets) {
    done.sets.push_back({set.id, set.clone_of && set.id});
  }
  for (const auto& planned : plan.tests) {
    std::vector<ExecutionOutcome> outcomes;
    for (const auto& execution : planned.named->executions) {
      ExecutionOutcome outcome;
      if (!execution.status) {
        outcome = {Outcome::omitted, "left out, as --skipped or --status says"};
      } else if (execution.already) {
        outcome = {Outcome::already, "recorded by an earlier start of this import"};
      } else if (planned.action == Action::refuse) {
        outcome = {Outcome::refused, planned.why};
      }
      outcomes.push_back(std::move(outcome));
    }
    done.results.push_back(std::move(outcomes));
  }
  return done;
}

asio::awaitable<void> carry_out(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
) {
  Targets targets(plan);
  try {
    const Work work{plan, options, means, targets, done};
    co_await carry_out_or_throw(work, recorded);
  } catch (const client::Interrupted&) {
    end_early(done, ExitCode::interrupted, "interrupted");
  } catch (const client::Unreachable& error) {
    end_early(done, ExitCode::unreachable, error.what());
  } catch (const client::ApiError& error) {
    end_early(done, ends_import(error).value_or(ExitCode::not_all), explain(error));
  } catch (const ledger::LedgerError& error) {
    done.ledger_failure = error.what();
    end_early(
        done,
        ExitCode::not_all,
        fmt::format(
            "{}; nothing more was sent, because a result that is not written down before it leaves "
            "could be recorded twice: mend this and give the same command again, or go on with "
            "`ptimport resume --ledger none` and the same options",
            error.what()
        )
    );
  } catch (const TakenOver& error) {
    end_early(done, ExitCode::not_all, error.what());
  } catch (const std::exception& error) {
    // Else nobody would be told what is recorded already.
    end_early(done, ExitCode::not_all, std::string("unexpected: ") + error.what());
  }
  done.test_ids = std::move(targets.tests);
  done.instance_ids = std::move(targets.instances);
}

}  // namespace importer
