#include "importer/plan_fields.hpp"

#include "importer/plan_values.hpp"

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace json = boost::json;

namespace importer {

using client::Node;
using namespace plan_values;

json::array field_pair(const client::FieldValue& field) {
  const auto as_json = [](const auto& value) -> json::value {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<std::string>>) {
      return json::array(value.begin(), value.end());
    } else {
      return json::value(value);
    }
  };
  return {field.field, std::visit(as_json, field.value)};
}

client::FieldValue field_from(const Node& node) {
  const auto pair = node.elements();
  require(pair.size() == 2, "a field is no pair of name and value");
  client::FieldValue field;
  field.field = clean(pair[0]);
  require(!field.field.empty(), "a field has no name");
  const auto& value = pair[1].value();
  if (value.is_array()) {
    std::vector<std::string> texts;
    for (const auto& each : pair[1].elements()) {
      texts.push_back(clean(each));
    }
    field.value = std::move(texts);
  } else if (value.is_int64()) {
    field.value = value.get_int64();
  } else if (value.is_double()) {
    field.value = value.get_double();
  } else {
    field.value = clean(pair[1]);
  }
  return field;
}

json::array fields_array(const client::FieldValues* fields) {
  return fields == nullptr ? json::array() : array_of(*fields, field_pair);
}

client::FieldValues* SavedFields::read(const Node& node, client::FieldOwner owner) {
  client::FieldValues values;
  for (const auto& field : elements_of(node, "fields")) {
    values.push_back(field_from(field));
  }
  return distinct_.keep(owner, std::move(values));
}

}  // namespace importer
