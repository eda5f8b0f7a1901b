#include "importer/make_instances.hpp"

#include "importer/instances_there.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/side_by_side.hpp"
#include "importer/subjects.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <span>
#include <tuple>

namespace asio = boost::asio;

namespace importer {

namespace {

class InstanceMaker {
public:
  explicit InstanceMaker(const Work& work) : work_(work) {}

  asio::awaitable<void> make_instances() {
    auto missing = tests_without_instance(work_);
    if (missing.empty()) {
      co_return;
    }
    const auto subjects = subjects_of(missing);
    const bool waited = co_await wait_for_claims(work_.means, subjects);
    co_await find_made_meanwhile(work_, missing, waited);
    missing = tests_without_instance(work_);
    co_await make_in_batches(missing);
    for (const auto& subject : subjects) {
      work_.means.journal.release(subject);
    }
  }

private:
  /// The tests too: one that another import is recording alone gets its instance by that.
  std::vector<std::string> subjects_of(const std::vector<std::size_t>& tests) const {
    std::vector<std::string> subjects;
    std::set<client::Id> sets;
    for (const auto test : tests) {
      if (const auto set = place_of(work_, test).first; sets.insert(set).second) {
        subjects.push_back(instances_subject(set));
      }
      subjects.push_back(test_subject(known_as(*work_.plan.tests[test].named)));
    }
    return subjects;
  }

  asio::awaitable<void> make_in_batches(const std::vector<std::size_t>& missing) {
    std::vector<std::vector<std::size_t>> batches;
    for (std::size_t at = 0; at < missing.size(); at += client::max_instances_per_call) {
      const auto size = std::min(client::max_instances_per_call, missing.size() - at);
      const auto batch = std::span(missing).subspan(at, size);
      batches.emplace_back(batch.begin(), batch.end());
    }
    const auto make_batch = [&](std::size_t index) { return make_instances_of(batches[index]); };
    co_await side_by_side(batches.size(), work_.options.settings.connections, make_batch);
  }

  void take(std::span<const std::size_t> tests, const InstanceByPlace& there) {
    work_.done.instances_made += take_instances(work_, tests, there);
  }

  std::vector<std::size_t> without_instance(std::span<const std::size_t> tests) const {
    std::vector<std::size_t> without;
    std::ranges::copy_if(tests, std::back_inserter(without), [this](std::size_t test) {
      return !work_.targets.instances[test];
    });
    return without;
  }

  asio::awaitable<void> make_instances_of(std::vector<std::size_t> tests) {
    for (int sendings = 1; !tests.empty(); ++sendings) {
      const auto call = work_.means.journal.next();
      std::vector<client::NewInstance> fresh;
      std::vector<std::string> items;
      for (const auto test : tests) {
        client::NewInstance instance;
        std::tie(instance.set_id, instance.test_id) = place_of(work_, test);
        items.push_back(instance_item(instance.set_id, instance.test_id));
        fresh.push_back(instance);
      }
      auto intent = work_.means.journal.intent(call, ledger::Kind::instances, std::move(items));
      auto creating = work_.means.practitest.create_instances(std::move(fresh), std::move(intent));
      auto following = work_.means.journal.follow(call, std::move(creating));
      const auto written = co_await std::move(following);
      if (written.fate == client::Fate::done) {
        take(tests, by_place(written.value));
      } else if (written.fate == client::Fate::refused) {
        work_.means.journal.ended(call, ledger::Ended::refused);
        co_await divide(tests, *written.error);
        co_return;
      }
      tests = without_instance(tests);
      if (tests.empty()) {
        work_.means.journal.ended(call, ledger::Ended::done);
        co_return;
      }
      const auto why = written.error ? explain(*written.error)
                                     : "PractiTest's answer does not name the instance";
      for (const auto test : tests) {
        settle(
            work_, test, Outcome::unknown, fmt::format("its instance may have been made: {}", why)
        );
      }
      const auto asked = tests;
      const auto left = *work_.means.journal.left_at(call);
      for (const bool settled : {false, true}) {
        if (settled && !tests.empty()) {
          co_await wait_until_settled(work_.means, left);
        }
        if (!tests.empty()) {
          const auto there = co_await instances_there(work_, tests);
          take(tests, there);
          tests = without_instance(tests);
        }
      }
      for (const auto test : asked) {
        settle(work_, test, Outcome::not_sent, {});
      }
      work_.means.journal.ended(call, tests.empty() ? ledger::Ended::done : ledger::Ended::refused);
      if (sendings == max_sendings) {
        for (const auto test : tests) {
          settle(
              work_,
              test,
              Outcome::refused,
              fmt::format(
                  "its instance was not made, and the answers were lost {} times: {}",
                  max_sendings,
                  why
              )
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
    if (may_be_one_item(error)) {
      const auto is_remembered = [this](std::size_t test) {
        return work_.plan.tests[test].remembered;
      };
      for (const auto test : tests) {
        if (is_remembered(test)) {
          plan_anew(work_, test, "its test, or the test set, was not there any more");
        }
      }
      std::erase_if(tests, is_remembered);
    }
    if (tests.size() > 1 && may_be_one_item(error)) {
      // Nobody documents that a refused batch leaves nothing behind.
      const auto there = co_await instances_there(work_, tests);
      take(tests, there);
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
      settle(work_, test, Outcome::refused, explain(error));
    }
  }

  /// A service that loses one call after the other is not asked for more.
  void note_lost(const std::string& why) {
    if (++lost_ == max_lost) {
      throw client::Unreachable(why);
    }
  }

  static constexpr int max_lost = 3;

  const Work& work_;
  int lost_ = 0;
};

}  // namespace

asio::awaitable<void> make_instances(const Work& work) {
  InstanceMaker maker(work);
  co_await maker.make_instances();
}

}  // namespace importer
