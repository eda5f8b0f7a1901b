#include "client/held_fields.hpp"

#include <fmt/format.h>
#include <boost/json/object.hpp>

#include <algorithm>

namespace client {

namespace {

bool is_empty(const Node& node) {
  const auto& value = node.value();
  return value.is_null() || (value.is_string() && value.get_string().empty()) ||
         (value.is_array() && value.get_array().empty());
}

void take(std::string field, const Node& node, FieldValues& held) {
  if (is_empty(node)) {
    return;
  }
  FieldValue value{std::move(field), {}};
  if (node.value().is_array()) {
    std::vector<std::string> texts;
    for (const auto& each : node.elements()) {
      texts.push_back(each.text());
    }
    value.value = std::move(texts);
  } else if (node.value().is_double()) {
    value.value = node.value().get_double();
  } else {
    value.value = node.text();
  }
  held.push_back(std::move(value));
}

void take_assignee(std::string field, const Node& attributes, FieldValues& held) {
  const auto id = attributes.find("assigned-to-id");
  if (!id || is_empty(*id)) {
    return;
  }
  const auto type = attributes.find("assigned-to-type");
  const bool is_group = type && type->text() == "group";
  held.push_back({std::move(field), (is_group ? "group:" : "") + id->text()});
}

std::vector<std::string> texts_of(const FieldValue& field) {
  const auto texts = [](const auto& value) {
    using Value = std::decay_t<decltype(value)>;
    if constexpr (std::is_same_v<Value, std::vector<std::string>>) {
      return value;
    } else {
      return std::vector<std::string>{fmt::format("{}", value)};
    }
  };
  auto all = std::visit(texts, field.value);
  std::ranges::sort(all);
  return all;
}

}  // namespace

FieldValues held_fields(const Node& attributes) {
  FieldValues held;
  for (const auto& field : system_fields()) {
    if (!field.of_tests) {
      continue;
    }
    const auto owner = field.is_automated ? attributes.find("automated-fields") : attributes;
    if (field.kind == FieldKind::assignee) {
      take_assignee(std::string(field.name), attributes, held);
    } else if (const auto value = owner ? owner->find(field.name) : std::nullopt) {
      take(std::string(field.name), *value, held);
    }
  }
  const auto custom = attributes.find("custom-fields");
  if (custom && custom->value().is_object()) {
    for (const auto& [key, value] : custom->value().get_object()) {
      take(std::string(key), custom->at(key), held);
    }
  }
  return held;
}

bool holds(const FieldValues& held, const FieldValue& wanted) {
  constexpr std::size_t day = 10;  // "2026-01-31", which may come with a time behind it.
  const auto found = std::ranges::find(held, wanted.field, &FieldValue::field);
  if (found == held.end()) {
    return false;
  }
  const auto* const system = find_system_field(wanted.field);
  if (system != nullptr && system->kind == FieldKind::date) {
    return text_of(*found).substr(0, day) == text_of(wanted).substr(0, day);
  }
  return texts_of(*found) == texts_of(wanted);
}

std::string text_of(const FieldValue& value) {
  return fmt::format("{}", fmt::join(texts_of(value), ", "));
}

}  // namespace client
