#pragma once

#include "client/caller.hpp"
#include "client/entities.hpp"

#include <boost/asio/awaitable.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace client {

/// The outcome of a call that changes something.
template <class T>
struct Written {
  Fate fate = Fate::done;
  T value{};  ///< Only when done.
  std::optional<ApiError>
      error;  ///< When refused, or unknown with an answer or without (status 0).
};

/// PractiTest's REST API v2, typed: one function a call, and nothing else in the program knows
/// a path, a query or a JSON attribute. Reads throw ApiError, Unreachable or Interrupted; writes
/// return their fate and throw only Unreachable (never sent) and Interrupted.
class PractiTest {
public:
  /// `caller` must outlive this. `settings` gives base path and author-id.
  PractiTest(const Settings& settings, Caller& caller, Id project);

  template <class T>
  using Reads = boost::asio::awaitable<T>;
  template <class T>
  using Writes = boost::asio::awaitable<Written<T>>;

  Reads<std::vector<Project>> projects();
  Reads<Project> project();

  /// Lists: `page` counts from 1, and the ids of its query have to fit into a URL (50 do; the
  /// `all_` forms split them). The `all_` forms read every page, those after the first side
  /// by side, and give the items in the order of the pages.
  Reads<Page<Test>> tests(TestQuery query, std::size_t page);
  Reads<std::vector<Test>> all_tests(TestQuery query);
  /// The same with their fields.
  Reads<Page<HeldTest>> held_tests(TestQuery query, std::size_t page);
  Reads<Page<TestSet>> sets(TestSetQuery query, std::size_t page);
  Reads<std::vector<TestSet>> all_sets(TestSetQuery query);
  Reads<std::optional<TestSet>> set(Id id);  ///< Absent when there is none of this id.
  Reads<Page<Instance>> instances(InstanceQuery query, std::size_t page);
  Reads<std::vector<Instance>> all_instances(InstanceQuery query);
  Reads<std::vector<Run>> all_runs(RunQuery query);
  /// The tests of these names, spelled exactly so; at most max_names_per_search. Changes nothing,
  /// but is none of the reference's calls: not done where PractiTest lacks it or answers otherwise
  /// than it has been seen to.
  Writes<std::vector<Test>> search_tests(std::vector<std::string> names);
  Reads<std::vector<Field>> fields();         ///< System and custom ones.
  Reads<std::vector<Field>> custom_fields();  ///< Needs a permission that many tokens lack.
  Reads<Field> custom_field(Id id);           ///< Likewise.

  /// `before` is awaited whenever the call is about to leave, also when it leaves again.
  Writes<Test> create_test(NewTest test, BeforeLeaving before = nullptr);
  /// Changes these fields of the test, and nothing else of it. To be sent again, where an answer was
  /// lost, it needs no look.
  Writes<Test> update_test(Id id, FieldValues changes);
  Writes<TestSet> create_set(NewTestSet set, BeforeLeaving before = nullptr);
  /// A copy of a set, with fresh instances of the same tests. The new one's test_ids are not used.
  Writes<TestSet> clone_set(Id source, NewTestSet set, BeforeLeaving before = nullptr);
  /// At most max_instances_per_call.
  Writes<std::vector<Instance>> create_instances(
      std::vector<NewInstance> instances, BeforeLeaving before = nullptr
  );
  /// At most max_runs_per_call, no two of one instance.
  Writes<std::vector<Run>> create_runs(std::vector<NewRun> runs, BeforeLeaving before = nullptr);
  Writes<AutoRecorded> auto_create(AutoRun run, BeforeLeaving before = nullptr);
  /// Replaces the values that a list field allows. Needs the same permission as custom_fields().
  Writes<Field> set_possible_values(Id custom_field, std::vector<std::string> values);

  /// Makes no call: lets so much time pass, and tells why. Throws Interrupted.
  boost::asio::awaitable<void> wait(std::string why, std::chrono::milliseconds how_long) {
    return caller_.wait(std::move(why), how_long);
  }

private:
  Caller& caller_;
  std::string project_path_;  ///< "/api/v2/projects/123".
  std::string base_path_;     ///< "/api/v2".
  std::optional<std::string> author_id_;
};

}  // namespace client
