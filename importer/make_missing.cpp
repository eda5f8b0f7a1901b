#include "importer/make_missing.hpp"

#include "importer/refusal.hpp"
#include "importer/refused_alike.hpp"
#include "importer/side_by_side.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>
#include <unordered_map>

namespace asio = boost::asio;

namespace importer {

namespace {

using client::Fate;
using client::Id;

class Maker {
public:
  Maker(
      const Plan& plan,
      const ImportOptions& options,
      client::PractiTest& practitest,
      Targets& targets,
      Progressed& done
  )
      : plan_(plan), options_(options), practitest_(practitest), targets_(targets), done_(done) {}

  asio::awaitable<void> make_tests() {
    std::vector<std::size_t> missing;
    for (std::size_t test = 0; test < plan_.tests.size(); ++test) {
      if (plan_.tests[test].action == Action::make_test) {
        missing.push_back(test);
      }
    }
    if (missing.empty()) {
      co_return;
    }
    // The first goes alone: a token that may not make tests is then refused once, not thirty times.
    co_await make_test(missing.front());
    const auto make_next = [&](std::size_t index) { return make_test(missing[index + 1]); };
    co_await side_by_side(missing.size() - 1, options_.settings.connections, make_next);
  }

  asio::awaitable<void> make_instances() {
    auto missing = tests_without_instance();
    if (missing.empty()) {
      co_return;
    }
    if (!done_.set_id) {
      const auto with_set = std::min(missing.size(), max_tests_in_new_set);
      co_await make_set(std::span(missing).first(with_set));
      missing = tests_without_instance();
    }
    std::vector<std::span<const std::size_t>> batches;
    for (std::size_t at = 0; at < missing.size(); at += client::max_instances_per_call) {
      const auto size = std::min(client::max_instances_per_call, missing.size() - at);
      batches.push_back(std::span(missing).subspan(at, size));
    }
    const auto make_batch = [&](std::size_t index) { return make_instances_of(batches[index]); };
    co_await side_by_side(batches.size(), options_.settings.connections, make_batch);
  }

private:
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

  asio::awaitable<void> make_test(std::size_t test) {
    if (creation_refused_ || refused_alike_.verdict()) {
      const auto& why = creation_refused_ ? creation_refused_ : refused_alike_.verdict();
      settle(plan_, test, Outcome::refused, *why, done_);
      co_return;
    }
    client::NewTest fresh;
    fresh.name = plan_.tests[test].named->name;
    const auto written = co_await practitest_.create_test(fresh);
    if (written.fate == Fate::done) {
      targets_.tests[test] = written.value.id;
      ++done_.tests_made;
      refused_alike_.taken();
      co_return;
    }
    const auto why = explain(*written.error);
    if (written.fate == Fate::unknown) {
      settle(
          plan_, test, Outcome::unknown, fmt::format("its test may have been made: {}", why), done_
      );
      note_unknown(why);
      co_return;
    }
    settle(plan_, test, Outcome::refused, why, done_);
    refused_alike_.refused(*written.error);
    const auto end = ends_import(*written.error);
    if (end || concerns_author(*written.error)) {
      // What is known can still be recorded; only the making of tests is at an end.
      creation_refused_ = why;
      done_.stopped = graver(done_.stopped, end.value_or(ExitCode::refused));
      done_.stop_reason = why;
    }
    if (written.error->status() == 401) {
      throw *written.error;
    }
  }

