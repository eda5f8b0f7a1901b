#include "importer/make_tests.hpp"

#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/side_by_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace asio = boost::asio;

namespace importer {

namespace {

class TestMaker {
public:
  TestMaker(
      const Plan& plan,
      const ImportOptions& options,
      const Means& means,
      Targets& targets,
      Progressed& done
  )
      : plan_(plan), options_(options), means_(means), targets_(targets), done_(done) {}

  asio::awaitable<void> make_tests(std::vector<std::size_t> missing) {
    std::vector<std::size_t> held_by_others;
    co_await make_claimed(missing, false, held_by_others);
    while (!held_by_others.empty()) {
      co_await means_.practitest.wait(
          "another import is making tests that this one needs too", std::chrono::seconds(1)
      );
      missing = std::exchange(held_by_others, {});
      co_await make_claimed(missing, true, held_by_others);
    }
  }

private:
  static std::string subject(const std::string& name) { return "test " + name; }

  /// Makes those that no other import is making, and gives the others.
  asio::awaitable<void> make_claimed(
      const std::vector<std::size_t>& missing, bool waited, std::vector<std::size_t>& others
  ) {
    std::vector<std::string> subjects;
    for (const auto test : missing) {
      subjects.push_back(subject(plan_.tests[test].named->name));
    }
    const auto granted = means_.journal.claim(subjects);
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
    co_await side_by_side(ours.size() - 1, options_.settings.connections, make_next);
  }

  /// `waited` for another import that had the right to make it.
  asio::awaitable<void> find_or_make(std::size_t test, bool waited) {
    const auto& name = plan_.tests[test].named->name;
    bool found = false;
    if (waited || means_.journal.knows_test(name)) {
      client::TestQuery query;
      query.name_exact = name;
      const auto there = co_await means_.practitest.all_tests(query);
      if (!there.empty()) {
        targets_.tests[test] = std::ranges::min(there, {}, &client::Test::id).id;
        found = true;
      }
    }
    if (!found) {
      co_await make_test(test);
    }
    means_.journal.release(subject(name));
  }

  asio::awaitable<void> make_test(std::size_t test) {
    if (creation_refused_ || refused_alike_.verdict()) {
      const auto& why = creation_refused_ ? creation_refused_ : refused_alike_.verdict();
      settle(plan_, test, Outcome::refused, *why, done_);
      co_return;
    }
    const auto& name = plan_.tests[test].named->name;
    const auto making = making_of(test);
    const auto made = co_await make_until_known(means_, options_.settle, making);
    settle(plan_, test, Outcome::not_sent, {}, done_);
    if (made.id) {
      targets_.tests[test] = *made.id;
      ++done_.tests_made;
      refused_alike_.taken();
      lost_in_a_row_ = 0;
      means_.journal.seen(ledger::SeenTest{name, *made.id});
    } else if (made.refusal) {
      refuse(test, *made.refusal);
    } else {
      lose(test, made.lost);
    }
  }

  Making<client::Test> making_of(std::size_t test) {
    const auto& name = plan_.tests[test].named->name;
    Making<client::Test> making;
    making.kind = ledger::Kind::test;
    making.name = name;
    making.create = [this, name](client::BeforeLeaving before) {
      client::NewTest fresh;
      fresh.name = name;
      return means_.practitest.create_test(std::move(fresh), std::move(before));
    };
    making.find = [this, name] {
      client::TestQuery query;
      query.name_exact = name;
      return means_.practitest.all_tests(std::move(query));
    };
    making.unknown = [this, test](const std::string& why) {
      const auto told = fmt::format("its test may have been made: {}", why);
      settle(plan_, test, Outcome::unknown, told, done_);
    };
    return making;
  }

  void refuse(std::size_t test, const client::ApiError& error) {
    const auto why = explain(error);
    settle(plan_, test, Outcome::refused, why, done_);
    refused_alike_.refused(error);
    const auto end = ends_import(error);
    if (end || concerns_author(error)) {
      // What is known can still be recorded; only the making of tests is at an end.
      creation_refused_ = why;
      done_.stopped = graver(done_.stopped, end.value_or(ExitCode::refused));
      done_.stop_reason = why;
    }
    if (error.status() == 401) {
      throw error;
    }
  }

  void lose(std::size_t test, const std::string& why) {
    const auto told = fmt::format(
        "its test was not made, and the answers were lost {} times: {}", max_sendings, why
    );
    settle(plan_, test, Outcome::refused, told, done_);
    // A service that loses one call after the other is not asked for more.
    if (++lost_in_a_row_ == max_lost_in_a_row) {
      throw client::Unreachable(why);
    }
  }

  static constexpr int max_lost_in_a_row = 3;

  const Plan& plan_;
  const ImportOptions& options_;
  const Means& means_;
  Targets& targets_;
  Progressed& done_;
  std::optional<std::string> creation_refused_;
  RefusedAlike refused_alike_{"tests"};
  int lost_in_a_row_ = 0;
};

}  // namespace

asio::awaitable<void> make_tests(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Targets& targets,
    Progressed& done
) {
  std::vector<std::size_t> missing;
  for (std::size_t test = 0; test < plan.tests.size(); ++test) {
    if (plan.tests[test].action == Action::make_test) {
      missing.push_back(test);
    }
  }
  if (missing.empty()) {
    co_return;
  }
  TestMaker maker(plan, options, means, targets, done);
  co_await maker.make_tests(std::move(missing));
}

}  // namespace importer
