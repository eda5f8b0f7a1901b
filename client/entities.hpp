#pragma once

#include "client/field_value.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// PractiTest's entities, as far as the importer needs them.
/// Source of all facts: PractiTest REST API v2 reference.
namespace client {

/// A system id; sent as a number, read from a string or a number.
using Id = std::int64_t;

/// Limits of one call.
constexpr std::size_t max_page_size = 100;
constexpr std::size_t max_runs_per_call = 20;
constexpr std::size_t max_names_per_search = 20;
constexpr std::size_t max_instances_per_call = 20;
/// System ids in one query; longer ones are divided.
constexpr std::size_t max_ids_per_call = 50;
/// Display ids in one query: as many as a page of their tests holds.
constexpr std::size_t max_display_ids_per_call = 100;
/// Characters, in automated-execution-output and in a step's name.
constexpr std::size_t max_output_characters = 255;
constexpr std::size_t max_step_name_characters = 255;

struct Project {
  Id id = 0;
  std::string name;
};

struct Test {
  Id id = 0;
  std::string display_id;  ///< What people see; empty when the answer has none.
  std::string name;
};

/// A test with what its fields hold (held_fields.hpp).
struct HeldTest {
  Id id = 0;
  std::string name;
  FieldValues fields;
};

struct NewTest {
  std::string name;
  std::string description;  ///< Empty: not sent.
  std::string test_type = "ApiTest";
  std::string scenario = {};  ///< Gherkin, of a BDDTest only; empty: not sent.
  FieldValues fields = {};
};

struct TestSet {
  Id id = 0;
  std::string display_id;
  std::string name;
  std::size_t instances_count = 0;
};

struct NewTestSet {
  std::string name;
  std::vector<Id> test_ids;  ///< One instance each, made in the same call.
  FieldValues fields = {};
};

struct Instance {
  Id id = 0;
  Id set_id = 0;
  Id test_id = 0;
  std::string name;        ///< Its test's.
  std::string run_status;  ///< As PractiTest shows it, "PASSED"; empty when not given.
};

struct NewInstance {
  Id set_id = 0;
  Id test_id = 0;
};

enum class StepStatus { passed, failed, blocked, no_run, not_applicable };

/// Travels inside the run's own call.
struct File {
  std::string filename;
  std::string content;  ///< Raw bytes; base64 on the wire.
};

struct RunStep {
  std::string name;
  std::string description;
  std::string expected_results;
  std::string actual_results;
  StepStatus status = StepStatus::no_run;
  std::vector<File> files;
};

/// What a run has that brings a day of its own, which PractiTest takes of manual runs alone. Such a
/// run has no output.
struct ManualRun {
  std::string date;                   ///< YYYY-MM-DD
  std::optional<std::string> tester;  ///< A user's id; a personal token needs none.
};

/// A run, automated unless `manual` is there. With steps PractiTest computes the status from them
/// and ignores exit_code.
struct NewRun {
  Id instance_id = 0;
  std::optional<int> exit_code;  ///< 0 passed, else failed.
  std::optional<std::chrono::seconds> duration;
  std::string output;  ///< automated-execution-output, at most 255 characters; empty: not sent.
  std::vector<RunStep> steps;
  std::vector<File> files;
  FieldValues fields = {};
  std::optional<ManualRun> manual = {};
};

struct Run {
  Id id = 0;
  Id instance_id = 0;
  std::string status;  ///< As PractiTest shows it; empty when the answer has none.
  std::string output;
  std::string created_at;
};

/// A result for runs/auto_create.json: finds or makes the test and its instance in the set.
struct AutoRun {
  Id set_id = 0;
  std::optional<Id> test_id;  ///< Known test; else `test` says what to look for or make.
  NewTest test;
  NewRun run;  ///< Its instance_id is not used.
};

struct AutoRecorded {
  Run run;
  Id test_id = 0;
  bool created_test = false;
  bool created_instance = false;
};

struct Field {
  Id id = 0;
  std::string name;
  bool is_custom = true;                     ///< Else one of PractiTest's own.
  std::string format;                        ///< field_format: "text", "list", …
  std::vector<std::string> possible_values;  ///< Of lists.
  std::vector<std::string> entities;         ///< "Test", "TestSet", "Instance", "Run", …
};

/// A page of a list, with what its `meta` tells about the rest.
template <class T>
struct Page {
  std::vector<T> items;
  std::size_t total_count = 0;
  std::size_t total_pages = 1;
};

/// Filters of the lists. Empty members are not sent.
struct TestQuery {
  std::string name_exact;
  std::vector<Id> display_ids;
};
struct TestSetQuery {
  std::string name_exact;
  std::vector<Id> display_ids;
};
struct InstanceQuery {
  std::vector<Id> set_ids;
  std::vector<Id> test_ids;
  std::string name_exact;
};
struct RunQuery {
  std::vector<Id> instance_ids;
  std::vector<Id> set_ids;
  std::optional<int> updated_hours_ago;
};

}  // namespace client
