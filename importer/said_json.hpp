#pragma once

#include "importer/identify.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// `{"display_id": 205, "where": "PT-205 in its name"}`, of a field's value `"field"` and
/// `"value"`, as saved plans and `--format json` have it.
inline boost::json::object to_json(const SaidIds& said) {
  boost::json::object object;
  for (const auto& id : {said.id, said.beside}) {
    if (id && id->kind != TestId::Kind::field) {
      object[id->kind == TestId::Kind::display ? "display_id" : "system_id"] = id->number;
    }
  }
  if (!said.value.empty()) {
    object["field"] = said.field;
    object["value"] = said.value;
  }
  object["where"] = said.says;
  if (!said.contradiction.empty()) {
    object["contradiction"] = said.contradiction;
  }
  return object;
}

}  // namespace importer
