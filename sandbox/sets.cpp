#include "sandbox/sets.hpp"

#include "sandbox/refusal.hpp"
#include "sandbox/statuses.hpp"

#include <fmt/format.h>

#include <map>

namespace sandbox {

namespace {

constexpr const char* set_columns =
    "select id, display_id, name, author_id, instances_count, last_run, created_at, updated_at,"
    " rest from sets";

std::vector<Id> test_ids_of(const json::object& instances) {
  Reader reader(instances, "instances", std::nullopt);
  const auto* list = reader.array("test-ids");
  reader.finish();
  std::vector<Id> ids;
  if (list != nullptr) {
    for (const auto& value : *list) {
      json::object one;
      one["test-ids"] = value;
      ids.push_back(Reader(one, "instances", std::nullopt).required_id("test-ids"));
    }
  }
  return ids;
}

}  // namespace

Sets::Sets(Store& store, const Fields& fields, Tests& tests, Instances& instances)
    : store_(store),
      fields_(fields),
      tests_(tests),
      instances_(instances),
      last_display_id_(std::get<0>(
          select<std::tuple<Id>>(store.sql(), "select coalesce(max(display_id), 0) from sets").at(0)
      )),
      exists_(store.sql(), "select id from sets where id = :a"),
      grew_(store.sql(), "update sets set instances_count = instances_count + :a where id = :b"),
      ran_(store.sql(), "update sets set last_run = :a where id = :b") {}

bool Sets::exists(Id id) { return exists_(id).has_value(); }
void Sets::grew(Id id, Id by) { grew_(by, id); }
void Sets::ran(Id id, Id when) { ran_(when, id); }

Id Sets::add(const std::string& name, Id author, const json::object& rest) {
  const Id id = ++store_.last_ids().set;
  const Id display_id = ++last_display_id_;
  const Id now = store_.now();
  const auto fold = folded(name);
  const auto text = to_text(rest);
  store_.sql() << "insert into sets (id, display_id, name, folded, author_id, created_at, rest,"
                  " instances_count, last_run, updated_at)"
                  " values (:a, :b, :c, :d, :e, :f, :g, 0, 0, 0)",
      soci::use(id), soci::use(display_id), soci::use(name), soci::use(fold), soci::use(author),
      soci::use(now), soci::use(text);
  return id;
}

void Sets::add_instances(Id set, const std::vector<Id>& tests) {
  const json::object nothing;
  for (const Id test : tests) {
    if (!tests_.exists(test)) {
      throw Refusal(
          422, fmt::format("test-ids: {} is no test of this project", test), "instances/test-ids"
      );
    }
    instances_.add(set, test, nothing);
    grew(set, 1);
  }
}

// With the status over their instances.
json::array Sets::shown(const Call& call, const std::vector<Row>& rows) {
  std::vector<Id> ids;
  for (const auto& row : rows) {
    ids.push_back(std::get<0>(row));
  }
  std::map<Id, Tally> tallies;
  for (const auto& [set, status, times] : select<std::tuple<Id, std::string, Id>>(
           store_.sql(),
           "select set_id, run_status, count(*) + 0 from instances where 1" +
               id_filter("set_id", ids) + " group by set_id, run_status"
       )) {
    tallies[set].add(status, static_cast<std::size_t>(times));
  }

  json::array data;
  for (const auto& [id, display_id, name, author, count, last_run, created, updated, rest] : rows) {
    json::object attributes;
    attributes.reserve(22);
    attributes["project-id"] = call.project;
    attributes["display-id"] = display_id;
    attributes["name"] = name;
    attributes["description"] = nullptr;
    attributes["instances-count"] = count;
    attributes["run-status"] = tallies[id].status();
    attributes["last-run"] =
        last_run == 0 ? json::value(nullptr) : json::value(timestamp(last_run));
    attributes["author-id"] = author == 0 ? json::value(nullptr) : json::value(author);
    for (const auto* key :
         {"assigned-to-id",
          "assigned-to-type",
          "planned-execution",
          "version",
          "priority",
          "folder-id",
          "milestone-id"}) {
      attributes[key] = nullptr;
    }
    attributes["custom-fields"] = json::object();
    attributes["created-at"] = timestamp(created);
    attributes["updated-at"] = timestamp(updated == 0 ? created : updated);
    overlay(attributes, from_text(rest));
    data.push_back(entity("sets", id, std::move(attributes)));
  }
  return data;
}

json::object Sets::list(const Call& call) {
  call.query.allow({"name_exact", "name_like", "display-ids"});
  const auto page = Page::of(call.query);
  const auto [where, texts] = condition_of(call.query);
  const auto total =
      select<std::tuple<Id>>(store_.sql(), "select count(*) + 0 from sets" + where, texts);
  const auto rows =
      select<Row>(store_.sql(), set_columns + where + " order by id" + page.limit(), texts);
  return paged(
      shown(call, rows),
      page,
      static_cast<std::size_t>(std::get<0>(total.at(0))),
      call.url,
      call.query
  );
}

json::object Sets::show(const Call& call, Id id) {
  call.query.allow({}, false);
  const auto rows = select<Row>(store_.sql(), fmt::format("{} where id = {}", set_columns, id));
  if (rows.empty()) {
    throw Refusal(404, "there is no such set");
  }
  json::object document;
  document["data"] = shown(call, rows).at(0);
  return document;
}

json::object Sets::read_attributes(const Call& call, Reader& attributes, Id& author) const {
  json::object rest;
  author = call.acting_user(attributes, "author-id").value_or(author);
  attributes.keep_texts(rest, {"description", "version", "priority"});
  attributes.keep_date(rest, "planned-execution");
  attributes.keep_tags(rest);
  attributes.keep_ids(rest, {"milestone-id"});
  keep_assignee(attributes, rest);
  fields_.keep_values(attributes, rest, "TestSet");
  return rest;
}

json::object Sets::create(const Call& call) {
  call.need("sets_editor");
  call.query.allow({}, false);
  const auto* data = data_of(call.body).if_object();
  if (data == nullptr) {
    throw Refusal(422, "data must be one set", "data");
  }
  Reader element(*data, "", std::nullopt);
  element.one_of("type", {"sets"});
  const auto* given = element.object("attributes");
  const auto* instances = element.object("instances");
  element.finish();
  if (given == nullptr) {
    element.refuse("attributes", "are missing");
  }
  Reader attributes(*given, "attributes", std::nullopt);
  const auto name = attributes.required_text("name", max_name);
  Id author = call.token == Token::personal ? first_user : 0;
  const auto rest = read_attributes(call, attributes, author);
  attributes.finish();
  const auto tests = instances == nullptr ? std::vector<Id>() : test_ids_of(*instances);
  if (!tests.empty()) {
    call.need("instances_editor");
  }
  const Id id = add(name, author, rest);
  add_instances(id, tests);
  return show(call, id);
}

json::object Sets::clone(const Call& call, Id id) {
  call.need("sets_editor");
  call.need("instances_editor");
  call.query.allow({}, false);
  const auto rows = select<Row>(store_.sql(), fmt::format("{} where id = {}", set_columns, id));
  if (rows.empty()) {
    throw Refusal(404, "there is no such set");
  }
  auto name = std::get<2>(rows[0]);
  Id author = std::get<3>(rows[0]);
  auto rest = from_text(std::get<8>(rows[0]));
  if (!call.body.is_null()) {
    const auto* data = data_of(call.body).if_object();
    if (data == nullptr) {
      throw Refusal(422, "data must be one set", "data");
    }
    Reader element(*data, "", std::nullopt);
    element.one_of("type", {"sets"});
    if (const auto* given = element.object("attributes")) {
      Reader attributes(*given, "attributes", std::nullopt);
      if (given->contains("name")) {
        name = attributes.required_text("name", max_name);
      }
      overlay(rest, read_attributes(call, attributes, author));
      attributes.finish();
    }
    element.finish();
  }
  const auto tests = instances_.tests_of(id);
  const Id copy = add(name, author, rest);
  add_instances(copy, tests);
  return show(call, copy);
}

}  // namespace sandbox
