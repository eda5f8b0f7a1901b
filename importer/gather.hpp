#pragma once

#include "importer/group.hpp"
#include "importer/identify.hpp"
#include "importer/name_map.hpp"
#include "importer/naming.hpp"
#include "importer/options.hpp"
#include "importer/recording.hpp"
#include "importer/reports.hpp"
#include "importer/run_file.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// One execution that is to become one run.
struct Execution {
  const parsers::Report* report = nullptr;  ///< In Reports, which must outlive this.
  const parsers::Result* result = nullptr;  ///< What to tell of it: `group`'s whole, if there is.
  std::optional<RunStatus> status;          ///< Absent: not recorded, as the user asked.
  std::uint64_t key = 0;                    ///< By which its run is recognised (result_key.hpp).
  bool repeated = false;  ///< A later one took its place, and it has no say in how its test went.
  bool already = false;   ///< An earlier start of this import has recorded it.
  MatchedBy by = MatchedBy::name;  ///< What said which test it belongs to.
  /// In Gathered: its own name, where results of other names are runs of the same test. Its run
  /// says it then.
  const std::string* name = nullptr;
  /// As a saved plan has it, which must outlive this; null: it is made from the result.
  const client::NewRun* run = nullptr;
  const std::vector<RunFile>* files = nullptr;  ///< In Gathered; null: none go with it.
  client::FieldValues* fields = nullptr;        ///< Of its run, in Gathered; null: none.
  /// Bytes that its run takes of a call at most, its files included; 0: not measured.
  std::size_t body_size = 0;
  const Group* group = nullptr;  ///< In Gathered: its cases are the steps. Null: one result.
  std::size_t results = 1;       ///< Of the report, that it stands for.
};

/// That go with its run.
std::span<const RunFile> files_of(const Execution& execution);

/// What its run holds, but for its instance and its key. Its status must be there.
client::NewRun run_of(const Execution& execution, const StatusTable& statuses);

/// Everything that goes to one test of PractiTest.
struct NamedTest {
  std::string name;  ///< As it is stored in PractiTest; with an id that of the first result.
  std::vector<Execution> executions;      ///< In the order of their runs; never empty.
  client::FieldValues* fields = nullptr;  ///< Of the test, if it is made; in Gathered; null: none.
  std::shared_ptr<const SaidIds> said{};  ///< Null where only the name tells.
  /// That it executes, the first where there are several: made, it is a BDD test. Null: none.
  std::shared_ptr<const parsers::Scenario> scenario{};
  std::uint32_t set = 0;  ///< In Gathered::sets: a test of two sets is here twice.

  const TestId* id() const { return said && said->id ? &*said->id : nullptr; }
  /// Its id is what a field has to hold (--match-field): where no test has it, the name counts.
  bool goes_by_field() const { return id() != nullptr && id()->kind == TestId::Kind::field; }
};

/// What it is made with, where it is missing.
client::NewTest new_test(const NamedTest& test);
/// What stands for the test in keys, claims and the ledger: its id, or its name.
std::string known_as(const NamedTest& test);
/// The name of what was executed.
const std::string& name_of(const NamedTest& test, const Execution& execution);

/// Whether one of the executions that nothing repeated has failed.
bool has_failed(const NamedTest& test);

/// Whether one of the executions is still to be recorded.
bool has_runs_left(const NamedTest& test);

/// A field that was asked for, and that nothing gets: its template has no value anywhere.
struct EmptyField {
  std::string option;         ///< "--run-field Build"
  bool asks_results = false;  ///< Else it asks the environment, or says nothing.
};

/// Results of the reports by the name of their test, tests in order of first appearance.
struct Gathered {
  Grain grain = Grain::result;  ///< That the user asked for; a saved plan does not say.
  std::vector<NamedTest> tests;
  /// Names of the test sets that the results go to, in order of first appearance; never empty. That
  /// of a set which goes by its id is empty.
  std::vector<std::string> sets;
  bool sets_by_result = false;  ///< What the results say decides to which of them each goes.
  UnusedIdentities unused;
  std::size_t results = 0;  ///< Of the reports.
  /// Over all tests: as many, unless some are recorded together or stand for no result.
  std::size_t executions = 0;
  std::size_t unmentioned = 0;  ///< Executions of tests that no report mentions (unmentioned.hpp).
  std::vector<EmptyField> empty_fields;
  client::FieldValues* set_fields = nullptr;  ///< Of a set, if it is made; null: none.
  /// Moving these leaves their elements in place.
  std::deque<std::vector<RunFile>> files;
  std::deque<client::FieldValues> field_values;  ///< Shared by those that have the same ones.
  std::deque<Group> groups;
  std::deque<std::string> names;
  /// Reports of what stands in no report as a result: run errors (`--run-errors result`), and tests
  /// that no report mentions.
  std::deque<parsers::Report> made_up;
  std::unique_ptr<const client::NewRun> run_of_unmentioned;  ///< Null when there are none.
};

/// Whether a run may stand for several results: numbers of runs are to be called so.
bool records_together(const Gathered& gathered);

/// How many of the runs those are that stand for results.
std::size_t executions_of_results(const Gathered& gathered);

/// Whether results of several names are runs of this test.
bool has_several_names(const NamedTest& test);

/// Puts executions of one test in the order of their runs: those go first that are repeated, in
/// order of execution (see gather()), the worst last.
void put_in_order(std::vector<Execution>& executions);

/// Gives every execution its name, where they have several.
void name_executions(Gathered& gathered, NamedTest& test);

/// Names every result, and groups those of one report that share a name where the options' grain
/// makes one execution of them. Results that say one id are one test, whatever their names. Of
/// several executions of one name those go first that are repeated, in order of execution: the
/// report itself says so, and flaky results are not to fail. Of the others the worst goes last,
/// because the last run is the status that PractiTest shows and a passing one must not hide a
/// failing one.
Gathered gather(
    const Reports& reports,
    const NameTemplate& names,
    const ImportOptions& options,
    const NameMap& map = {}
);

}  // namespace importer
