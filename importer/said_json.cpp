#include "importer/said_json.hpp"

#include "importer/match_field.hpp"
#include "importer/plan_values.hpp"

#include <utility>

namespace json = boost::json;

namespace importer {

using client::Node;
using namespace plan_values;

json::object to_json(const SaidIds& said) {
  json::object object;
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

SaidIds said_ids_from(const Node& node) {
  SaidIds said;
  for (const auto& [name, kind] :
       {std::pair("display_id", TestId::Kind::display),
        std::pair("system_id", TestId::Kind::system)}) {
    if (const auto number = optional_id(node, name)) {
      require(*number > 0, "test/said is no id of a test");
      (said.id ? said.beside : said.id) = TestId{kind, *number};
    }
  }
  said.field = optional_text(node, "field");
  said.value = optional_text(node, "value");
  require(said.field.empty() == said.value.empty(), "test/said has half of a field's value");
  if (!said.value.empty()) {
    require(!said.id, "test/said has an id and a field's value");
    said.id = id_of_value(said.field, said.value);
  }
  said.says = optional_text(node, "where");
  said.contradiction = optional_text(node, "contradiction");
  require(said.any(), "test/said says nothing");
  return said;
}

}  // namespace importer
