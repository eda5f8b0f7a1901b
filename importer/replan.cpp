#include "importer/replan.hpp"

#include "importer/look_up.hpp"
#include "importer/look_up_field.hpp"
#include "importer/make_set.hpp"
#include "importer/settle_fields.hpp"

#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

/// The moved tests with what is left of them to record.
Gathered left_of(const Plan& plan, const std::vector<std::size_t>& moved, const Progressed& done) {
  Gathered left;
  for (const auto test : moved) {
    auto named = *plan.tests[test].named;
    for (std::size_t i = 0; i < named.executions.size(); ++i) {
      named.executions[i].already |= done.results[test][i].outcome != Outcome::not_sent;
    }
    left.executions += named.executions.size();
    for (const auto& execution : named.executions) {
      left.results += execution.results;
    }
    left.tests.push_back(std::move(named));
  }
  for (const auto& set : plan.sets) {
    left.sets.push_back(set.name);
  }
  left.set_fields = plan.set_fields;
  return left;
}

/// `anew` is a plan of the moved tests alone; gives one of all tests, in which the others rest.
Plan among_all(const Plan& plan, const std::vector<std::size_t>& moved, Plan anew) {
  auto all = plan;
  for (auto& planned : all.tests) {
    planned.action = Action::nothing;
    planned.alone = false;
  }
  for (std::size_t i = 0; i < moved.size(); ++i) {
    anew.tests[i].named = plan.tests[moved[i]].named;
    if (auto& maker = anew.tests[i].made_by) {
      maker = moved[*maker];
    }
    all.tests[moved[i]] = std::move(anew.tests[i]);
  }
  for (auto& batch : anew.batches) {
    for (auto& turn : batch) {
      turn.test = moved[turn.test];
    }
  }
  all.batches = std::move(anew.batches);
  all.extensions = std::move(anew.extensions);
  all.updates.clear();  // They were done, or refused, before anything moved.
  for (const auto test : moved) {
    const auto set = plan.tests[test].named->set;
    all.sets[set] = anew.sets[set];
  }
  return all;
}

/// What the new plan says of tests before anything is sent for them.
void begin_anew(const Plan& plan, const std::vector<std::size_t>& moved, Progressed& done) {
  for (const auto test : moved) {
    const auto set = plan.tests[test].named->set;
    done.sets[set].id = plan.sets[set].id;
  }
  done.planned_anew += moved.size();
  for (const auto test : moved) {
    for (auto& result : done.results[test]) {
      if (result.outcome == Outcome::not_sent) {
        const bool refused = plan.tests[test].action == Action::refuse;
        result =
            refused ? ExecutionOutcome{Outcome::refused, plan.tests[test].why} : ExecutionOutcome{};
      }
    }
  }
}

}  // namespace

asio::awaitable<void> plan_and_carry_out_anew(
    Plan& plan,
    const ImportOptions& options,
    Memory memory,
    const Means& means,
    Progressed& done,
    const std::function<void(std::size_t)>& recorded
) {
  const auto moved = std::exchange(done.moved, {});
  const auto left = left_of(plan, moved, done);
  memory.trusted = false;
  memory.doubts_ids = true;
  memory.lacks_auto_create |= done.lacks_auto_create;
  const CloneSet clone = [&](const client::TestSet& source) {
    return clone_set(means, options, plan.set_fields, source);
  };
  auto remote = co_await look_up(means.practitest, left, options, memory, means.fields, clone);
  auto fresh = make_plan(left, remote, options);
  remember_values(fresh, remote.seen);
  means.journal.seen(std::move(remote.seen));
  // A test that is made after all has values that nobody has looked at yet.
  auto sent = fields_sent(fresh);
  auto settled = co_await settle_fields(
      means.practitest, std::move(sent), options.fields.extend_lists, means.fields
  );
  fresh.extensions = std::move(settled.extensions);
  auto anew = among_all(plan, moved, std::move(fresh));
  begin_anew(anew, moved, done);
  auto test_ids = std::move(done.test_ids);
  auto instance_ids = std::move(done.instance_ids);
  co_await carry_out(anew, options, means, done, recorded);
  for (const auto test : moved) {
    // All of its runs, also those that were recorded before.
    anew.tests[test].runs = std::move(plan.tests[test].runs);
    plan.tests[test] = std::move(anew.tests[test]);
    test_ids[test] = done.test_ids[test];
    instance_ids[test] = done.instance_ids[test];
  }
  done.test_ids = std::move(test_ids);
  done.instance_ids = std::move(instance_ids);
  for (std::size_t set = 0; set < plan.sets.size(); ++set) {
    plan.sets[set].id = anew.sets[set].id;
  }
}

}  // namespace importer