  asio::awaitable<void> make_set(std::span<const std::size_t> tests) {
    client::NewTestSet fresh;
    fresh.name = plan_.set_name;
    for (const auto test : tests) {
      fresh.test_ids.push_back(*targets_.tests[test]);
    }
    const auto written = co_await practitest_.create_set(fresh);
    if (written.fate == Fate::unknown) {
      throw client::Unreachable(fmt::format(
          "the test set '{}' may or may not have been made; nothing was recorded, and the same "
          "import again will use it if it is there: {}",
          plan_.set_name,
          explain(*written.error)
      ));
    }
    if (written.fate == Fate::refused) {
      const auto why = fmt::format("its test set could not be made: {}", explain(*written.error));
      for (std::size_t test = 0; test < plan_.tests.size(); ++test) {
        if (!is_settled(test)) {
          settle(plan_, test, Outcome::refused, why, done_);
        }
      }
      throw *written.error;
    }
    done_.set_made = true;
    done_.set_id = written.value.id;
    client::InstanceQuery query;
    query.set_ids.push_back(written.value.id);
    const auto instances = co_await practitest_.all_instances(query);
    std::unordered_map<Id, Id> by_test;
    for (const auto& instance : instances) {
      by_test.emplace(instance.test_id, instance.id);
    }
    take_instances(tests, by_test);
  }

  asio::awaitable<void> make_instances_of(std::span<const std::size_t> tests) {
    std::vector<client::NewInstance> fresh;
    for (const auto test : tests) {
      client::NewInstance instance;
      instance.set_id = *done_.set_id;
      instance.test_id = *targets_.tests[test];
      fresh.push_back(instance);
    }
    const auto written = co_await practitest_.create_instances(fresh);
    if (written.fate == Fate::done) {
      std::unordered_map<Id, Id> by_test;
      for (const auto& instance : written.value) {
        by_test.emplace(instance.test_id, instance.id);
      }
      take_instances(tests, by_test);
      for (const auto test : tests) {
        if (!targets_.instances[test]) {
          settle(
              plan_,
              test,
              Outcome::unknown,
              "PractiTest's answer does not name the instance that was made for it",
              done_
          );
        }
      }
      co_return;
    }
    const auto& error = *written.error;
    if (written.fate == Fate::unknown) {
      for (const auto test : tests) {
        settle(
            plan_,
            test,
            Outcome::unknown,
            fmt::format("its instance may have been made: {}", explain(error)),
            done_
        );
      }
      note_unknown(explain(error));
      co_return;
    }
    if (ends_import(error)) {
      throw error;
    }
    if (tests.size() > 1 && may_be_one_item(error)) {
      const auto half = tests.size() / 2;
      co_await make_instances_of(tests.first(half));
      co_await make_instances_of(tests.subspan(half));
      co_return;
    }
    for (const auto test : tests) {
      settle(plan_, test, Outcome::refused, explain(error), done_);
    }
  }

  void take_instances(
      std::span<const std::size_t> tests, const std::unordered_map<Id, Id>& by_test
  ) {
    for (const auto test : tests) {
      const auto found = by_test.find(*targets_.tests[test]);
      if (found != by_test.end()) {
        targets_.instances[test] = found->second;
        ++done_.instances_made;
      }
    }
  }

  /// A service that loses one answer after the other is not asked for more.
  void note_unknown(const std::string& why) {
    if (++unknown_ == max_unknown_answers) {
      throw client::Unreachable(why);
    }
  }

  static constexpr int max_unknown_answers = 3;

  const Plan& plan_;
  const ImportOptions& options_;
  client::PractiTest& practitest_;
  Targets& targets_;
  Progressed& done_;
  std::optional<std::string> creation_refused_;
  RefusedAlike refused_alike_{"tests"};
  int unknown_ = 0;
};

}  // namespace

Targets::Targets(const Plan& plan) {
  for (const auto& planned : plan.tests) {
    tests.push_back(planned.test_id);
    instances.push_back(planned.instance_id);
  }
}

void settle(
    const Plan& plan, std::size_t test, Outcome outcome, const std::string& why, Progressed& done
) {
  for (const auto run : plan.tests[test].runs) {
    done.results[test][run] = {outcome, why};
  }
}

asio::awaitable<void> make_missing(
    const Plan& plan,
    const ImportOptions& options,
    client::PractiTest& practitest,
    Targets& targets,
    Progressed& done
) {
  Maker maker(plan, options, practitest, targets, done);
  co_await maker.make_tests();
  co_await maker.make_instances();
}

}  // namespace importer
