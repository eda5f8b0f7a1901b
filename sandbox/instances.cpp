#include "sandbox/instances.hpp"

#include "sandbox/refusal.hpp"
#include "sandbox/sets.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandbox {

namespace {

constexpr const char* from =
    " from instances i join tests t on t.id = i.test_id join sets s on s.id = i.set_id where 1";

}  // namespace

Instances::Instances(Store& store, const Fields& fields, Tests& tests)
    : store_(store),
      fields_(fields),
      tests_(tests),
      insert_(
          store.sql(),
          "insert into instances (id, set_id, test_id, number, created_at, rest, run_status,"
          " last_run, last_run_duration, tester_id, runs, updated_at)"
          " values (:a, :b, :c, :d, :e, :f, 'NO RUN', 0, '', 0, 0, 0)"
      ),
      by_id_(store.sql(), "select set_id, test_id from instances where id = :a"),
      in_set_(
          store.sql(),
          "select id from instances where set_id = :a and test_id = :b order by id limit 1"
      ),
      last_number_(store.sql(), "select instances_count from sets where id = :a"),
      ran_(
          store.sql(),
          "update instances set run_status = :a, last_run = :b,"
          " last_run_duration = :c, tester_id = :d, runs = runs + 1 where id = :e"
      ) {}

Id Instances::add(Id set, Id test, const json::object& rest) {
  const Id id = ++store_.last_ids().instance;
  const auto counted = last_number_(set);
  insert_(id, set, test, std::get<0>(*counted) + 1, store_.now(), to_text(rest));
  return id;
}

std::optional<Instances::Where> Instances::find(Id id) {
  const auto row = by_id_(id);
  if (!row) {
    return std::nullopt;
  }
  return Where{std::get<0>(*row), std::get<1>(*row)};
}

std::optional<Id> Instances::find_in(Id set, Id test) {
  const auto row = in_set_(set, test);
  return row ? std::optional<Id>(std::get<0>(*row)) : std::nullopt;
}

std::vector<Id> Instances::tests_of(Id set) {
  std::vector<Id> tests;
  for (const auto& [test] : select<std::tuple<Id>>(
           store_.sql(),
           fmt::format("select test_id from instances where set_id = {} order by id", set)
       )) {
    tests.push_back(test);
  }
  return tests;
}

void Instances::ran(
    Id id, const std::string& status, Id when, const std::string& duration, Id tester
) {
  ran_(status, when, duration, tester, id);
}

json::object Instances::show_row(const Call& call, const Row& row) const {
  const auto& [id, set, test, number, status, last_run, duration, tester, created, updated, rest, name, test_display_id, set_display_id] =
      row;
  json::object attributes;
  attributes.reserve(20);
  attributes["name"] = name;
  attributes["project-id"] = call.project;
  attributes["set-id"] = set;
  attributes["set-display-id"] = set_display_id;
  attributes["test-id"] = test;
  attributes["test-display-id"] = test_display_id;
  attributes["display-id"] = fmt::format("{}:{}", set_display_id, number);
  attributes["tester-id"] = tester == 0 ? json::value(nullptr) : json::value(tester);
  attributes["last-run"] = last_run == 0 ? json::value(nullptr) : json::value(timestamp(last_run));
  attributes["last-run-duration"] = duration.empty() ? "00:00:00" : duration;
  attributes["run-status"] = status;
  for (const auto* key :
       {"priority", "planned-execution", "version", "assigned-to-id", "assigned-to-type"}) {
    attributes[key] = nullptr;
  }
  attributes["custom-fields"] = json::object();
  attributes["created-at"] = timestamp(created);
  attributes["updated-at"] = timestamp(updated == 0 ? created : updated);
  overlay(attributes, from_text(rest));
  return entity("instances", id, std::move(attributes));
}

