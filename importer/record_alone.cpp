#include "importer/record_alone.hpp"

#include "importer/body_size.hpp"
#include "importer/make_until_known.hpp"
#include "importer/recorded_results.hpp"
#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/send_files.hpp"
#include "importer/side_by_side.hpp"
#include "importer/subjects.hpp"
#include "importer/turns.hpp"

#include <fmt/format.h>

#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

class AloneRecorder {
public:
  AloneRecorder(const Work& work, const std::function<void(std::size_t)>& recorded)
      : work_(work), recorded_(recorded), files_(work) {}

  asio::awaitable<void> record(std::vector<std::size_t> tests) {
    std::vector<std::size_t> held_by_others;
    co_await record_claimed(tests, held_by_others);
    while (!held_by_others.empty()) {
      co_await wait_for_others(
          work_.means, "another import is making tests that this one needs too"
      );
      tests = std::exchange(held_by_others, {});
      co_await record_claimed(tests, held_by_others);
    }
  }

private:
  std::string subject(std::size_t test) const {
    return test_subject(known_as(*work_.plan.tests[test].named));
  }

  /// Records those that no other import is making, and gives the others.
  asio::awaitable<void> record_claimed(
      const std::vector<std::size_t>& tests, std::vector<std::size_t>& others
  ) {
    std::vector<std::string> subjects;
    for (const auto test : tests) {
      subjects.push_back(subject(test));
    }
    const auto granted = work_.means.journal.claim(subjects);
    std::vector<std::size_t> ours;
    for (std::size_t i = 0; i < tests.size(); ++i) {
      (granted[i] ? ours : others).push_back(tests[i]);
    }
    if (ours.empty()) {
      co_return;
    }
    // The first goes alone: what is refused for all of them is then refused once, not thirty times.
    co_await record_test(ours.front());
    const auto record_next = [&](std::size_t index) { return record_test(ours[index + 1]); };
    co_await side_by_side(ours.size() - 1, work_.options.settings.connections, record_next);
  }

  asio::awaitable<void> record_test(std::size_t test) {
    if (work_.done.lacks_auto_create) {
      plan_anew(work_, test, "this PractiTest has no runs/auto_create.json");
    } else if (verdict()) {
      settle(work_, test, Outcome::refused, *verdict());
    } else {
      // The call finds what is there, but for what is made later still.
      co_await wait_for_the_gone(work_.means, subject(test));
      co_await send_until_known(test);
    }
    work_.means.journal.release(subject(test));
    recorded_(1);
  }

  const std::optional<std::string>& verdict() const {
    return refused_ ? refused_ : refused_alike_.verdict();
  }

  client::Id set_id(std::size_t test) const {
    return *work_.done.sets[work_.plan.tests[test].named->set].id;
  }

  ResultItem item_of(std::size_t test) const {
    ResultItem item;
    item.key = execution_at(work_.plan, {test, 0}).key;
    item.set_id = set_id(test);
    item.test_id = work_.targets.tests[test].value_or(0);
    item.name = known_as(*work_.plan.tests[test].named);
    return item;
  }

  client::AutoRun auto_run(std::size_t test) {
    client::AutoRun run;
    run.set_id = set_id(test);
    run.test_id = work_.targets.tests[test];
    run.test = new_test(*work_.plan.tests[test].named);
    run.run = run_for(work_, {test, 0});
    files_.add({test, 0}, run.run);
    return run;
  }

  asio::awaitable<void> send_until_known(std::size_t test) {
    const auto item = item_of(test);
    files_.leave_out_of_too_large({test, 0}, body_size(test));
    for (int sendings = 1;; ++sendings) {
      const auto call = work_.means.journal.next();
      auto intent = work_.means.journal.intent(call, ledger::Kind::result, {result_item(item)});
      auto sending = work_.means.practitest.auto_create(auto_run(test), std::move(intent));
      auto following = work_.means.journal.follow(call, std::move(sending));
      const auto written = co_await std::move(following);
      if (written.fate == client::Fate::done) {
        lost_in_a_row_ = 0;
        take(test, written.value);
        work_.means.journal.ended(call, ledger::Ended::done);
        co_return;
      }
      if (written.fate == client::Fate::refused) {
        lost_in_a_row_ = 0;
        work_.means.journal.ended(call, ledger::Ended::refused);
        if (says_too_large(*written.error)) {
          files_.refused_as_too_large(body_size(test));
          if (files_.leave_out_of_too_large({test, 0}, body_size(test))) {
            continue;
          }
        }
        refuse(test, *written.error);
        co_return;
      }
      const auto why = explain(*written.error);
      settle(work_, test, Outcome::unknown, fmt::format("it may have been recorded: {}", why));
      const bool there = co_await is_there(test, item, call);
      work_.means.journal.ended(call, there ? ledger::Ended::done : ledger::Ended::refused);
      settle(work_, test, Outcome::not_sent, {});
      if (there) {
        outcome_at(work_, {test, 0}) = {Outcome::recorded, {}};
        co_return;
      }
      if (sendings == max_sendings) {
        give_up(test, why);
        co_return;
      }
    }
  }

