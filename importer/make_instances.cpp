#include "importer/make_instances.hpp"

#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/side_by_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>
#include <unordered_map>

namespace asio = boost::asio;

namespace importer {

namespace {

using client::Id;

std::unordered_map<Id, Id> by_test(const std::vector<client::Instance>& instances) {
  std::unordered_map<Id, Id> ids;
  for (const auto& instance : instances) {
    ids.emplace(instance.test_id, instance.id);
  }
  return ids;
}

class InstanceMaker {
public:
  InstanceMaker(
      const Plan& plan,
      const ImportOptions& options,
      const Means& means,
      Targets& targets,
      Progressed& done
  )
      : plan_(plan), options_(options), means_(means), targets_(targets), done_(done) {}

  asio::awaitable<void> make_instances() {
    auto missing = tests_without_instance();
    if (missing.empty()) {
      co_return;
    }
    if (!done_.set_id) {
      const auto subject = fmt::format("set {}", plan_.set_name);
      const bool waited = co_await wait_for_claim(means_, subject);
      co_await find_or_make_set(missing, waited);
      means_.journal.release(subject);
      missing = tests_without_instance();
    }
    if (missing.empty()) {
      co_return;
    }
    const auto subject = fmt::format("instances of set {}", *done_.set_id);
    const bool waited = co_await wait_for_claim(means_, subject);
    co_await find_made_meanwhile(missing, waited);
    missing = tests_without_instance();
    co_await make_in_batches(missing);
    means_.journal.release(subject);
  }

private:
  asio::awaitable<void> make_in_batches(const std::vector<std::size_t>& missing) {
    std::vector<std::vector<std::size_t>> batches;
    for (std::size_t at = 0; at < missing.size(); at += client::max_instances_per_call) {
      const auto size = std::min(client::max_instances_per_call, missing.size() - at);
      const auto batch = std::span(missing).subspan(at, size);
      batches.emplace_back(batch.begin(), batch.end());
    }
    const auto make_batch = [&](std::size_t index) { return make_instances_of(batches[index]); };
    co_await side_by_side(batches.size(), options_.settings.connections, make_batch);
  }

  bool is_settled(std::size_t test) const {
    return std::ranges::all_of(done_.results[test], [](const ExecutionOutcome& result) {
      return result.outcome != Outcome::not_sent;
    });
  }

  /// Tests that are to get an instance, have an id, and have no instance yet.
  std::vector<std::size_t> tests_without_instance() const {
    std::vector<std::size_t> missing;
    for (std::size_t test = 0; test < plan_.tests.size(); ++test) {
      const auto action = plan_.tests[test].action;
      const bool wanted = action == Action::make_test || action == Action::make_instance;
      if (wanted && !is_settled(test) && targets_.tests[test] && !targets_.instances[test]) {
        missing.push_back(test);
      }
    }
    return missing;
  }

  /// A set that another import made since this one looked is taken as it is.
  asio::awaitable<void> find_or_make_set(const std::vector<std::size_t>& missing, bool waited) {
    if (waited || means_.journal.knows_set(plan_.set_name)) {
      client::TestSetQuery query;
      query.name_exact = plan_.set_name;
      const auto there = co_await means_.practitest.all_sets(query);
      if (!there.empty()) {
        done_.set_id = std::ranges::min(there, {}, &client::TestSet::id).id;
        co_await find_made_meanwhile(missing, true);
        co_return;
      }
    }
    const auto with_set = std::min(missing.size(), max_tests_in_new_set);
    co_await make_set(std::span(missing).first(with_set));
  }

  /// Takes the instances that another import made since this one looked.
  asio::awaitable<void> find_made_meanwhile(std::vector<std::size_t> missing, bool waited) {
    if (!waited) {
      std::erase_if(missing, [this](std::size_t test) {
        return !means_.journal.knows_instance(*done_.set_id, *targets_.tests[test]);
      });
    }
    if (!missing.empty()) {
      const auto there = co_await instances_there(missing);
      for (const auto test : missing) {
        const auto found = there.find(*targets_.tests[test]);
        if (found != there.end()) {
          targets_.instances[test] = found->second;
        }
      }
    }
  }

  asio::awaitable<void> make_set(std::span<const std::size_t> tests) {
    client::NewTestSet fresh;
    fresh.name = plan_.set_name;
    for (const auto test : tests) {
      fresh.test_ids.push_back(*targets_.tests[test]);
    }
    Making<client::TestSet> making;
    making.kind = ledger::Kind::set;
    making.name = plan_.set_name;
    making.create = [this, &fresh](client::BeforeLeaving before) {
      return means_.practitest.create_set(fresh, std::move(before));
    };
    making.find = [this] {
      client::TestSetQuery query;
      query.name_exact = plan_.set_name;
      return means_.practitest.all_sets(std::move(query));
    };
    making.unknown = [](const std::string&) {};
    const auto made = co_await make_until_known(means_, options_.settle, making);
    if (!made.id) {
      refuse_all_without_set(made);
    }
    done_.set_made = true;
    done_.set_id = *made.id;
    means_.journal.seen(ledger::SeenSet{plan_.set_name, *made.id});
    client::InstanceQuery query;
    query.set_ids.push_back(*made.id);
    const auto instances = co_await means_.practitest.all_instances(query);
    take_instances(tests, by_test(instances));
  }

