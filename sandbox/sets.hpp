#pragma once

#include "sandbox/call.hpp"
#include "sandbox/fields.hpp"
#include "sandbox/instances.hpp"
#include "sandbox/tests.hpp"

#include <string>
#include <tuple>
#include <vector>

namespace sandbox {

/// sets.json and sets/:id/clone.json.
class Sets {
public:
  Sets(Store& store, const Fields& fields, Tests& tests, Instances& instances);

  json::object list(const Call& call);
  json::object show(const Call& call, Id id);
  json::object create(const Call& call);
  json::object clone(const Call& call, Id id);

  bool exists(Id id);
  void grew(Id id, Id by);   ///< Instances were added.
  void ran(Id id, Id when);  ///< A run of one of its instances was recorded.

private:
  using Row = std::tuple<Id, Id, std::string, Id, Id, Id, Id, Id, std::string>;

  Id add(const std::string& name, Id author, const json::object& rest);
  void add_instances(Id set, const std::vector<Id>& tests);
  json::array shown(const Call& call, const std::vector<Row>& rows);
  json::object read_attributes(const Call& call, Reader& attributes, Id& author) const;

  Store& store_;
  const Fields& fields_;
  Tests& tests_;
  Instances& instances_;
  Id last_display_id_;
  Lookup<std::tuple<Id>, Id> exists_;
  Change<Id, Id> grew_;
  Change<Id, Id> ran_;
};

}  // namespace sandbox
