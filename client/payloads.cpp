#include "client/payloads.hpp"

#include "client/base64.hpp"
#include "client/held_fields.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <type_traits>

namespace client {

namespace json = boost::json;

namespace {

void put(json::object& object, std::string_view name, const std::string& text) {
  if (!text.empty()) {
    object.emplace(name, text);
  }
}

// Ids are documented as numbers; what is none is left to the server to judge.
void put_user(
    json::object& attributes, std::string_view name, const std::optional<std::string>& user
) {
  if (!user || user->empty()) {
    return;
  }
  std::int64_t number = 0;
  const char* const end = user->data() + user->size();
  const auto read = std::from_chars(user->data(), end, number);
  if (read.ec == std::errc() && read.ptr == end) {
    attributes.emplace(name, number);
  } else {
    attributes.emplace(name, *user);
  }
}

json::value json_of(const FieldValue& field) {
  const auto as_json = [](const auto& value) -> json::value {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<std::string>>) {
      return json::array(value.begin(), value.end());
    } else {
      return json::value(value);
    }
  };
  return std::visit(as_json, field.value);
}

/// Of a text that was checked to be one; 0 would be refused.
std::int64_t id_in(std::string_view text) {
  std::int64_t id = 0;
  std::from_chars(text.data(), text.data() + text.size(), id);
  return id;
}

void put_assignee(json::object& attributes, std::string_view assignee) {
  constexpr std::string_view group = "group:";
  const bool is_group = assignee.starts_with(group);
  attributes.insert_or_assign(
      "assigned-to-id", id_in(assignee.substr(is_group ? group.size() : 0))
  );
  attributes.insert_or_assign("assigned-to-type", is_group ? "group" : "user");
}

void put_fields(json::object& attributes, const FieldValues& values) {
  const auto put_into = [&attributes](std::string_view object, const FieldValue& field) {
    auto& inner = attributes[object];
    if (!inner.is_object()) {
      inner.emplace_object();
    }
    inner.get_object().insert_or_assign(field.field, json_of(field));
  };
  for (const auto& field : values) {
    const auto* const system = find_system_field(field.field);
    const auto* const text = std::get_if<std::string>(&field.value);
    if (system == nullptr) {
      put_into("custom-fields", field);
    } else if (system->is_automated) {
      put_into("automated-fields", field);
    } else if (system->kind == FieldKind::assignee && text != nullptr) {
      put_assignee(attributes, *text);
    } else if (system->kind == FieldKind::id && text != nullptr) {
      attributes.insert_or_assign(field.field + "-id", id_in(*text));
    } else {
      attributes.insert_or_assign(field.field, json_of(field));
    }
  }
}

std::string_view name_of(StepStatus status) {
  switch (status) {
  case StepStatus::passed:
    return "PASSED";
  case StepStatus::failed:
    return "FAILED";
  case StepStatus::blocked:
    return "BLOCKED";
  case StepStatus::not_applicable:
    return "N/A";
  case StepStatus::no_run:
    break;
  }
  return "NO RUN";
}

/// For the whole body of a call: given back at once, not piece by piece.
json::storage_ptr memory_of_a_body() {
  return json::make_shared_resource<json::monotonic_resource>();
}

json::object in_data(json::value value) {
  json::object object(value.storage());
  object.emplace("data", std::move(value));
  return object;
}

void put_files(json::object& object, const std::vector<File>& files) {
  if (files.empty()) {
    return;
  }
  json::array list(object.storage());
  for (const auto& file : files) {
    json::object entry(object.storage());
    entry.emplace("filename", file.filename);
    entry.emplace("content_encoded", base64(file.content));
    list.emplace_back(std::move(entry));
  }
  object.emplace("files", in_data(std::move(list)));
}

void put_steps(json::object& object, const std::vector<RunStep>& steps) {
  if (steps.empty()) {
    return;
  }
  json::array list(object.storage());
  for (const auto& step : steps) {
    json::object entry(object.storage());
    entry.emplace("name", step.name);
    put(entry, "description", step.description);
    put(entry, "expected-results", step.expected_results);
    put(entry, "actual-results", step.actual_results);
    entry.emplace("status", name_of(step.status));
    put_files(entry, step.files);
    list.emplace_back(std::move(entry));
  }
  object.emplace("steps", in_data(std::move(list)));
}

void put_result(json::object& attributes, const NewRun& run) {
  if (run.exit_code) {
    attributes.emplace("exit-code", *run.exit_code);
  }
  if (run.duration) {
    attributes.emplace("run-duration", duration_text(*run.duration));
  }
  put(attributes, "automated-execution-output", run.output);
  if (run.manual) {
    attributes.emplace("run-type", "ManualRun");
    attributes.emplace("run-date", run.manual->date);
    put_user(attributes, "tester-id", run.manual->tester);
  }
  put_fields(attributes, run.fields);
}

json::object element(std::string_view type, json::object attributes) {
  json::object object(attributes.storage());
  object.emplace("type", type);
  object.emplace("attributes", std::move(attributes));
  return object;
}

std::string text_or_empty(const Node& node, std::string_view name) {
  const auto member = node.find(name);
  return member ? member->text() : std::string();
}

// A list's allowed values: strings, or objects that hold one.
std::vector<std::string> texts(const std::optional<Node>& list) {
  std::vector<std::string> result;
  if (!list || !list->value().is_array()) {
    return result;
  }
  for (const auto& node : list->elements()) {
    if (node.value().is_string() || node.value().is_int64()) {
      result.push_back(node.text());
    } else if (const auto name = node.find("name")) {
      result.push_back(name->text());
    } else if (const auto value = node.find("value")) {
      result.push_back(value->text());
    }
  }
  return result;
}

// The reference writes some names of fields' attributes with underscores.
std::optional<Node> find_either(const Node& node, std::string_view one, std::string_view other) {
  auto found = node.find(one);
  return found ? found : node.find(other);
}

}  // namespace

