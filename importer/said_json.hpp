#pragma once

#include "importer/identify.hpp"

#include <boost/json/object.hpp>

namespace importer {

/// `{"display_id": 205, "where": "PT-205 in its name"}`, as saved plans and `--format json` have
/// it.
inline boost::json::object to_json(const SaidIds& said) {
  boost::json::object object;
  for (const auto& id : {said.id, said.beside}) {
    if (id) {
      object[id->kind == TestId::Kind::display ? "display_id" : "system_id"] = id->number;
    }
  }
  object["where"] = said.says;
  if (!said.contradiction.empty()) {
    object["contradiction"] = said.contradiction;
  }
  return object;
}

}  // namespace importer
