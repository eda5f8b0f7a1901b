#pragma once

#include "importer/plan_values.hpp"
#include "parsers/document.hpp"
#include "parsers/report.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <optional>
#include <string_view>
#include <vector>

/// What several things of a report have alike, as a saved plan writes it, and back.
namespace importer::plan_values {

/// Keeps texts where the report's views may point.
class Texts {
public:
  explicit Texts(parsers::Document& document) : document_(document) {}

  std::string_view operator()(const client::Node& node) const;
  /// Empty when it is not there.
  std::string_view operator()(const client::Node& node, std::string_view name) const;

private:
  parsers::Document& document_;
};

parsers::Status status(const client::Node& node);

/// As "milliseconds".
void put(boost::json::object& object, const std::optional<parsers::Duration>& duration);
std::optional<parsers::Duration> duration(const client::Node& node);

/// As "start" and "utc_offset".
void put(boost::json::object& object, const std::optional<parsers::StartTime>& start);
std::optional<parsers::StartTime> start(const client::Node& node);

/// Pairs of name and value.
boost::json::array properties_array(const std::vector<parsers::Property>& properties);
std::vector<parsers::Property> properties(const client::Node& node, const Texts& texts);

}  // namespace importer::plan_values
