#include "sandbox/fields.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_from.hpp>
#include <boost/json/value_to.hpp>

#include <algorithm>
#include <charconv>
#include <regex>

namespace sandbox {

namespace {

using Texts = std::vector<std::string>;

struct Seed {
  Id id;
  bool custom;
  const char* name;
  const char* format;
  Texts values;
  Texts entities;
};

std::vector<Seed> seeds() {
  return {
      {301, false, "Status", "list", {}, {"Test"}},
      {302, false, "Version", "text", {}, {"Test", "TestSet", "Instance", "Run"}},
      {303, false, "Priority", "list", {}, {"Test", "TestSet", "Instance"}},
      {401, true, "Browser", "list", {"Chrome", "Firefox", "Safari"}, {"Test", "TestSet", "Run"}},
      {402, true, "Platforms", "multilist", {"Linux", "macOS", "Windows"}, {"Test", "TestSet"}},
      {403, true, "Build", "text", {}, {"Test", "TestSet", "Instance", "Run"}},
      {404, true, "Released on", "date", {}, {"TestSet", "Run"}},
      {405, true, "Reviewer", "user", {}, {"Test", "TestSet"}},
      {406, true, "Attempts", "number", {}, {"Run"}},
      {407, true, "Automation ID", "text", {}, {"Test"}},
  };
}

bool has(const Texts& texts, std::string_view text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

std::string_view view(const json::value& value) {
  return {value.get_string().data(), value.get_string().size()};
}

// Why the value does not suit, or null.
const char* objection(
    const std::string& format, const Texts& possible_values, const json::value& value
) {
  const auto known = [&](const json::value& each) {
    return each.is_string() && has(possible_values, view(each));
  };
  if (format == "list") {
    return known(value) ? nullptr : "is not a value of the list";
  }
  if (format == "multilist") {
    const auto* array = value.if_array();
    return array != nullptr && std::all_of(array->begin(), array->end(), known)
               ? nullptr
               : "must be an array of values of the list";
  }
  if (format == "date") {
    static const std::regex form(R"((0[1-9]|[12]\d|3[01])/(0[1-9]|1[0-2])/\d{4})");
    return value.is_string() && std::regex_match(std::string(view(value)), form)
               ? nullptr
               : "must be a date of the form DD/MM/YYYY";
  }
  if (format == "user") {
    Id id = value.is_int64() ? value.get_int64() : 0;
    if (value.is_string()) {
      std::from_chars(view(value).data(), view(value).data() + view(value).size(), id);
    }
    return is_user(id) ? nullptr : "must be the id of a user";
  }
  if (format == "number") {
    return value.is_number() ? nullptr : "must be a number";
  }
  return value.is_string() ? nullptr : "must be a string";
}

}  // namespace

Fields::Fields(Store& store) : store_(store) {
  load();
  if (fields_.empty()) {
    for (const auto& seed : seeds()) {
      const int custom = seed.custom ? 1 : 0;
      const std::string name = seed.name;
      const std::string format = seed.format;
      const auto values = json::serialize(json::value_from(seed.values));
      const auto entities = json::serialize(json::value_from(seed.entities));
      const Id now = store_.now();
      store_.sql() << "insert into fields values (:a, :b, :c, :d, :e, :f, :g)", soci::use(seed.id),
          soci::use(custom), soci::use(name), soci::use(format), soci::use(values),
          soci::use(entities), soci::use(now);
    }
    load();
  }
}

void Fields::load() {
  using Row = std::tuple<Id, int, std::string, std::string, std::string, std::string, Id>;
  fields_.clear();
  for (const auto& [id, custom, name, format, values, entities, updated] :
       select<Row>(store_.sql(), "select * from fields order by id")) {
    Field field;
    field.custom = custom != 0;
    field.name = name;
    field.format = format;
    field.possible_values = json::value_to<Texts>(json::parse(values));
    field.entities = json::value_to<Texts>(json::parse(entities));
    field.updated_at = updated;
    fields_[id] = std::move(field);
  }
}

json::object Fields::list(const Call& call) {
  call.query.allow({});
  const auto page = Page::of(call.query);
  json::array data;
  std::size_t index = 0;
  for (const auto& [id, field] : fields_) {
    if (index >= (page.number - 1) * page.size && data.size() < page.size) {
      // Not JSON:API: the members lie side by side, in snake case, and the id is a number.
      json::object entry;
      entry["id"] = id;
      entry["type"] = field.custom ? "CustomField" : "SystemField";
      entry["name"] = field.name;
      entry["field_format"] = field.format;
      entry["possible_values"] = field.possible_values.empty()
                                     ? json::value(nullptr)
                                     : json::value_from(field.possible_values);
      entry["uniq_name"] = field.custom ? fmt::format("___f_{}", id) : fmt::format("system_{}", id);
      entry["entities"] = json::value_from(field.entities);
      data.push_back(std::move(entry));
    }
    ++index;
  }
  return paged(std::move(data), page, index, call.url, call.query);
}

json::object Fields::custom_entity(const Call& call, Id id, const Field& field) const {
  json::object attributes;
  attributes["project-id"] = call.project;
  attributes["name"] = field.name;
  attributes["field-format"] = field.format;
  attributes["possible-values"] = json::value_from(field.possible_values);
  attributes["parent-list-id"] = nullptr;
  attributes["possible-values-parent-cf-id"] = nullptr;
  attributes["updated-at"] = timestamp(field.updated_at);
  return entity("custom-fields", id, std::move(attributes));
}

json::object Fields::list_custom(const Call& call) {
  call.need("customize_fields");
  call.query.allow({});
  const auto page = Page::of(call.query);
  json::array data;
  std::size_t index = 0;
  for (const auto& [id, field] : fields_) {
    if (field.custom) {
      if (index >= (page.number - 1) * page.size && data.size() < page.size) {
        data.push_back(custom_entity(call, id, field));
      }
      ++index;
    }
  }
  return paged(std::move(data), page, index, call.url, call.query);
}

json::object Fields::show(const Call& call, Id id) {
  call.need("customize_fields");
  call.query.allow({}, false);
  const auto at = fields_.find(id);
  if (at == fields_.end() || !at->second.custom) {
    throw Refusal(404, "there is no such custom field");
  }
  json::object document;
  document["data"] = custom_entity(call, id, at->second);
  return document;
}

json::object Fields::update(const Call& call, Id id) {
  auto document = show(call, id);  // Refuses for what is true of both.
  const auto elements = batch_of(call.body, 1);
  Reader element(*elements[0], "", std::nullopt);
  element.one_of("type", {"custom-fields"});
  const auto* given = element.object("attributes");
  element.finish();
  if (given == nullptr) {
    element.refuse("attributes", "are missing");
  }
  Reader attributes(*given, "attributes", std::nullopt);
  const auto values = attributes.texts("possible-values");
  const auto name = attributes.text("name", 255);
  attributes.finish();

  auto& field = fields_[id];
  if (values && field.format != "list" && field.format != "multilist") {
    attributes.refuse("possible-values", "are only for lists");
  }
  field.possible_values = values.value_or(field.possible_values);
  field.name = name.value_or(field.name);
  field.updated_at = store_.now();
  const auto text = json::serialize(json::value_from(field.possible_values));
  store_.sql() << "update fields set name = :a, possible_values = :b, updated_at = :c"
                  " where id = :d",
      soci::use(field.name), soci::use(text), soci::use(field.updated_at), soci::use(id);
  document["data"] = custom_entity(call, id, field);
  return document;
}

void Fields::keep_values(Reader& reader, json::object& rest, std::string_view entity) const {
  const auto* values = reader.object("custom-fields");
  if (values == nullptr) {
    return;
  }
  constexpr std::string_view prefix = "---f-";
  for (const auto& [key, value] : *values) {
    const std::string_view name(key);
    Id id = 0;
    if (name.substr(0, prefix.size()) == prefix) {
      std::from_chars(name.data() + prefix.size(), name.data() + name.size(), id);
    }
    const auto at = fields_.find(id);
    if (at == fields_.end() || !at->second.custom || name != fmt::format("{}{}", prefix, id)) {
      reader.refuse("custom-fields", fmt::format("has no field {}", name));
    }
    if (!has(at->second.entities, entity)) {
      reader.refuse("custom-fields", fmt::format("{} is no field of a {}", name, entity));
    }
    if (const auto* why = objection(at->second.format, at->second.possible_values, value)) {
      reader.refuse("custom-fields", fmt::format("{} {}", name, why));
    }
  }
  rest["custom-fields"] = *values;
}

}  // namespace sandbox
