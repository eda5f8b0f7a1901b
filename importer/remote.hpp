#pragma once

#include "client/entities.hpp"
#include "importer/seen_ids.hpp"
#include "importer/test_id.hpp"
#include "ledger/ledger.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace importer {

/// Blanks around a name and its Unicode form do not matter when matching.
std::string match_key(std::string_view name);

struct KnownInstance {
  client::Id id = 0;  ///< 0: that of a set which is still to be cloned.
  client::Id test_id = 0;
  bool remembered = false;  ///< Of an earlier import: it may be gone by now.
};

struct KnownTest {
  client::Id id = 0;
  bool remembered = false;
};

/// How much of a test set is known.
enum class Coverage {
  no_set,      ///< There is none, or it is not made yet.
  all,         ///< Every instance, as PractiTest has it now.
  names,       ///< Of the names of this import, spelled exactly so, all instances.
  remembered,  ///< What earlier imports have seen: there may be more, or less.
};

/// What PractiTest holds of one of an import's sets, as far as it was looked at or is remembered.
/// Names are in the form of match_key().
struct RemoteSet {
  std::optional<client::TestSet> set;             ///< Absent when it does not exist.
  std::vector<client::Id> sets_of_the_same_name;  ///< All ids, ascending, when there are several.
  Coverage coverage = Coverage::no_set;
  /// The set is made as a copy of this one, whose instances `instances` then tells of.
  std::optional<client::TestSet> clone_of;
  /// In the set; those of one name by test id, then by id.
  std::unordered_map<std::string, std::vector<KnownInstance>> instances;
  /// Instances of tests that results name by ids, by the test's id; those of one test by id.
  std::unordered_map<client::Id, std::vector<KnownInstance>> instances_by_test;
  /// Remembered tests for which PractiTest said just now that the set has no instance of them.
  std::unordered_set<client::Id> not_in_set;
  /// All instances of the set, where options ask for what the reports do not mention.
  std::vector<client::Instance> in_set;
};

/// What was read of the field of --match-field, beside the tests in Remote::by_id.
struct FieldLook {
  /// Ids of the tests, ascending, of values that several tests hold.
  std::map<TestId, std::vector<client::Id>> held_by_several;
  /// The value that a test holds, of tests whose name results have.
  std::unordered_map<client::Id, TestId> holds;
  /// Names, in the form of match_key(), of results with several values that no test holds.
  std::unordered_set<std::string> names_of_several;
};

/// What PractiTest holds of an import, likewise.
struct Remote {
  explicit Remote(std::size_t number_of_sets = 1) : sets(number_of_sets) {}

  std::vector<RemoteSet> sets;  ///< Parallel to Gathered::sets.
  /// In the project, ids ascending. A name that is here without any was looked for in vain; one
  /// that is not here was not looked for.
  std::unordered_map<std::string, std::vector<KnownTest>> tests;
  /// Tests that results name by ids; absent when the project has none of that id.
  std::map<TestId, std::optional<KnownTest>> by_id;
  FieldLook by_field;
  /// Names that get runs in more than one set: such a test is never made together with its run, or
  /// the sets would each make one.
  std::unordered_set<std::string> in_several_sets;
  /// The tests were asked for name by name, where PractiTest compares bytes.
  bool asked_by_name = false;
  /// A test, its instance and its run may be made in one call.
  bool auto_create = false;
  /// 20 names may be looked for in one call, and that call has not failed yet.
  bool bulk_search = false;
  /// What was seen just now, to be remembered.
  ledger::Changes seen;
};

/// What earlier imports have seen of a set.
struct RememberedSet {
  std::optional<client::Id> id;                 ///< Of the name, or the id, that is asked for.
  std::vector<ledger::SeenInstance> instances;  ///< Of that set.
};

/// What earlier imports have seen, by ids that may be gone by now.
struct Memory {
  explicit Memory(std::size_t number_of_sets = 1) : sets(number_of_sets) {}

  bool trusted = true;                  ///< Else it only tells what to forget.
  std::vector<RememberedSet> sets;      ///< Parallel to Gathered::sets.
  std::vector<ledger::SeenTest> tests;  ///< Of the project.
  SeenIds ids;                          ///< Likewise.
  bool doubts_ids = false;              ///< System ids that results say are looked at, too.
  bool lacks_auto_create = false;
  bool lacks_bulk_search = false;
};

}  // namespace importer
