#include "importer/make_set.hpp"

#include "importer/instances_there.hpp"
#include "importer/make_until_known.hpp"
#include "importer/refusal.hpp"
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

/// The tests that the set is made for: those that come into it, and those that follow alone.
bool is_needed(const Work& work) {
  const auto alone = tests_alone(work.plan);
  return !tests_without_instance(work).empty() ||
         std::ranges::any_of(alone, [&work](std::size_t test) { return !is_settled(work, test); });
}

asio::awaitable<Made> make_with(const Work& work, std::span<const std::size_t> tests) {
  client::NewTestSet fresh;
  fresh.name = work.plan.set_name;
  if (work.plan.set_fields != nullptr) {
    fresh.fields = *work.plan.set_fields;
  }
  for (const auto test : tests) {
    fresh.test_ids.push_back(*work.targets.tests[test]);
  }
  auto making = making_of(work.means, fresh.name);
  making.create = [&work, &fresh](client::BeforeLeaving before) {
    return work.means.practitest.create_set(fresh, std::move(before));
  };
  co_return co_await make_until_known(work.means, making);
}

bool may_be_size_or_test(const Made& made) {
  return made.refusal && may_be_one_item(*made.refusal);
}

[[noreturn]] void refuse_all_without_set(const Work& work, const Made& made) {
  const auto why =
      made.refusal
          ? fmt::format("its test set could not be made: {}", explain(*made.refusal))
          : fmt::format(
                "its test set was not made, and the answers were lost {} times", max_sendings
            );
  for (std::size_t test = 0; test < work.plan.tests.size(); ++test) {
    if (!is_settled(work, test)) {
      settle(work, test, Outcome::refused, why);
    }
  }
  if (made.refusal) {
    throw *made.refusal;
  }
  throw client::Unreachable(made.lost);
}

asio::awaitable<void> make_with_tests(const Work& work) {
  auto tests = tests_without_instance(work);
  auto made = co_await make_with(work, tests);
  if (may_be_size_or_test(made)) {
    // A test that is gone by now is more likely than a server that takes so few.
    for (const auto test : tests) {
      if (work.plan.tests[test].remembered) {
        plan_anew(work, test, "its test was not there any more");
      }
    }
    tests = tests_without_instance(work);
  }
  for (const auto most : smaller_pieces) {
    if (may_be_size_or_test(made) && (most < tests.size() || !work.done.moved.empty())) {
      tests.resize(std::min(most, tests.size()));
      made = co_await make_with(work, tests);
    }
  }
  if (!made.id) {
    refuse_all_without_set(work, made);
  }
  work.done.set_made = true;
  work.done.set_id = *made.id;
  work.means.journal.seen(ledger::SeenSet{work.plan.set_name, *made.id});
  if (tests.empty()) {
    co_return;
  }
  if (made.lost_at) {
    // The server may still be at work on its instances.
    co_await wait_until_settled(work.means, *made.lost_at);
  }
  client::InstanceQuery query;
  query.set_ids.push_back(*made.id);
  const auto instances = co_await work.means.practitest.all_instances(query);
  work.done.instances_made += take_instances(work, tests, by_test(instances));
}

/// A set that another import made since this one looked is taken as it is.
asio::awaitable<bool> find_made_meanwhile(const Work& work, bool waited) {
  if (!waited && !work.means.journal.knows_set(work.plan.set_name)) {
    co_return false;
  }
  const auto there = co_await sets_named(work.means, work.plan.set_name);
  if (there.empty()) {
    co_return false;
  }
  work.done.set_id = std::ranges::min(there, {}, &client::TestSet::id).id;
  co_await find_made_meanwhile(work, tests_without_instance(work), true);
  co_return true;
}

}  // namespace

asio::awaitable<void> make_set(const Work& work) {
  if (work.done.set_id || !is_needed(work)) {
    co_return;
  }
  const std::vector<std::string> subjects{set_subject(work.plan.set_name)};
  const bool waited = co_await wait_for_claims(work.means, subjects);
  const bool found = co_await find_made_meanwhile(work, waited);
  if (!found) {
    co_await make_with_tests(work);
  }
  work.means.journal.release(subjects.front());
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
