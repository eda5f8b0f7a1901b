#pragma once

#include "sandbox/call.hpp"
#include "sandbox/fields.hpp"
#include "sandbox/tests.hpp"

#include <optional>
#include <string>
#include <tuple>
#include <vector>

namespace sandbox {

class Sets;

/// instances.json: tests in sets.
class Instances {
public:
  struct Where {
    Id set_id = 0;
    Id test_id = 0;
  };

  Instances(Store& store, const Fields& fields, Tests& tests);

  json::object list(const Call& call);
  json::object create(const Call& call, Sets& sets);

  /// Makes an instance of a known set and test and gives its id; Sets::grew() is to follow.
  Id add(Id set, Id test, const json::object& rest);
  std::optional<Where> find(Id id);
  /// Of several instances of the test in the set, the oldest.
  std::optional<Id> find_in(Id set, Id test);
  std::vector<Id> tests_of(Id set);  ///< In order of creation.
  /// A run of the instance was recorded.
  void ran(Id id, const std::string& status, Id when, const std::string& duration, Id tester);

private:
  using Row = std::tuple<
      Id,
      Id,
      Id,
      Id,
      std::string,
      Id,
      std::string,
      Id,
      Id,
      Id,
      std::string,
      std::string,
      Id,
      Id>;

  json::object show_row(const Call& call, const Row& row) const;
  std::vector<Row> matching(const std::string& where, const std::vector<std::string>& texts);

  Store& store_;
  const Fields& fields_;
  Tests& tests_;
  Change<Id, Id, Id, Id, Id, std::string> insert_;
  Lookup<std::tuple<Id, Id>, Id> by_id_;
  Lookup<std::tuple<Id>, Id, Id> in_set_;
  Lookup<std::tuple<Id>, Id> last_number_;
  Change<std::string, Id, std::string, Id, Id> ran_;
};

}  // namespace sandbox
