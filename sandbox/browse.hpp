#pragma once

#include "sandbox/query.hpp"
#include "sandbox/store.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

/// What a store holds, a page at a time, for a person to look at. Only reads.
namespace sandbox::browse {

/// Times are seconds since the epoch, 0 for never. `rest` is a JSON object of the other attributes.
struct Set {
  Id id = 0;
  Id display_id = 0;
  std::string name;
  Id author = 0;  ///< 0 for none.
  std::size_t instances = 0;
  Id last_run = 0;
  Id created = 0;
  std::string rest;
};

struct Test {
  Id id = 0;
  Id display_id = 0;
  std::string name;
  std::string type;
  Id author = 0;
  std::string status;
  Id last_run = 0;
  Id created = 0;
  std::string rest;
  std::size_t steps = 0;
};

struct Instance {
  Id id = 0;
  Id set_id = 0;
  Id test_id = 0;
  std::string set;
  std::string test;
  std::string display_id;  ///< "12:3"
  std::string status;
  Id last_run = 0;
  Id newest_run = 0;  ///< Its id; 0 for none.
  std::size_t runs = 0;
  Id created = 0;
  std::string rest;
};

struct Run {
  Id id = 0;
  Id instance_id = 0;
  std::string status;
  std::string exit_code;  ///< Empty when not sent.
  std::string duration;   ///< "HH:MM:SS"; empty when not sent.
  std::string output;
  std::string type;
  Id tester = 0;  ///< 0 for none.
  Id created = 0;
  std::string rest;
  std::size_t steps = 0;
  std::size_t files = 0;  ///< Of its steps too.
};

/// Of a test, without the last two, or of a run.
struct Step {
  Id id = 0;
  std::string name;
  std::string description;
  std::string expected_results;
  std::string actual_results;
  std::string status;
};

struct File {
  Id id = 0;
  Id step_id = 0;  ///< 0: of the run itself.
  std::string name;
  std::size_t size = 0;  ///< Bytes.
};

/// How many instances have each status.
using Statuses = std::map<std::string, std::size_t>;

std::size_t count_sets(Store& store);
std::vector<Set> sets(Store& store, const Page& page);  ///< Newest first.
std::optional<Set> set(Store& store, Id id);
std::map<Id, Statuses> statuses(Store& store, const std::vector<Id>& sets);

std::size_t count_tests_in_no_set(Store& store);
std::vector<Test> tests_in_no_set(Store& store, const Page& page);  ///< Newest first.
std::optional<Test> test(Store& store, Id id);
std::vector<Step> steps_of_test(Store& store, Id test, const Page& page);

/// In order of creation; only those of `status` unless it is empty.
std::vector<Instance> instances_of_set(
    Store& store, Id set, const std::string& status, const Page& page
);
std::size_t count_instances_of_test(Store& store, Id test);
std::vector<Instance> instances_of_test(Store& store, Id test, const Page& page);
std::optional<Instance> instance(Store& store, Id id);

std::vector<Run> runs(Store& store, Id instance, const Page& page);  ///< Newest first.
std::optional<Run> run(Store& store, Id id);
std::vector<Step> steps_of_run(Store& store, Id run, const Page& page);
std::optional<Step> step_of_run(Store& store, Id id);
/// Of the run itself and of these of its steps, at most `most`.
std::vector<File> files(Store& store, Id run, const std::vector<Step>& steps, std::size_t most);
std::optional<File> file(Store& store, Id id);
std::string content(Store& store, Id file);  ///< Raw bytes; empty when there is none.

/// Names of custom fields, by the key that stands for them: "---f-401".
std::map<std::string, std::string> field_names(Store& store);

}  // namespace sandbox::browse