std::string duration_text(std::chrono::seconds duration) {
  const auto all = std::max<std::int64_t>(duration.count(), 0);
  return fmt::format("{:02}:{:02}:{:02}", all / 3600, all / 60 % 60, all % 60);
}

std::string to_json(const NewTest& test, const std::optional<std::string>& author_id) {
  json::object attributes;
  attributes.emplace("name", test.name);
  put_user(attributes, "author-id", author_id);
  put(attributes, "description", test.description);
  put(attributes, "test-type", test.test_type);
  put(attributes, "scenario", test.scenario);
  put_fields(attributes, test.fields);
  return json::serialize(in_data(element("tests", std::move(attributes))));
}

std::string to_json(const FieldValues& changes) {
  json::object attributes;
  put_fields(attributes, changes);
  return json::serialize(in_data(element("tests", std::move(attributes))));
}

std::string to_json(const NewTestSet& set, const std::optional<std::string>& author_id) {
  json::object attributes;
  attributes.emplace("name", set.name);
  put_user(attributes, "author-id", author_id);
  put_fields(attributes, set.fields);
  auto data = element("sets", std::move(attributes));
  if (!set.test_ids.empty()) {
    json::object instances;
    instances.emplace("test-ids", json::array(set.test_ids.begin(), set.test_ids.end()));
    data.emplace("instances", std::move(instances));
  }
  return json::serialize(in_data(std::move(data)));
}

std::string to_json(const std::vector<NewInstance>& instances) {
  json::array list;
  for (const auto& instance : instances) {
    json::object attributes;
    attributes.emplace("set-id", instance.set_id);
    attributes.emplace("test-id", instance.test_id);
    list.emplace_back(element("instances", std::move(attributes)));
  }
  return json::serialize(in_data(std::move(list)));
}

std::string to_json(const std::vector<NewRun>& runs) {
  json::array list(memory_of_a_body());
  for (const auto& run : runs) {
    json::object attributes(list.storage());
    attributes.emplace("instance-id", run.instance_id);
    put_result(attributes, run);
    auto entry = element("instances", std::move(attributes));
    put_steps(entry, run.steps);
    put_files(entry, run.files);
    list.emplace_back(std::move(entry));
  }
  return json::serialize(in_data(std::move(list)));
}

std::string to_json(const AutoRun& run) {
  json::object attributes(memory_of_a_body());
  attributes.emplace("set-id", run.set_id);
  if (run.test_id) {
    attributes.emplace("test-id", *run.test_id);
  }
  put_result(attributes, run.run);
  auto data = element("instances", std::move(attributes));
  if (!run.test_id) {
    json::object test(data.storage());
    test.emplace("name", run.test.name);
    put(test, "description", run.test.description);
    put(test, "test-type", run.test.test_type);
    put(test, "scenario", run.test.scenario);
    put_fields(test, run.test.fields);
    data.emplace("test-attributes", std::move(test));
  }
  put_steps(data, run.run.steps);
  put_files(data, run.run.files);
  return json::serialize(in_data(std::move(data)));
}

std::string possible_values_json(const std::vector<std::string>& values) {
  json::object attributes;
  attributes.emplace("possible-values", json::array(values.begin(), values.end()));
  return json::serialize(in_data(element("custom-fields", std::move(attributes))));
}

