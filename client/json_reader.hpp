#pragma once

#include "client/entities.hpp"

#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace client {

/// An answer that has not the shape that the API documents: "data[3]/attributes/name is missing".
class ShapeError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An answer that is no JSON at all: a gateway's page, or what a gateway left of an answer.
class NotJson : public ShapeError {
public:
  using ShapeError::ShapeError;
};

/// Parses an answer's body. Throws NotJson, also for nesting deeper than any answer's.
boost::json::value parse_json(const std::string& body);

/// A place in an answer, read with the shape in mind that it should have: where it has another,
/// ShapeError names the place. The value must outlive it.
class Node {
public:
  explicit Node(const boost::json::value& root) : value_(&root) {}

  /// The member `name` of an object; must be there. The name must outlive all nodes below.
  Node at(std::string_view name) const;
  /// The member `name`, absent when it is not there or null, or this is no object at all.
  std::optional<Node> find(std::string_view name) const;

  /// The elements of an array. An object stands for an array of itself: PractiTest answers so.
  std::vector<Node> elements() const;

  /// A system id: a positive number, or its digits.
  Id id() const;
  std::size_t count() const;
  /// A string; numbers as their digits.
  std::string text() const;
  bool is_true_or_id() const;

  const boost::json::value& value() const { return *value_; }

private:
  /// From one place to the next: a member's name, or the index of an element where it is empty.
  struct Step {
    std::string_view name;
    std::size_t index = 0;
  };

  Node(const Node& from, const boost::json::value& value, Step step);
  /// "data[3]/attributes"; only made for a message, as answers have thousands of places.
  std::string path() const;
  [[noreturn]] void fail(std::string_view what) const;

  const boost::json::value* value_;
  std::array<Step, 8> steps_{};  ///< From the root; of a place that is deeper the first ones.
  std::size_t depth_ = 0;
};

}  // namespace client
