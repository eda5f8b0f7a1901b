#include "client/json_reader.hpp"

#include <fmt/format.h>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

#include <charconv>
#include <limits>

namespace client {

namespace json = boost::json;

json::value parse_json(const std::string& body) {
  if (body.find_first_not_of(" \t\r\n") == body.npos) {
    throw NotJson("it is empty");
  }
  json::parse_options options;
  options.max_depth = 64;
  boost::system::error_code error;
  // Given back as a whole with the value, instead of piece by piece.
  auto memory = json::make_shared_resource<json::monotonic_resource>();
  auto value = json::parse(body, error, std::move(memory), options);
  if (error) {
    throw NotJson("it is not JSON");
  }
  return value;
}

Node::Node(const Node& from, const json::value& value, Step step)
    : value_(&value), steps_(from.steps_), depth_(from.depth_) {
  if (depth_ < steps_.size()) {
    steps_[depth_++] = step;
  }
}

std::string Node::path() const {
  std::string path;
  for (std::size_t i = 0; i < depth_; ++i) {
    const auto& step = steps_[i];
    path += step.name.empty() ? fmt::format("[{}]", step.index)
                              : fmt::format("{}{}", path.empty() ? "" : "/", step.name);
  }
  return path;
}

void Node::fail(std::string_view what) const {
  throw ShapeError(fmt::format("{} {}", depth_ == 0 ? "the whole" : path(), what));
}

Node Node::at(std::string_view name) const {
  const auto* object = value_->if_object();
  if (object == nullptr) {
    fail("is not an object");
  }
  const auto* member = object->if_contains(name);
  if (member == nullptr) {
    throw ShapeError(Node(*this, *value_, {name}).path() + " is missing");
  }
  return Node(*this, *member, {name});
}

std::optional<Node> Node::find(std::string_view name) const {
  const auto* object = value_->if_object();
  const auto* member = object == nullptr ? nullptr : object->if_contains(name);
  if (member == nullptr || member->is_null()) {
    return std::nullopt;
  }
  return Node(*this, *member, {name});
}

std::vector<Node> Node::elements() const {
  std::vector<Node> nodes;
  if (value_->is_object()) {
    nodes.push_back(*this);
    return nodes;
  }
  const auto* array = value_->if_array();
  if (array == nullptr) {
    fail("is neither an array nor an object");
  }
  nodes.reserve(array->size());
  for (std::size_t i = 0; i < array->size(); ++i) {
    nodes.push_back(Node(*this, (*array)[i], {{}, i}));
  }
  return nodes;
}

Id Node::id() const {
  Id id = 0;
  if (const auto* number = value_->if_int64()) {
    id = *number;
  } else if (const auto* string = value_->if_string()) {
    const char* const end = string->data() + string->size();
    const auto read = std::from_chars(string->data(), end, id);
    if (read.ec != std::errc() || read.ptr != end) {
      id = 0;
    }
  }
  if (id <= 0) {
    fail("is not an id");
  }
  return id;
}

std::size_t Node::count() const {
  const auto* number = value_->if_int64();
  if (number == nullptr || *number < 0) {
    fail("is not a count");
  }
  return static_cast<std::size_t>(*number);
}

std::string Node::text() const {
  if (const auto* string = value_->if_string()) {
    return std::string(string->data(), string->size());
  }
  if (const auto* number = value_->if_int64()) {
    return std::to_string(*number);
  }
  fail("is not a text");
}

bool Node::is_true_or_id() const {
  if (const auto* truth = value_->if_bool()) {
    return *truth;
  }
  return id() > 0;
}

}  // namespace client
