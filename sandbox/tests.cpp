#include "sandbox/tests.hpp"

#include "sandbox/refusal.hpp"

#include <fmt/format.h>

namespace sandbox {

namespace {

constexpr std::size_t max_names_a_search = 20;

constexpr const char* test_columns =
    "select id, display_id, name, test_type, author_id, steps_count, run_status, last_run,"
    " created_at, updated_at, rest from tests";

}  // namespace

Tests::Tests(Store& store, const Fields& fields)
    : store_(store),
      fields_(fields),
      last_display_id_(std::get<0>(
          select<std::tuple<Id>>(store.sql(), "select coalesce(max(display_id), 0) from tests")
              .at(0)
      )),
      insert_(
          store.sql(),
          "insert into tests (id, display_id, name, folded, test_type, author_id, steps_count,"
          " created_at, rest, run_status, last_run, updated_at)"
          " values (:a, :b, :c, :d, :e, :f, :g, :h, :i, 'NO RUN', 0, 0)"
      ),
      insert_step_(
          store.sql(),
          "insert into steps (id, test_id, position, name, description,"
          " expected_results, created_at) values (:a, :b, :c, :d, :e, :f, :g)"
      ),
      exists_(store.sql(), "select id from tests where id = :a"),
      by_id_(store.sql(), std::string(test_columns) + " where id = :a"),
      oldest_(store.sql(), "select id from tests where name = :a order by id limit 1"),
      newest_(store.sql(), "select id from tests where name = :a order by id desc limit 1"),
      ran_(store.sql(), "update tests set run_status = :a, last_run = :b where id = :c") {}

Id Tests::add(const New& test) {
  const Id id = ++store_.last_ids().test;
  const Id now = store_.now();
  insert_(
      id,
      ++last_display_id_,
      test.name,
      folded(test.name),
      test.test_type,
      test.author_id,
      static_cast<Id>(test.steps.size()),
      now,
      to_text(test.rest)
  );
  Id position = 0;
  for (const auto& step : test.steps) {
    insert_step_(
        ++store_.last_ids().step,
        id,
        ++position,
        step.name,
        step.description,
        step.expected_results,
        now
    );
  }
  return id;
}

bool Tests::exists(Id id) { return exists_(id).has_value(); }

std::optional<Id> Tests::find(const std::string& name, bool newest) {
  const auto row = newest ? newest_(name) : oldest_(name);
  return row ? std::optional<Id>(std::get<0>(*row)) : std::nullopt;
}

void Tests::ran(Id id, const std::string& status, Id when) { ran_(status, when, id); }

json::object Tests::show_row(const Call& call, const Row& row) const {
  const auto& [id, display_id, name, type, author, steps, status, last_run, created, updated, rest] =
      row;
  json::object attributes;
  attributes.reserve(24);
  attributes["project-id"] = call.project;
  attributes["display-id"] = display_id;
  attributes["name"] = name;
  attributes["description"] = nullptr;
  attributes["steps-count"] = steps;
  attributes["status"] = "Ready";
  attributes["run-status"] = status;
  attributes["last-run"] = last_run == 0 ? json::value(nullptr) : json::value(timestamp(last_run));
  attributes["author-id"] = author;
  for (const auto* key :
       {"assigned-to-id",
        "assigned-to-type",
        "cloned-from-id",
        "planned-execution",
        "version",
        "priority",
        "folder-id"}) {
    attributes[key] = nullptr;
  }
  attributes["duration-estimate"] = "00:00:00";
  attributes["test-type"] = type;
  attributes["custom-fields"] = json::object();
  attributes["tags"] = json::array();
  attributes["created-at"] = timestamp(created);
  attributes["updated-at"] = timestamp(updated == 0 ? created : updated);
  overlay(attributes, from_text(rest));
  return entity("tests", id, std::move(attributes));
}

json::array Tests::matching(
    const Call& call, const std::string& where, const std::vector<std::string>& texts
) {
  json::array data;
  for (const auto& row : select<Row>(store_.sql(), test_columns + where, texts)) {
    data.push_back(show_row(call, row));
  }
  return data;
}

json::object Tests::list(const Call& call) {
  call.query.allow({"name_exact", "name_like", "display-ids"});
  const auto page = Page::of(call.query);
  const auto [where, texts] = condition_of(call.query);
  const auto total =
      select<std::tuple<Id>>(store_.sql(), "select count(*) + 0 from tests" + where, texts);
  return paged(
      matching(call, where + " order by id" + page.limit(), texts),
      page,
      static_cast<std::size_t>(std::get<0>(total.at(0))),
      call.url,
      call.query
  );
}

json::object Tests::show(const Call& call, Id id) {
  call.query.allow({}, false);
  const auto row = by_id_(id);
  if (!row) {
    throw Refusal(404, "there is no such test");
  }
  json::object document;
  document["data"] = show_row(call, *row);
  return document;
}

json::object Tests::create(const Call& call) {
  call.need("tests_editor");
  call.query.allow({}, false);
  const auto* data = data_of(call.body).if_object();
  if (data == nullptr) {
    throw Refusal(422, "data must be one test: there is no bulk creation of tests", "data");
  }
  Reader element(*data, "", std::nullopt);
  element.one_of("type", {"tests"});
  const auto* given = element.object("attributes");
  const auto* steps = element.object("steps");
  element.finish();
  if (given == nullptr) {
    element.refuse("attributes", "are missing");
  }

  New test;
  Reader attributes(*given, "attributes", std::nullopt);
  test.name = attributes.required_text("name", max_name);
  const auto author = call.acting_user(attributes, "author-id");
  if (!author && call.token == Token::account) {
    attributes.refuse("author-id", "can't be blank");
  }
  test.author_id = author.value_or(first_user);
  keep_editable(call, attributes, test);
  attributes.finish();
  if (steps != nullptr) {
    Reader reader(*steps, "steps", std::nullopt);
    const auto* list = reader.array("data");
    reader.finish();
    if (list != nullptr) {
      test.steps = read_steps(*list, std::nullopt, false);
    }
  }
  return show(call, add(test));
}

json::object Tests::update(const Call& call, Id id) {
  call.need("tests_editor");
  call.query.allow({}, false);
  const auto row = by_id_(id);
  if (!row) {
    throw Refusal(404, "there is no such test");
  }
  const auto* data = data_of(call.body).if_object();
  if (data == nullptr) {
    throw Refusal(422, "data must be one test", "data");
  }
  Reader element(*data, "", std::nullopt);
  element.one_of("type", {"tests"});
  element.id("id");
  const auto* given = element.object("attributes");
  element.finish();
  if (given == nullptr) {
    element.refuse("attributes", "are missing");
  }
  New test;
  test.test_type = std::get<3>(*row);
  Reader attributes(*given, "attributes", std::nullopt);
  test.name = std::get<2>(*row);
  if (given->contains("name")) {
    test.name = attributes.required_text("name", max_name);
  }
  call.acting_user(attributes, "updated-by-user-id");
  keep_editable(call, attributes, test);
  attributes.finish();

  auto rest = from_text(std::get<10>(*row));
  if (const auto* values = test.rest.if_contains("custom-fields")) {
    // Only the fields that were sent change.
    auto merged =
        rest.contains("custom-fields") ? rest["custom-fields"].as_object() : json::object();
    overlay(merged, values->as_object());
    test.rest["custom-fields"] = merged;
  }
  overlay(rest, test.rest);
  const auto text = to_text(rest);
  const auto fold = folded(test.name);
  const Id now = store_.now();
  store_.sql() << "update tests set name = :a, folded = :b, test_type = :c, updated_at = :d,"
                  " rest = :e where id = :f",
      soci::use(test.name), soci::use(fold), soci::use(test.test_type), soci::use(now),
      soci::use(text), soci::use(id);
  return show(call, id);
}

json::object Tests::steps(const Call& call) {
  call.query.allow({"test-ids"});
  const auto page = Page::of(call.query);
  const auto where = " where 1" + id_filter("test_id", call.query.ids("test-ids"));
  using StepRow = std::tuple<Id, Id, Id, std::string, std::string, std::string, Id>;
  json::array data;
  for (const auto& [id, test, position, name, description, expected, created] : select<StepRow>(
           store_.sql(),
           "select id, test_id, position, name, description, expected_results,"
           " created_at from steps" +
               where + " order by test_id, position" + page.limit()
       )) {
    json::object attributes;
    attributes["project-id"] = call.project;
    attributes["test-id"] = test;
    attributes["name"] = name;
    attributes["description"] = description;
    attributes["expected-results"] = expected;
    attributes["position"] = position;
    attributes["created-at"] = timestamp(created);
    attributes["updated-at"] = timestamp(created);
    data.push_back(entity("steps", id, std::move(attributes)));
  }
  const auto total = select<std::tuple<Id>>(store_.sql(), "select count(*) + 0 from steps" + where);
  return paged(
      std::move(data),
      page,
      static_cast<std::size_t>(std::get<0>(total.at(0))),
      call.url,
      call.query
  );
}

json::object Tests::bulk_search(const Call& call) {
  call.query.allow({}, false);
  json::array answers;
  for (const auto* element : batch_of(call.body, max_names_a_search)) {
    Reader reader(*element, "", std::nullopt);
    const auto name = reader.required_text("name_exact", max_name);
    reader.finish();
    json::object answer;
    answer["query"] = *element;
    json::object found;
    found["data"] = matching(call, " where name = :t0 order by id", {name});
    answer["tests"] = std::move(found);
    answers.push_back(std::move(answer));
  }
  json::object document;
  document["data"] = std::move(answers);
  return document;
}

}  // namespace sandbox
