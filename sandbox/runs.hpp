#pragma once

#include "sandbox/call.hpp"
#include "sandbox/fields.hpp"
#include "sandbox/instances.hpp"
#include "sandbox/sets.hpp"
#include "sandbox/tests.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace sandbox {

/// runs.json.
class Runs {
public:
  struct File {
    std::string filename;
    std::size_t size = 0;
    std::string content;  ///< base64
  };

  struct Step {
    std::string name;
    std::string description;
    std::string expected_results;
    std::string actual_results;
    std::string status;
    std::vector<File> files;
  };

  /// A run as it is asked for, its status computed.
  struct New {
    std::string status;
    std::string exit_code;  ///< Empty when not sent.
    std::string duration;
    std::string output;
    std::string type = "AutomatedRun";
    Id tester_id = 0;
    json::object rest;
    std::vector<Step> steps;
    std::vector<File> files;
  };

  Runs(Store& store, const Fields& fields, Tests& tests, Sets& sets, Instances& instances);

  json::object list(const Call& call);
  json::object create(const Call& call);

  /// Reads what POST runs.json and auto_create have in common: the rest of `attributes`, and
  /// steps and files of `element`. The caller finishes both readers.
  New read(const Call& call, Reader& element, Reader& attributes) const;
  /// Records a run; gives its entity.
  json::object add(const Call& call, Id instance, const Instances::Where& where, const New& run);

private:
  using Row = std::
      tuple<Id, Id, Id, std::string, std::string, std::string, std::string, Id, Id, std::string>;

  json::object show_row(const Call& call, const Row& row) const;
  void add_files(Id run, Id step, const std::vector<File>& files);

  Store& store_;
  const Fields& fields_;
  Tests& tests_;
  Sets& sets_;
  Instances& instances_;
  Change<
      Id,
      Id,
      Id,
      Id,
      std::string,
      std::string,
      std::string,
      std::string,
      std::string,
      Id,
      Id,
      std::string>
      insert_;
  Change<Id, Id, std::string, std::string, std::string, std::string, std::string> insert_step_;
  Change<Id, Id, Id, std::string, Id, std::string> insert_file_;
};

/// Raw bytes of base64 text, or absent when it is not base64. Blanks and line ends are ignored,
/// as base64(1) makes them.
std::optional<std::string> from_base64(std::string_view text);

}  // namespace sandbox