  [[noreturn]] void refuse_all_without_set(const Made& made) {
    const auto why =
        made.refusal
            ? fmt::format("its test set could not be made: {}", explain(*made.refusal))
            : fmt::format(
                  "its test set was not made, and the answers were lost {} times", max_sendings
              );
    for (std::size_t test = 0; test < plan_.tests.size(); ++test) {
      if (!is_settled(test)) {
        settle(plan_, test, Outcome::refused, why, done_);
      }
    }
    if (made.refusal) {
      throw *made.refusal;
    }
    throw client::Unreachable(made.lost);
  }

  /// Instances of these tests in the set, by test.
  asio::awaitable<std::unordered_map<Id, Id>> instances_there(std::span<const std::size_t> tests) {
    client::InstanceQuery query;
    query.set_ids.push_back(*done_.set_id);
    for (const auto test : tests) {
      query.test_ids.push_back(*targets_.tests[test]);
    }
    const auto instances = co_await means_.practitest.all_instances(query);
    co_return by_test(instances);
  }

  std::vector<std::size_t> without_instance(std::span<const std::size_t> tests) const {
    std::vector<std::size_t> without;
    std::ranges::copy_if(tests, std::back_inserter(without), [this](std::size_t test) {
      return !targets_.instances[test];
    });
    return without;
  }

  asio::awaitable<void> make_instances_of(std::vector<std::size_t> tests) {
    for (int sendings = 1; !tests.empty(); ++sendings) {
      const auto call = means_.journal.next();
      std::vector<client::NewInstance> fresh;
      std::vector<std::string> items;
      for (const auto test : tests) {
        client::NewInstance instance;
        instance.set_id = *done_.set_id;
        instance.test_id = *targets_.tests[test];
        items.push_back(fmt::format("{} {}", instance.set_id, instance.test_id));
        fresh.push_back(instance);
      }
      auto intent = means_.journal.intent(call, ledger::Kind::instances, std::move(items));
      auto creating = means_.practitest.create_instances(std::move(fresh), std::move(intent));
      auto following = means_.journal.follow(call, std::move(creating));
      const auto written = co_await std::move(following);
      if (written.fate == client::Fate::done) {
        take_instances(tests, by_test(written.value));
      } else if (written.fate == client::Fate::refused) {
        means_.journal.ended(call, ledger::Ended::refused);
        co_await divide(tests, *written.error);
        co_return;
      }
      tests = without_instance(tests);
      if (tests.empty()) {
        means_.journal.ended(call, ledger::Ended::done);
        co_return;
      }
      const auto why = written.error ? explain(*written.error)
                                     : "PractiTest's answer does not name the instance";
      for (const auto test : tests) {
        settle(
            plan_,
            test,
            Outcome::unknown,
            fmt::format("its instance may have been made: {}", why),
            done_
        );
      }
      const auto asked = tests;
      const auto left = *means_.journal.left_at(call);
      for (const bool settled : {false, true}) {
        if (settled && !tests.empty()) {
          co_await wait_until_settled(means_.practitest, left, options_.settle);
        }
        if (!tests.empty()) {
          const auto there = co_await instances_there(tests);
          take_instances(tests, there);
          tests = without_instance(tests);
        }
      }
      for (const auto test : asked) {
        settle(plan_, test, Outcome::not_sent, {}, done_);
      }
      means_.journal.ended(call, tests.empty() ? ledger::Ended::done : ledger::Ended::refused);
      if (sendings == max_sendings) {
        for (const auto test : tests) {
          settle(
              plan_,
              test,
              Outcome::refused,
              fmt::format(
                  "its instance was not made, and the answers were lost {} times: {}",
                  max_sendings,
                  why
              ),
              done_
          );
        }
        if (!tests.empty()) {
          note_lost(why);
        }
        co_return;
      }
    }
  }

  /// After a refusal: halves, until each test that is refused is refused alone.
  asio::awaitable<void> divide(std::vector<std::size_t> tests, const client::ApiError& error) {
    if (ends_import(error)) {
      throw error;
    }
    if (tests.size() > 1 && may_be_one_item(error)) {
      // Nobody documents that a refused batch leaves nothing behind.
      const auto there = co_await instances_there(tests);
      take_instances(tests, there);
      tests = without_instance(tests);
    }
    if (tests.size() > 1 && may_be_one_item(error)) {
      const auto middle = tests.begin() + static_cast<std::ptrdiff_t>(tests.size() / 2);
      std::vector<std::size_t> first(tests.begin(), middle);
      std::vector<std::size_t> second(middle, tests.end());
      co_await make_instances_of(std::move(first));
      co_await make_instances_of(std::move(second));
      co_return;
    }
    for (const auto test : tests) {
      settle(plan_, test, Outcome::refused, explain(error), done_);
    }
  }

  void take_instances(std::span<const std::size_t> tests, const std::unordered_map<Id, Id>& there) {
    for (const auto test : tests) {
      const auto found = there.find(*targets_.tests[test]);
      if (found != there.end()) {
        targets_.instances[test] = found->second;
        ++done_.instances_made;
        means_.journal.seen(ledger::SeenInstance{
            *done_.set_id, *targets_.tests[test], found->second});
      }
    }
  }

  /// A service that loses one call after the other is not asked for more.
  void note_lost(const std::string& why) {
    if (++lost_ == max_lost) {
      throw client::Unreachable(why);
    }
  }

  static constexpr int max_lost = 3;

  const Plan& plan_;
  const ImportOptions& options_;
  const Means& means_;
  Targets& targets_;
  Progressed& done_;
  int lost_ = 0;
};

}  // namespace

asio::awaitable<void> make_instances(
    const Plan& plan,
    const ImportOptions& options,
    const Means& means,
    Targets& targets,
    Progressed& done
) {
  InstanceMaker maker(plan, options, means, targets, done);
  co_await maker.make_instances();
}

}  // namespace importer