  std::size_t body_size(std::size_t test) const {
    const Turn turn{test, 0};
    return body_size_of(*work_.plan.tests[test].named) + files_.body_size({&turn, 1});
  }

  void take(std::size_t test, const client::AutoRecorded& made) {
    any_taken_ = true;
    refused_alike_.taken();
    take_made(test, made.test_id, made.run.instance_id);
    work_.done.tests_made += made.created_test ? 1 : 0;
    work_.done.instances_made += made.created_instance ? 1 : 0;
    if (!work_.options.import_key) {
      ours_.insert(made.run.id);
    }
    outcome_at(work_, {test, 0}) = {Outcome::recorded, {}};
  }

  /// Some of them may be missing in the answer: then they are not remembered.
  void take_made(std::size_t test, client::Id test_id, client::Id instance_id) {
    if (test_id != 0) {
      work_.targets.tests[test] = test_id;
      remember_test(work_.plan.tests[test], test_id);
    }
    if (instance_id != 0) {
      work_.targets.instances[test] = instance_id;
    }
    if (test_id != 0 && instance_id != 0) {
      work_.means.journal.seen(ledger::SeenInstance{set_id(test), test_id, instance_id});
    }
  }

  /// By its name, which of a test that was there and goes by an id nobody has seen.
  void remember_test(const PlannedTest& planned, client::Id test_id) {
    const auto* const id = planned.named->id();
    if (id == nullptr || makes_test(planned.action)) {
      work_.means.journal.seen(ledger::SeenTest{planned.named->name, test_id});
    }
    if (id != nullptr && is_remembered(*id)) {
      work_.means.journal.seen(seen_id(*id, test_id));
    }
  }

  /// Whether a call whose answer was lost was carried out, now or within the settle time.
  asio::awaitable<bool> is_there(std::size_t test, const ResultItem& item, CallNumber call) {
    const auto left = *work_.means.journal.left_at(call);
    auto run = sent_run(work_, {test, 0});
    const std::vector<SentResult> sent{{item, std::move(run.output), run.status}};
    for (const bool settled : {false, true}) {
      if (settled) {
        co_await wait_until_settled(work_.means, left);
      }
      auto finding =
          find_results(work_.means.practitest, sent, left, work_.options.import_key, ours_);
      const auto found = co_await std::move(finding);
      if (found.front().recorded) {
        const auto& instance = *found.front().instance;
        take_made(test, instance.test_id, instance.id);
        co_return true;
      }
    }
    co_return false;
  }

  void refuse(std::size_t test, const client::ApiError& error) {
    const bool not_there = error.status() == 404 || error.status() == 422;
    if (not_there && (work_.plan.tests[test].remembered || set_of(work_.plan, test).remembered)) {
      plan_anew(work_, test, "its test, or the test set, was not there any more");
      return;
    }
    const bool no_such_call =
        error.status() == 404 || error.status() == 405 || error.status() == 501;
    if (no_such_call && !any_taken_) {
      work_.done.lacks_auto_create = true;
      work_.means.journal.missing_call("runs/auto_create.json");
      plan_anew(work_, test, "this PractiTest has no runs/auto_create.json");
      return;
    }
    const auto why = explain(error);
    settle(work_, test, Outcome::refused, why);
    refused_alike_.refused(error);
    const auto end = ends_import(error);
    if (end || concerns_author(error)) {
      // What is known can still be recorded; only the making of tests is at an end.
      refused_ = why;
      work_.done.stopped = graver(work_.done.stopped, end.value_or(ExitCode::refused));
      work_.done.stop_reason = why;
    }
    if (error.status() == 401) {
      throw error;
    }
  }

  void give_up(std::size_t test, const std::string& why) {
    settle(
        work_,
        test,
        Outcome::refused,
        fmt::format("not recorded, and the answers were lost {} times: {}", max_sendings, why)
    );
    // A service that loses one call after the other is not sent more to lose.
    if (++lost_in_a_row_ == max_lost_in_a_row) {
      throw client::Unreachable(why);
    }
  }

  static constexpr int max_lost_in_a_row = 3;

  const Work& work_;
  const std::function<void(std::size_t)>& recorded_;
  FilesOfRuns files_;
  std::optional<std::string> refused_;
  std::unordered_set<client::Id> ours_;  ///< Runs that are known, where they carry no key.
  RefusedAlike refused_alike_{"tests"};
  bool any_taken_ = false;
  int lost_in_a_row_ = 0;
};

}  // namespace

asio::awaitable<void> record_alone(
    const Work& work, const std::function<void(std::size_t)>& recorded
) {
  auto tests = tests_alone(work.plan);
  std::erase_if(tests, [&work](std::size_t test) {
    return is_settled(work, test) || !work.done.sets[work.plan.tests[test].named->set].id;
  });
  if (tests.empty()) {
    co_return;
  }
  AloneRecorder recorder(work, recorded);
  co_await recorder.record(std::move(tests));
}

}  // namespace importer
