#pragma once

#include "client/json_reader.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Values of a saved plan: how they are written, and read again and checked; what does not fit
/// throws client::ShapeError.
namespace importer::plan_values {

/// More than any import has; a hostile file names as many as it likes.
constexpr std::size_t most_reports = 200'000;
constexpr std::size_t most_results = 5'000'000;

// What is empty, zero or absent is left out: a dense plan is a hundred thousand results.
void put(boost::json::object& object, std::string_view name, std::string_view text);
void put(boost::json::object& object, std::string_view name, std::uint64_t number);
void put(boost::json::object& object, std::string_view name, const std::optional<client::Id>& id);
void put(boost::json::object& object, std::string_view name, boost::json::array array);

template <class Items, class Make>
boost::json::array array_of(const Items& items, Make make) {
  boost::json::array array;
  array.reserve(items.size());
  for (const auto& item : items) {
    array.emplace_back(make(item));
  }
  return array;
}

void require(bool fits, const char* what);

/// Text as the result model promises it: UTF-8 without control characters.
std::string clean(const client::Node& node);
std::string optional_text(const client::Node& node, std::string_view name);

/// A whole number within these limits.
std::int64_t number_within(const client::Node& node, std::int64_t least, std::int64_t most);

template <class Number>
Number number(const client::Node& node) {
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  constexpr bool fits = std::numeric_limits<Number>::digits >= 63;
  return static_cast<Number>(number_within(
      node,
      std::numeric_limits<Number>::is_signed
          ? static_cast<std::int64_t>(std::numeric_limits<Number>::min())
          : 0,
      fits ? most : static_cast<std::int64_t>(std::numeric_limits<Number>::max())
  ));
}

/// 0 when it is not there.
template <class Number>
Number optional_number(const client::Node& node, std::string_view name) {
  const auto found = node.find(name);
  return found ? number<Number>(*found) : Number{};
}

std::optional<client::Id> optional_id(const client::Node& node, std::string_view name);
/// False when it is not there.
bool flag(const client::Node& node, std::string_view name);

const boost::json::object& object_of(const client::Node& node);
/// None when it is not there.
std::vector<client::Node> elements_of(const client::Node& node, std::string_view name);

template <class T>
T known(const std::optional<T>& value, const char* what) {
  if (!value) {
    throw client::ShapeError(std::string(what) + " is none that a plan has");
  }
  return *value;
}

}  // namespace importer::plan_values