std::vector<Instances::Row> Instances::matching(
    const std::string& where, const std::vector<std::string>& texts
) {
  return select<Row>(
      store_.sql(),
      std::string("select i.id, i.set_id, i.test_id, i.number, i.run_status, i.last_run,"
                  " i.last_run_duration, i.tester_id, i.created_at, i.updated_at, i.rest, t.name,"
                  " t.display_id, s.display_id") +
          from + where,
      texts
  );
}

json::object Instances::list(const Call& call) {
  call.query.allow(
      {"set-ids", "test-ids", "name_exact", "name_like", "display-id", "test-display-ids"}
  );
  const auto page = Page::of(call.query);
  const auto test_display_ids = call.query.ids("test-display-ids");
  auto name = call.query.text("name_exact");
  const auto part_of_name = call.query.text("name_like");
  auto display_id = call.query.text("display-id");

  // Joining only what is asked for keeps the pages of a large set fast.
  std::string wanted = " from instances i";
  if (test_display_ids || name || part_of_name) {
    wanted += " join tests t on t.id = i.test_id";
  }
  if (display_id) {
    wanted += " join sets s on s.id = i.set_id";
  }
  wanted += " where 1" + id_filter("i.set_id", call.query.ids("set-ids")) +
            id_filter("i.test_id", call.query.ids("test-ids")) +
            id_filter("t.display_id", test_display_ids);
  std::vector<std::string> texts;
  if (name) {
    wanted += fmt::format(" and t.name = :t{}", texts.size());
    texts.push_back(*std::move(name));
  }
  if (part_of_name) {
    wanted += fmt::format(" and instr(t.folded, :t{}) > 0", texts.size());
    texts.push_back(folded(*part_of_name));
  }
  if (display_id) {
    wanted += fmt::format(" and s.display_id || ':' || i.number = :t{}", texts.size());
    texts.push_back(*std::move(display_id));
  }
  const auto total = select<std::tuple<Id>>(store_.sql(), "select count(*) + 0" + wanted, texts);
  json::array data;
  for (const auto& row : matching(
           " and i.id in (select i.id" + wanted + " order by i.id" + page.limit() +
               ") order by i.id",
           texts
       )) {
    data.push_back(show_row(call, row));
  }
  return paged(
      std::move(data),
      page,
      static_cast<std::size_t>(std::get<0>(total.at(0))),
      call.url,
      call.query
  );
}

json::object Instances::create(const Call& call, Sets& sets) {
  call.need("instances_editor");
  call.query.allow({}, false);
  const auto elements = batch_of(call.body, max_a_call);
  const bool single = data_of(call.body).is_object();
  std::vector<Id> made;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto index = single ? std::nullopt : std::optional<std::size_t>(i);
    Reader element(*elements[i], "", index);
    element.one_of("type", {"instances"});
    const auto* given = element.object("attributes");
    element.finish();
    if (given == nullptr) {
      element.refuse("attributes", "are missing");
    }
    Reader attributes(*given, "attributes", index);
    const Id set = attributes.required_id("set-id");
    const Id test = attributes.required_id("test-id");
    json::object rest;
    attributes.keep_texts(rest, {"version", "priority"});
    attributes.keep_date(rest, "planned-execution");
    keep_assignee(attributes, rest);
    fields_.keep_values(attributes, rest, "Instance");
    attributes.finish();
    if (!sets.exists(set)) {
      attributes.refuse("set-id", "is no set of this project");
    }
    if (!tests_.exists(test)) {
      attributes.refuse("test-id", "is no test of this project");
    }
    made.push_back(add(set, test, rest));
    sets.grew(set, 1);
  }

  // Newest first: nobody may rely on the order of the request.
  const auto rows =
      matching(id_filter("i.id", std::optional<std::vector<Id>>(made)) + " order by i.id desc", {});
  json::array data;
  for (const auto& row : rows) {
    data.push_back(show_row(call, row));
  }
  json::object document;
  const bool as_object = single || (data.size() == 1 && call.options.single_as_object);
  document["data"] = as_object ? data.at(0) : json::value(std::move(data));
  return document;
}

}  // namespace sandbox
