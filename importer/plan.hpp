#pragma once

#include "client/entities.hpp"
#include "importer/call_counts.hpp"
#include "importer/gather.hpp"
#include "importer/options.hpp"
#include "importer/project_fields.hpp"
#include "importer/remote.hpp"
#include "importer/schedule.hpp"
#include "importer/test_update.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

enum class Action {
  record,         ///< Its instance in the set is known.
  make_instance,  ///< Its test is known and comes into the set.
  make_test,      ///< No test of its name: test and instance are made.
  find_or_make,   ///< Nobody has looked for a test of its name: PractiTest finds or makes it.
  omit,           ///< The user asked not to record it.
  nothing,        ///< An earlier start of this import has recorded it.
  refuse,         ///< Cannot be recorded; `why` says what is in the way.
};

/// "record", "make instance", …
std::string_view name_of(Action action);

/// Whether this makes an instance, or has PractiTest make one.
bool makes_instance(Action action);
/// Whether this makes a test, or has PractiTest make one.
bool makes_test(Action action);

struct PlannedTest {
  const NamedTest* named = nullptr;  ///< In Gathered, which must outlive the plan.
  Action action = Action::record;
  /// What decided it, where why_of() cannot tell it from the rest.
  std::string why;
  std::optional<client::Id> test_id;
  std::optional<client::Id> instance_id;
  bool remembered = false;  ///< An id of it was not looked at: it may be gone.
  /// The first run goes in a call of its own, runs/auto_create.json, which makes what is missing.
  bool alone = false;
  /// In Plan::tests: it makes the test, which this one puts into another set.
  std::optional<std::size_t> made_by = {};
  std::vector<client::Id> same_name;  ///< All test ids, when several have the name.
  /// Indices of named->executions that become runs, in order.
  std::vector<std::size_t> runs;
};

/// Whether it records in a test that is known, whose fields may be updated (`--update tests`).
bool may_be_updated(const PlannedTest& planned);

/// Whether the test that this makes, if nobody has it, is one of a scenario.
bool makes_bdd_test(const PlannedTest& planned);

/// What decided it, for the user. Of the many that only record a run it is worded here and not
/// kept, which would be a seventh of an import's memory.
std::string why_of(const PlannedTest& planned);

struct PlannedSet {
  std::string name;
  std::optional<client::Id> id;  ///< Absent: it is made, if anything needs it.
  bool make = false;
  bool remembered = false;             ///< It was not looked at: it may be gone.
  std::optional<client::Id> clone_of;  ///< It is (or was just) made as a copy of this.
  std::vector<client::Id> same_name;   ///< All sets, when several have its name.

  /// It is still to be made as a copy, which alone tells its instances.
  bool is_to_be_copied() const { return clone_of && !id; }
};

/// What an import does, decided before anything is changed. A value: making it calls nobody.
struct Plan {
  std::vector<PlannedSet> sets;               ///< Parallel to Gathered's; never empty.
  client::FieldValues* set_fields = nullptr;  ///< As Gathered's.
  std::vector<ListExtension> extensions;      ///< Done before all else.
  std::vector<TestUpdate> updates;            ///< Done next.
  std::vector<PlannedTest> tests;             ///< One for each of Gathered's, in its order.
  std::vector<RunBatch> batches;            ///< Turn::test indexes `tests`, Turn::turn its `runs`.
  std::size_t max_body = default_max_body;  ///< Bytes of a batch's call at most.
  CallCounts calls;                         ///< That carrying it out makes when nothing goes wrong.
};

const PlannedSet& set_of(const Plan& plan, std::size_t test);
/// Whether one of the sets is still to be made as a copy of another.
bool copies_set(const Plan& plan);
std::size_t sets_to_make(const Plan& plan);  ///< Copies not counted.

/// Those whose first run goes alone, and those that need an instance before their runs.
std::vector<std::size_t> tests_alone(const Plan& plan);
std::vector<std::size_t> tests_to_put_into_set(const Plan& plan);

Plan make_plan(const Gathered& gathered, const Remote& remote, const ImportOptions& options);

/// Decides the batches, which of the tests of several sets is made, and counts the calls, when all
/// else is decided.
void complete(Plan& plan);

/// How many of the plan's tests have this action.
std::size_t count(const Plan& plan, Action action);
/// Those that come into several sets once.
std::size_t tests_to_make(const Plan& plan);

/// The least time that so many calls take: the first minute's at once, then `rate` a minute.
/// Zero without a limit.
std::chrono::minutes time_for(std::size_t calls, int rate);

}  // namespace importer
