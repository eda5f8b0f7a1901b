#include "importer/plan_report_values.hpp"

#include "importer/plan_words.hpp"

#include <chrono>

namespace json = boost::json;

namespace importer::plan_values {

using client::Node;

namespace {

/// Longer than thirty thousand years is no duration, and no time (parsers/times.hpp).
constexpr std::int64_t longest = 1'000'000'000'000'000;

}  // namespace

std::string_view Texts::operator()(const Node& node) const { return document_.keep(clean(node)); }

std::string_view Texts::operator()(const Node& node, std::string_view name) const {
  return document_.keep(optional_text(node, name));
}

parsers::Status status(const Node& node) {
  return known(status_from(node.at("status").text()), "status");
}

void put(json::object& object, const std::optional<parsers::Duration>& duration) {
  if (duration) {
    object["milliseconds"] = duration->count();
  }
}

std::optional<parsers::Duration> duration(const Node& node) {
  const auto found = node.find("milliseconds");
  return found ? std::optional(parsers::Duration(number_within(*found, 0, longest))) : std::nullopt;
}

void put(json::object& object, const std::optional<parsers::StartTime>& start) {
  if (start) {
    object["start"] = start->local.time_since_epoch().count();
    if (start->utc_offset) {
      object["utc_offset"] = start->utc_offset->count();
    }
  }
}

std::optional<parsers::StartTime> start(const Node& node) {
  const auto found = node.find("start");
  if (!found) {
    return std::nullopt;
  }
  parsers::StartTime start;
  start.local =
      decltype(start.local)(std::chrono::milliseconds(number_within(*found, -longest, longest)));
  if (const auto offset = node.find("utc_offset")) {
    start.utc_offset = std::chrono::minutes(number_within(*offset, -24 * 60, 24 * 60));
  }
  return start;
}

json::array properties_array(const std::vector<parsers::Property>& properties) {
  return array_of(properties, [](const parsers::Property& property) {
    return json::array{property.name, property.value};
  });
}

std::vector<parsers::Property> properties(const Node& node, const Texts& texts) {
  std::vector<parsers::Property> properties;
  for (const auto& each : elements_of(node, "properties")) {
    const auto pair = each.elements();
    require(pair.size() == 2, "a property is no pair of name and value");
    properties.push_back({texts(pair[0]), texts(pair[1])});
  }
  return properties;
}

}  // namespace importer::plan_values
