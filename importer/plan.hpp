#pragma once

#include "client/entities.hpp"
#include "importer/gather.hpp"
#include "importer/look_up.hpp"
#include "importer/options.hpp"
#include "importer/schedule.hpp"

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace importer {

/// Calls by what is called: "POST runs.json" → 50.
using CallCounts = std::map<std::string, std::size_t>;

enum class Action {
  record,         ///< Its instance in the set is known.
  make_instance,  ///< Its test is known and comes into the set.
  make_test,      ///< No test of its name: test and instance are made.
  omit,           ///< The user asked not to record it.
  nothing,        ///< An earlier start of this import has recorded it.
  refuse,         ///< Cannot be recorded; `why` says what is in the way.
};

struct PlannedTest {
  const NamedTest* named = nullptr;  ///< In Gathered, which must outlive the plan.
  Action action = Action::record;
  std::string why;  ///< What decided it, for the user.
  std::optional<client::Id> test_id;
  std::optional<client::Id> instance_id;
  std::vector<client::Id> same_name;  ///< All test ids, when several have the name.
  /// Indices of named->executions that become runs, in order.
  std::vector<std::size_t> runs;
};

/// What an import does, decided before anything is changed. A value: making it calls nobody.
struct Plan {
  std::string set_name;
  std::optional<client::Id> set_id;  ///< Absent: the set is made, if anything needs it.
  bool make_set = false;
  std::vector<client::Id> sets_of_the_same_name;
  std::vector<PlannedTest> tests;  ///< One for each of Gathered's, in its order.
  std::vector<RunBatch> batches;   ///< Turn::test indexes `tests`, Turn::turn its `runs`.
  CallCounts calls;                ///< That carrying it out makes when nothing goes wrong.
};

/// How many tests a new set takes in the call that makes it; the reference gives no limit, so the
/// rest goes in by instances.
constexpr std::size_t max_tests_in_new_set = 1'000;

Plan make_plan(const Gathered& gathered, const Remote& remote, const ImportOptions& options);

/// How many of the plan's tests have this action.
std::size_t count(const Plan& plan, Action action);

std::size_t total(const CallCounts& calls);

/// The least time that so many calls take: the first minute's at once, then `rate` a minute.
/// Zero without a limit.
std::chrono::minutes time_for(std::size_t calls, int rate);

}  // namespace importer
