#include "importer/make_tests.hpp"

#include "importer/look_up_field.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/side_by_side.hpp"
#include "importer/subjects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

class TestMaker {
public:
  explicit TestMaker(const Work& work) : work_(work) {}

  asio::awaitable<void> make_tests(std::vector<std::size_t> missing) {
    std::vector<std::size_t> held_by_others;
    co_await make_claimed(missing, false, held_by_others);
    while (!held_by_others.empty()) {
      co_await wait_for_others(
          work_.means, "another import is making tests that this one needs too"
      );
      missing = std::exchange(held_by_others, {});
      co_await make_claimed(missing, true, held_by_others);
    }
  }

private:
  /// Makes those that no other import is making, and gives the others.
  asio::awaitable<void> make_claimed(
      const std::vector<std::size_t>& missing, bool waited, std::vector<std::size_t>& others
  ) {
    std::vector<std::string> subjects;
    for (const auto test : missing) {
      subjects.push_back(test_subject(work_.plan.tests[test].named->name));
    }
    const auto granted = work_.means.journal.claim(subjects);
    std::vector<std::size_t> ours;
    for (std::size_t i = 0; i < missing.size(); ++i) {
      (granted[i] ? ours : others).push_back(missing[i]);
    }
    if (ours.empty()) {
      co_return;
    }
    // The first goes alone: a token that may not make tests is then refused once, not thirty times.
    co_await find_or_make(ours.front(), waited);
    const auto make_next = [&](std::size_t index) { return find_or_make(ours[index + 1], waited); };
    co_await side_by_side(ours.size() - 1, work_.options.settings.connections, make_next);
  }

  /// `waited` for another import that had the right to make it.
  asio::awaitable<void> find_or_make(std::size_t test, bool waited) {
    const auto& name = work_.plan.tests[test].named->name;
    bool found = false;
    const bool in_doubt = co_await wait_for_the_gone(work_.means, test_subject(name));
    if (waited || in_doubt || work_.means.journal.knows_test(name)) {
      const auto there = co_await look(test);
      if (!there.empty()) {
        work_.targets.tests[test] = std::ranges::min(there, {}, &client::Test::id).id;
        found = true;
      }
    }
    if (!found) {
      co_await make_test(test);
    }
    work_.means.journal.release(test_subject(name));
  }

  asio::awaitable<void> make_test(std::size_t test) {
    if (creation_refused_ || refused_alike_.verdict()) {
      const auto& why = creation_refused_ ? creation_refused_ : refused_alike_.verdict();
      settle(work_, test, Outcome::refused, *why);
      co_return;
    }
    const auto& name = work_.plan.tests[test].named->name;
    const auto making = making_of(test);
    const auto made = co_await make_until_known(work_.means, making);
    settle(work_, test, Outcome::not_sent, {});
    if (made.id) {
      work_.targets.tests[test] = *made.id;
      ++work_.done.tests_made;
      refused_alike_.taken();
      lost_in_a_row_ = 0;
      work_.means.journal.seen(ledger::SeenTest{name, *made.id});
      if (const auto* const id = work_.plan.tests[test].named->id()) {
        work_.means.journal.seen(seen_id(*id, *made.id));
      }
    } else if (made.refusal) {
      refuse(test, *made.refusal);
    } else {
      lose(test, made.lost);
    }
  }

  asio::awaitable<std::vector<client::Test>> look(std::size_t test) {
    return tests_that_may_be(
        work_.means.practitest, *work_.plan.tests[test].named, work_.means.fields
    );
  }

  Making<client::Test> making_of(std::size_t test) {
    const auto& name = work_.plan.tests[test].named->name;
    Making<client::Test> making;
    making.kind = ledger::Kind::test;
    making.name = name;
    making.create = [this, test](client::BeforeLeaving before) {
      auto fresh = new_test(*work_.plan.tests[test].named);
      return work_.means.practitest.create_test(std::move(fresh), std::move(before));
    };
    making.find = [this, test] { return look(test); };
    making.unknown = [this, test](const std::string& why) {
      const auto told = fmt::format("its test may have been made: {}", why);
      settle(work_, test, Outcome::unknown, told);
    };
    return making;
  }

  void refuse(std::size_t test, const client::ApiError& error) {
    const auto why = explain(error);
    settle(work_, test, Outcome::refused, why);
    refused_alike_.refused(error);
    const auto end = ends_import(error);
    if (end || concerns_author(error)) {
      // What is known can still be recorded; only the making of tests is at an end.
      creation_refused_ = why;
      work_.done.stopped = graver(work_.done.stopped, end.value_or(ExitCode::refused));
      work_.done.stop_reason = why;
    }
    if (error.status() == 401) {
      throw error;
    }
  }

  void lose(std::size_t test, const std::string& why) {
    const auto told = fmt::format(
        "its test was not made, and the answers were lost {} times: {}", max_sendings, why
    );
    settle(work_, test, Outcome::refused, told);
    // A service that loses one call after the other is not asked for more.
    if (++lost_in_a_row_ == max_lost_in_a_row) {
      throw client::Unreachable(why);
    }
  }

  static constexpr int max_lost_in_a_row = 3;

  const Work& work_;
  std::optional<std::string> creation_refused_;
  RefusedAlike refused_alike_{"tests"};
  int lost_in_a_row_ = 0;
};

/// A test that comes into several sets was made for the first of them, or was not.
void share(const Work& work, std::size_t maker, std::size_t test) {
  work.targets.tests[test] = work.targets.tests[maker];
  if (!work.targets.tests[test]) {
    const auto first = work.plan.tests[maker].runs.front();
    const auto& outcome = work.done.results[maker][first];
    settle(work, test, outcome.outcome, outcome.why);
  }
}

}  // namespace

asio::awaitable<void> make_tests(const Work& work) {
  std::vector<std::size_t> missing;
  std::vector<std::size_t> made_by_others;
  for (const auto test : tests_to_put_into_set(work.plan)) {
    if (work.plan.tests[test].action == Action::make_test) {
      (work.plan.tests[test].made_by ? made_by_others : missing).push_back(test);
    }
  }
  if (missing.empty()) {
    co_return;
  }
  TestMaker maker(work);
  co_await maker.make_tests(std::move(missing));
  for (const auto test : made_by_others) {
    share(work, *work.plan.tests[test].made_by, test);
  }
}

}  // namespace importer
