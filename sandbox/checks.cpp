#include "sandbox/checks.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>
#include <utf8proc.h>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <regex>

namespace sandbox {

namespace {

std::optional<Id> id_of(const json::value& value) {
  if (value.is_int64()) {
    return value.get_int64();
  }
  if (!value.is_string()) {
    return std::nullopt;
  }
  const auto& text = value.get_string();
  Id id = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, id);
  return error == std::errc() && stop == end ? std::optional<Id>(id) : std::nullopt;
}

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

// HH:MM:SS
bool is_duration(std::string_view text) {
  const auto digit = [&](std::size_t at) { return text[at] >= '0' && text[at] <= '9'; };
  return text.size() == 8 && text[2] == ':' && text[5] == ':' && digit(0) && digit(1) && digit(3) &&
         digit(4) && digit(6) && digit(7) && text[3] < '6' && text[6] < '6';
}

bool is_date(const std::string& text) {
  static const std::regex form(R"(\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))"
                               R"((T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)");
  return std::regex_match(text, form);
}

}  // namespace

Reader::Reader(const json::object& object, std::string path, std::optional<std::size_t> element)
    : object_(object), path_(std::move(path)), element_(element) {
  known_.reserve(16);
}

std::string Reader::path_to(std::string_view key) const {
  return path_.empty() ? std::string(key) : fmt::format("{}/{}", path_, key);
}

void Reader::refuse(std::string_view key, std::string_view why) const {
  throw Refusal(422, fmt::format("{} {}", key, why), path_to(key), element_);
}

const json::value* Reader::find(std::string_view key) {
  known_.push_back(key);
  const auto* value = object_.if_contains(key);
  if (value != nullptr) {
    ++found_;
  }
  return value;
}

std::optional<Id> Reader::id(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  const auto id = id_of(*value);
  if (!id || *id <= 0) {
    refuse(key, "must be an id");
  }
  return id;
}

Id Reader::required_id(std::string_view key) {
  const auto value = id(key);
  if (!value) {
    refuse(key, "is missing");
  }
  return *value;
}

std::optional<std::string> Reader::text(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_string()) {
    refuse(key, "must be a string");
  }
  const auto& string = value->get_string();
  if (string.find('\0') != json::string::npos) {
    refuse(key, "must not contain a NUL character");
  }
  return std::string(string.data(), string.size());
}

std::optional<std::string> Reader::text(std::string_view key, std::size_t most) {
  auto value = text(key);
  if (value && value->size() > most && characters(*value) > most) {
    refuse(key, fmt::format("is too long (maximum is {} characters)", most));
  }
  return value;
}

std::string Reader::required_text(std::string_view key, std::size_t most) {
  auto value = text(key, most);
  if (!value || blank(*value)) {
    refuse(key, "can't be blank");
  }
  return *std::move(value);
}

std::optional<std::string> Reader::one_of(
    std::string_view key, std::initializer_list<std::string_view> values
) {
  auto value = text(key);
  if (value && std::find(values.begin(), values.end(), *value) == values.end()) {
    refuse(key, fmt::format("is none of {}", fmt::join(values, ", ")));
  }
  return value;
}

std::optional<int> Reader::integer(std::string_view key) {
  const auto* value = find(key);
  if (value == nullptr) {
    return std::nullopt;
  }
  if (!value->is_int64() || std::abs(value->get_int64()) > 0x7fffffff) {
    refuse(key, "must be an integer");
  }
  return static_cast<int>(value->get_int64());
}

std::optional<std::string> Reader::duration(std::string_view key) {
  auto value = text(key);
  if (value && !is_duration(*value)) {
    refuse(key, "must have the form HH:MM:SS");
  }
  return value;
}

std::optional<std::string> Reader::date(std::string_view key) {
  auto value = text(key);
  if (value && !is_date(*value)) {
    refuse(key, "must be a date");
  }
  return value;
}

std::optional<std::vector<std::string>> Reader::texts(std::string_view key) {
  const auto* list = array(key);
  if (list == nullptr) {
    return std::nullopt;
  }
  std::vector<std::string> values;
  for (const auto& value : *list) {
    if (!value.is_string()) {
      refuse(key, "must be an array of strings");
    }
    values.emplace_back(value.get_string());
  }
  return values;
}

const json::object* Reader::object(std::string_view key) {
  const auto* value = find(key);
  if (value != nullptr && !value->is_object()) {
    refuse(key, "must be an object");
  }
  return value == nullptr ? nullptr : &value->get_object();
}

const json::array* Reader::array(std::string_view key) {
  const auto* value = find(key);
  if (value != nullptr && !value->is_array()) {
    refuse(key, "must be an array");
  }
  return value == nullptr ? nullptr : &value->get_array();
}

void Reader::keep_texts(json::object& rest, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) {
    if (auto value = text(key)) {
      rest[key] = *value;
    }
  }
}

void Reader::keep_ids(json::object& rest, std::initializer_list<std::string_view> keys) {
  for (const auto key : keys) {
    if (const auto value = id(key)) {
      rest[key] = *value;
    }
  }
}

void Reader::keep_date(json::object& rest, std::string_view key) {
  if (const auto value = date(key)) {
    rest[key] = *value;
  }
}

void Reader::keep_duration(json::object& rest, std::string_view key) {
  if (const auto value = duration(key)) {
    rest[key] = *value;
  }
}

void Reader::keep_tags(json::object& rest) {
  if (const auto tags = texts("tags")) {
    rest["tags"] = json::array(tags->begin(), tags->end());
  }
}

void Reader::finish() const {
  if (found_ == object_.size()) {
    return;
  }
  for (const auto& [key, value] : object_) {
    if (std::find(known_.begin(), known_.end(), std::string_view(key)) == known_.end()) {
      refuse(key, "is not a known attribute");
    }
  }
}

std::size_t characters(std::string_view text) {
  // All bytes but the continuations.
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

std::string folded(std::string_view text) {
  utf8proc_uint8_t* mapped = nullptr;
  const auto options =
      static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STABLE);
  const auto size = utf8proc_map(
      reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
      static_cast<utf8proc_ssize_t>(text.size()),
      &mapped,
      options
  );
  if (size < 0) {
    return std::string(text);
  }
  std::string result(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
  std::free(mapped);  // utf8proc allocates with malloc.
  return result;
}

const json::value& data_of(const json::value& body) {
  const auto* object = body.if_object();
  const auto* data = object == nullptr ? nullptr : object->if_contains("data");
  if (data == nullptr) {
    throw Refusal(422, "data is missing", "data");
  }
  if (object->size() > 1) {
    throw Refusal(422, "there is something beside data", "");
  }
  return *data;
}

std::vector<const json::object*> batch_of(const json::value& body, std::size_t most) {
  const auto& data = data_of(body);
  std::vector<const json::object*> elements;
  if (const auto* single = data.if_object()) {
    elements.push_back(single);
    return elements;
  }
  const auto* array = data.if_array();
  if (array == nullptr || array->empty()) {
    throw Refusal(422, "data must be an object or a non-empty array", "data");
  }
  if (array->size() > most) {
    throw Refusal(422, fmt::format("data has more than {} elements", most), "data");
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    const auto* element = (*array)[i].if_object();
    if (element == nullptr) {
      throw Refusal(422, "an element of data is not an object", "", i);
    }
    elements.push_back(element);
  }
  return elements;
}

}  // namespace sandbox