std::string search_json(const std::vector<std::string>& names) {
  json::array queries;
  for (const auto& name : names) {
    queries.push_back(json::object{{"name_exact", name}});
  }
  return json::serialize(in_data(std::move(queries)));
}

void read_entity(const Node& node, Project& project) {
  project.id = node.at("id").id();
  project.name = node.at("attributes").at("name").text();
}

void read_entity(const Node& node, Test& test) {
  const auto attributes = node.at("attributes");
  test.id = node.at("id").id();
  test.display_id = text_or_empty(attributes, "display-id");
  test.name = attributes.at("name").text();
}

void read_entity(const Node& node, HeldTest& test) {
  const auto attributes = node.at("attributes");
  test.id = node.at("id").id();
  test.name = attributes.at("name").text();
  test.fields = held_fields(attributes);
}

void read_entity(const Node& node, TestSet& set) {
  const auto attributes = node.at("attributes");
  set.id = node.at("id").id();
  set.display_id = text_or_empty(attributes, "display-id");
  set.name = attributes.at("name").text();
  if (const auto count = attributes.find("instances-count")) {
    set.instances_count = count->count();
  }
}

void read_entity(const Node& node, Instance& instance) {
  const auto attributes = node.at("attributes");
  instance.id = node.at("id").id();
  instance.set_id = attributes.at("set-id").id();
  instance.test_id = attributes.at("test-id").id();
  instance.name = text_or_empty(attributes, "name");
  instance.run_status = text_or_empty(attributes, "run-status");
}

void read_entity(const Node& node, Run& run) {
  const auto attributes = node.at("attributes");
  run.id = node.at("id").id();
  run.instance_id = attributes.at("instance-id").id();
  run.status = text_or_empty(attributes, "status");
  run.output = text_or_empty(attributes, "automated-execution-output");
  run.created_at = text_or_empty(attributes, "created-at");
}

// The reference tells of a flat list; the rest of the API suggests attributes.
void read_entity(const Node& node, Field& field) {
  const auto attributes = node.find("attributes").value_or(node);
  field.id = node.at("id").id();
  field.name = attributes.at("name").text();
  // The list of custom fields has none of these names.
  if (const auto unique = find_either(attributes, "uniq_name", "uniq-name")) {
    field.is_custom = unique->text().starts_with("___f_");
  }
  if (const auto format = find_either(attributes, "field_format", "field-format")) {
    field.format = format->text();
  }
  field.possible_values = texts(find_either(attributes, "possible_values", "possible-values"));
  field.entities = texts(attributes.find("entities"));
}

void read_paging(const Node& root, Page<int>& page, bool& counted, bool& more) {
  if (const auto links = root.find("links")) {
    more = links->find("next").has_value();
  }
  const auto meta = root.find("meta");
  if (!meta || !meta->value().is_object()) {
    return;
  }
  if (const auto count = meta->find("total-count")) {
    page.total_count = count->count();
  }
  if (const auto pages = meta->find("total-pages")) {
    page.total_pages = pages->count();
    counted = true;
  }
  if (const auto* object = meta->value().if_object(); object->contains("next-page")) {
    more = !object->at("next-page").is_null();
  }
}

AutoRecorded auto_recorded_from(const std::string& body) {
  const auto value = parse_json(body);
  const Node root(value);
  const auto nodes = root.at("data").elements();
  if (nodes.size() != 1) {
    throw ShapeError("data holds not one element");
  }
  AutoRecorded recorded;
  read_entity(nodes.front(), recorded.run);
  if (const auto test = nodes.front().at("attributes").find("test-id")) {
    recorded.test_id = test->id();
  }
  if (const auto meta = root.find("meta")) {
    // The reference shows the new one's id; true would say as much.
    if (const auto test = meta->find("created-test")) {
      recorded.created_test = test->is_true_or_id();
      if (recorded.test_id == 0 && !test->value().is_bool()) {
        recorded.test_id = test->id();
      }
    }
    if (const auto instance = meta->find("created-instance")) {
      recorded.created_instance = instance->is_true_or_id();
    }
  }
  return recorded;
}

FoundTests found_tests_from(const std::string& body) {
  const auto value = parse_json(body);
  const Node root(value);
  FoundTests found;
  for (const auto& answer : root.find("data").value_or(root).elements()) {
    for (const auto& node : answer.at("tests").at("data").elements()) {
      read_entity(node, found.tests.emplace_back());
    }
    ++found.names;
  }
  return found;
}

}  // namespace client
