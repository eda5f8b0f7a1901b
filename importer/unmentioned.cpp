#include "importer/unmentioned.hpp"

#include "importer/recording.hpp"

#include <map>
#include <memory>
#include <string>
#include <unordered_set>
#include <utility>

namespace importer {

namespace {

/// Of whatever the reports say something, be it that it is refused or left out.
struct Mentioned {
  std::unordered_set<std::string> names;  ///< In the form of match_key().
  std::unordered_set<client::Id> tests;
};

Mentioned mentioned_by(const Plan& plan, std::size_t set) {
  Mentioned mentioned;
  for (const auto& planned : plan.tests) {
    if (planned.named->set != set) {
      continue;
    }
    mentioned.tests.insert(planned.same_name.begin(), planned.same_name.end());
    if (planned.test_id) {
      mentioned.tests.insert(*planned.test_id);
    } else {
      mentioned.names.insert(match_key(planned.named->name));
    }
    // A test that results name by its id may have any name in PractiTest.
    if (!planned.named->said) {
      mentioned.names.insert(match_key(planned.named->name));
    }
  }
  return mentioned;
}

/// By test, the one of its instances that an import records in.
std::map<client::Id, const client::Instance*> first_instances(
    const std::vector<client::Instance>& in_set
) {
  std::map<client::Id, const client::Instance*> first;
  for (const auto& instance : in_set) {
    auto& known = first[instance.test_id];
    if (known == nullptr || instance.id < known->id) {
      known = &instance;
    }
  }
  return first;
}

NamedTest named_by_its_id(const client::Instance& instance) {
  SaidIds said;
  said.id = TestId{TestId::Kind::system, instance.test_id};
  NamedTest test;
  test.name = match_key(instance.name);
  test.said = std::make_shared<const SaidIds>(std::move(said));
  return test;
}

class Adder {
public:
  Adder(Gathered& gathered, Remote& remote, RunStatus status)
      : gathered_(gathered), remote_(remote), status_(status) {}

  void add(std::uint32_t set, const Mentioned& mentioned) {
    for (const auto& [test_id, instance] : first_instances(remote_.sets[set].in_set)) {
      if (!mentioned.tests.contains(test_id) &&
          !mentioned.names.contains(match_key(instance->name)) &&
          instance->run_status != name_of(status_)) {
        add(set, *instance);
      }
    }
  }

private:
  void add(std::uint32_t set, const client::Instance& instance) {
    if (report_ == nullptr) {
      StatusTable statuses;
      statuses.set(parsers::Status::not_run, status_);
      report_ = &report_of_nothing(gathered_);
      gathered_.run_of_unmentioned =
          std::make_unique<const client::NewRun>(to_run(report_->results.front(), statuses));
    }
    auto& test = gathered_.tests.emplace_back(named_by_its_id(instance));
    test.set = set;
    Execution execution;
    execution.report = report_;
    execution.result = &report_->results.front();
    execution.status = status_;
    execution.by = MatchedBy::unmentioned;
    execution.run = gathered_.run_of_unmentioned.get();
    test.executions.push_back(execution);
    ++gathered_.executions;
    ++gathered_.unmentioned;
    remote_.by_id[*test.id()] = KnownTest{instance.test_id, false};
    remote_.sets[set].instances_by_test[instance.test_id] = {
        KnownInstance{instance.id, instance.test_id, false}};
  }

  Gathered& gathered_;
  Remote& remote_;
  RunStatus status_;
  const parsers::Report* report_ = nullptr;
};

}  // namespace

std::size_t add_unmentioned(
    Gathered& gathered, Remote& remote, const Plan& plan, RunStatus status
) {
  // The plan's tests are gathered's, which move as others are added.
  std::vector<Mentioned> mentioned;
  for (std::size_t set = 0; set < plan.sets.size(); ++set) {
    mentioned.push_back(mentioned_by(plan, set));
  }
  const auto before = gathered.unmentioned;
  Adder adder(gathered, remote, status);
  for (std::uint32_t set = 0; set < mentioned.size(); ++set) {
    adder.add(set, mentioned[set]);
  }
  return gathered.unmentioned - before;
}

bool is_unmentioned(const Execution& execution) { return execution.by == MatchedBy::unmentioned; }

const parsers::Report& report_of_nothing(Gathered& gathered) {
  auto& report = gathered.made_up.emplace_back();
  report.source = "(no report)";
  report.suites.emplace_back();
  auto& result = report.results.emplace_back();
  result.status = parsers::Status::not_run;
  result.make_evidence().message = "no report of this import mentions this test of the set";
  return report;
}

}  // namespace importer
