#include "importer/plan_values.hpp"

#include "parsers/text.hpp"

#include <utility>

namespace json = boost::json;

namespace importer::plan_values {

using client::Node;
using client::ShapeError;

void put(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

void put(json::object& object, std::string_view name, std::uint64_t number) {
  if (number != 0) {
    object[name] = number;
  }
}

void put(json::object& object, std::string_view name, const std::optional<client::Id>& id) {
  if (id) {
    object[name] = *id;
  }
}

void put(json::object& object, std::string_view name, json::array array) {
  if (!array.empty()) {
    object[name] = std::move(array);
  }
}

void require(bool fits, const char* what) {
  if (!fits) {
    throw ShapeError(what);
  }
}

std::string clean(const Node& node) {
  require(node.value().is_string(), "a number or a list stands where a text should");
  auto text = node.text();
  require(parsers::is_clean(text), "a text holds control characters");
  return text;
}

std::string optional_text(const Node& node, std::string_view name) {
  const auto found = node.find(name);
  return found ? clean(*found) : std::string();
}

std::int64_t number_within(const Node& node, std::int64_t least, std::int64_t most) {
  const auto* number = node.value().if_int64();
  require(
      number != nullptr && *number >= least && *number <= most, "a number is none that a plan has"
  );
  return *number;
}

std::optional<client::Id> optional_id(const Node& node, std::string_view name) {
  const auto found = node.find(name);
  return found ? std::optional(found->id()) : std::nullopt;
}

bool flag(const Node& node, std::string_view name) {
  const auto found = node.find(name);
  const auto* value = found ? found->value().if_bool() : nullptr;
  require(!found || value != nullptr, "something else stands where true should");
  return value != nullptr && *value;
}

const boost::json::object& object_of(const Node& node) {
  const auto* object = node.value().if_object();
  require(object != nullptr, "something else stands where an object should");
  return *object;
}

std::vector<Node> elements_of(const Node& node, std::string_view name) {
  const auto found = node.find(name);
  return found ? found->elements() : std::vector<Node>();
}

}  // namespace importer::plan_values
