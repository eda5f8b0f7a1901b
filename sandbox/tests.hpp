#pragma once

#include "sandbox/call.hpp"
#include "sandbox/fields.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace sandbox {

/// The test library: tests.json, steps.json, tests/bulk_search.json.
class Tests {
public:
  struct Step {
    std::string name;
    std::string description;
    std::string expected_results;
  };

  struct New {
    std::string name;
    std::string test_type = "ApiTest";
    Id author_id = 0;
    json::object rest;
    std::vector<Step> steps;
  };

  Tests(Store& store, const Fields& fields);

  json::object list(const Call& call);
  json::object show(const Call& call, Id id);
  json::object create(const Call& call);
  json::object update(const Call& call, Id id);
  json::object steps(const Call& call);
  json::object bulk_search(const Call& call);

  /// Makes a test and gives its id.
  Id add(const New& test);
  bool exists(Id id);
  /// By exact name; of several the oldest or the newest.
  std::optional<Id> find(const std::string& name, bool newest);
  /// A run of the test was recorded.
  void ran(Id id, const std::string& status, Id when);

  /// Reads the attributes that POST tests.json, PUT and auto_create have in common.
  void keep_common(Reader& attributes, New& test) const;
  /// Of "steps": [...] or of data in "steps": {"data": [...]}.
  static std::vector<Step> read_steps(
      const json::array& steps, std::optional<std::size_t> element, bool with_position
  );

private:
  using Row =
      std::tuple<Id, Id, std::string, std::string, Id, Id, std::string, Id, Id, Id, std::string>;

  json::array matching(const Call& call, const std::string& where, const std::vector<std::string>&);
  json::object show_row(const Call& call, const Row& row) const;
  void keep_editable(const Call& call, Reader& attributes, New& test) const;

  Store& store_;
  const Fields& fields_;
  Id last_display_id_;
  Change<Id, Id, std::string, std::string, std::string, Id, Id, Id, std::string> insert_;
  Change<Id, Id, Id, std::string, std::string, std::string, Id> insert_step_;
  Lookup<std::tuple<Id>, Id> exists_;
  Lookup<Row, Id> by_id_;
  Lookup<std::tuple<Id>, std::string> oldest_;
  Lookup<std::tuple<Id>, std::string> newest_;
  Change<std::string, Id, Id> ran_;
};

}  // namespace sandbox
