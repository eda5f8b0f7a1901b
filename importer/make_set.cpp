#include "importer/make_set.hpp"

#include "importer/instances_there.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
#include "importer/side_by_side.hpp"
#include "importer/subjects.hpp"
#include "importer/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace asio = boost::asio;

namespace importer {

namespace {

/// How many tests a new set takes in the call that makes it is documented nowhere: all of them are
/// tried first, then so many. The rest gets its instances by 20.
constexpr std::array<std::size_t, 3> smaller_pieces = {1'000, 100, 0};

asio::awaitable<std::vector<client::TestSet>> sets_named(const Means& means, std::string name) {
  client::TestSetQuery query;
  query.name_exact = std::move(name);
  return means.practitest.all_sets(std::move(query));
}

Making<client::TestSet> making_of(const Means& means, const std::string& name) {
  Making<client::TestSet> making;
  making.kind = ledger::Kind::set;
  making.name = name;
  making.find = [&means, name] { return sets_named(means, name); };
  making.unknown = [](const std::string&) {};
  return making;
}

bool may_be_size_or_test(const Made& made) {
  return made.refusal && may_be_one_item(*made.refusal);
}

class SetMaker {
public:
  explicit SetMaker(const Work& work)
      : work_(work),
        to_put_(by_set(tests_to_put_into_set(work.plan))),
        alone_(by_set(tests_alone(work.plan))),
        fresh_(work.plan.sets.size()) {}

  asio::awaitable<void> make_sets() {
    std::vector<std::size_t> missing;
    std::vector<std::string> subjects;
    for (std::size_t set = 0; set < work_.plan.sets.size(); ++set) {
      if (!work_.done.sets[set].id && is_needed(set)) {
        missing.push_back(set);
        subjects.push_back(set_subject(work_.plan.sets[set].name));
      }
    }
    if (missing.empty()) {
      co_return;
    }
    const bool waited = co_await wait_for_claims(work_.means, subjects);
    const auto make_next = [&](std::size_t index) { return find_or_make(missing[index], waited); };
    co_await side_by_side(missing.size(), work_.options.settings.connections, make_next);
    co_await take_instances_of_fresh_sets();
  }

private:
  using TestsBySet = std::vector<std::vector<std::size_t>>;

  TestsBySet by_set(const std::vector<std::size_t>& tests) const {
    TestsBySet all(work_.plan.sets.size());
    for (const auto test : tests) {
      all[work_.plan.tests[test].named->set].push_back(test);
    }
    return all;
  }

  /// Those that come into the set.
  std::vector<std::size_t> tests_without_instance_in(std::size_t set) const {
    auto tests = to_put_[set];
    std::erase_if(tests, [this](std::size_t test) { return !lacks_instance(work_, test); });
    return tests;
  }

  /// For those and for tests that follow alone.
  bool is_needed(std::size_t set) const {
    return !tests_without_instance_in(set).empty() ||
           std::ranges::any_of(alone_[set], [this](std::size_t test) {
             return !is_settled(work_, test);
           });
  }

  asio::awaitable<void> find_or_make(std::size_t set, bool waited) {
    const bool found = co_await find_made_by_others(set, waited);
    if (!found) {
      co_await make(set);
    }
    work_.means.journal.release(set_subject(work_.plan.sets[set].name));
  }

  /// A set that another import made since this one looked is taken as it is.
  asio::awaitable<bool> find_made_by_others(std::size_t set, bool waited) {
    const auto& name = work_.plan.sets[set].name;
    if (!waited && !work_.means.journal.knows_set(name)) {
      co_return false;
    }
    const auto there = co_await sets_named(work_.means, name);
    if (there.empty()) {
      co_return false;
    }
    work_.done.sets[set].id = std::ranges::min(there, {}, &client::TestSet::id).id;
    co_await find_made_meanwhile(work_, tests_without_instance_in(set), true);
    co_return true;
  }

  asio::awaitable<void> make(std::size_t set) {
    auto tests = tests_without_instance_in(set);
    auto made = co_await make_with(set, tests);
    bool any_gone = false;
    if (may_be_size_or_test(made)) {
      // A test that is gone by now is more likely than a server that takes so few.
      for (const auto test : tests) {
        if (work_.plan.tests[test].remembered) {
          plan_anew(work_, test, "its test was not there any more");
          any_gone = true;
        }
      }
      tests = tests_without_instance_in(set);
    }
    for (const auto most : smaller_pieces) {
      if (may_be_size_or_test(made) && (most < tests.size() || any_gone)) {
        tests.resize(std::min(most, tests.size()));
        made = co_await make_with(set, tests);
      }
    }
    if (!made.id) {
      refuse_all_of(set, made);
      co_return;
    }
    auto& done = work_.done.sets[set];
    done.made = true;
    done.id = *made.id;
    work_.means.journal.seen(ledger::SeenSet{work_.plan.sets[set].name, *made.id});
    fresh_[set] = std::move(tests);
    if (made.lost_at) {
      lost_at_ = std::max(lost_at_.value_or(*made.lost_at), *made.lost_at);
    }
  }

  asio::awaitable<Made> make_with(std::size_t set, std::span<const std::size_t> tests) {
    client::NewTestSet fresh;
    fresh.name = work_.plan.sets[set].name;
    if (work_.plan.set_fields != nullptr) {
      fresh.fields = *work_.plan.set_fields;
    }
    for (const auto test : tests) {
      fresh.test_ids.push_back(*work_.targets.tests[test]);
    }
    auto making = making_of(work_.means, fresh.name);
    making.create = [this, &fresh](client::BeforeLeaving before) {
      return work_.means.practitest.create_set(fresh, std::move(before));
    };
    co_return co_await make_until_known(work_.means, making);
  }

  /// Throws where no other set can fare better.
  void refuse_all_of(std::size_t set, const Made& made) {
    const auto why =
        made.refusal
            ? fmt::format("its test set could not be made: {}", explain(*made.refusal))
            : fmt::format(
                  "its test set was not made, and the answers were lost {} times", max_sendings
              );
    for (std::size_t test = 0; test < work_.plan.tests.size(); ++test) {
      if (work_.plan.tests[test].named->set == set && !is_settled(work_, test)) {
        settle(work_, test, Outcome::refused, why);
      }
    }
    if (!made.refusal) {
      throw client::Unreachable(made.lost);
    }
    if (work_.plan.sets.size() == 1 || ends_import(*made.refusal)) {
      throw *made.refusal;
    }
  }

  /// In one list, as the answers to the making do not tell them.
  asio::awaitable<void> take_instances_of_fresh_sets() {
    std::vector<std::size_t> tests;
    client::InstanceQuery query;
    for (std::size_t set = 0; set < fresh_.size(); ++set) {
      if (!fresh_[set].empty()) {
        query.set_ids.push_back(*work_.done.sets[set].id);
        tests.insert(tests.end(), fresh_[set].begin(), fresh_[set].end());
      }
    }
    if (tests.empty()) {
      co_return;
    }
    if (lost_at_) {
      // The server may still be at work on its instances.
      co_await wait_until_settled(work_.means, *lost_at_);
    }
    const auto instances = co_await work_.means.practitest.all_instances(std::move(query));
    work_.done.instances_made += take_instances(work_, tests, by_place(instances));
  }

  const Work& work_;
  const TestsBySet to_put_;
  const TestsBySet alone_;
  TestsBySet fresh_;                     ///< Those that a set was made with.
  std::optional<ledger::Time> lost_at_;  ///< When the last call left whose answer was lost.
};

}  // namespace

asio::awaitable<void> make_sets(const Work& work) {
  SetMaker maker(work);
  co_await maker.make_sets();
}

asio::awaitable<client::TestSet> clone_set(
    const Means& means,
    const ImportOptions& options,
    const client::FieldValues* fields,
    const client::TestSet& source
) {
  client::NewTestSet fresh;
  if (fields != nullptr) {
    fresh.fields = *fields;
  }
  fresh.name = text::nfc(text::one_line(options.set_name));
  const std::vector<std::string> subjects{set_subject(fresh.name)};
  const bool waited = co_await wait_for_claims(means, subjects);
  client::TestSet copy;
  if (waited || means.journal.knows_set(fresh.name)) {
    const auto there = co_await sets_named(means, fresh.name);
    if (!there.empty()) {
      copy = std::ranges::min(there, {}, &client::TestSet::id);
    }
  }
  if (copy.id == 0) {
    auto making = making_of(means, fresh.name);
    making.create = [&means, &fresh, &source](client::BeforeLeaving before) {
      return means.practitest.clone_set(source.id, fresh, std::move(before));
    };
    const auto made = co_await make_until_known(means, making);
    if (made.refusal) {
      throw *made.refusal;
    }
    if (!made.id) {
      throw client::Unreachable(made.lost);
    }
    if (made.lost_at) {
      co_await wait_until_settled(means, *made.lost_at);
    }
    copy.id = *made.id;
    means.journal.seen(ledger::SeenSet{fresh.name, copy.id});
  }
  copy.name = fresh.name;
  means.journal.release(subjects.front());
  co_return copy;
}

}  // namespace importer
