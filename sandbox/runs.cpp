#include "sandbox/runs.hpp"

#include "sandbox/refusal.hpp"
#include "sandbox/statuses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandbox {

namespace {

constexpr std::size_t max_output = 255;
constexpr std::size_t max_step_name = 255;

constexpr const char* run_columns =
    "select id, instance_id, test_id, status, run_duration, output, run_type, tester_id,"
    " created_at, rest from runs";

std::vector<Runs::File> read_files(Reader& owner) {
  std::vector<Runs::File> files;
  const auto* given = owner.object("files");
  if (given == nullptr) {
    return files;
  }
  Reader reader(*given, owner.path_to("files"), owner.element());
  const auto* list = reader.array("data");
  reader.finish();
  if (list == nullptr) {
    reader.refuse("data", "is missing");
  }
  for (const auto& value : *list) {
    if (!value.is_object()) {
      reader.refuse("data", "must be an array of objects");
    }
    Reader each(value.get_object(), reader.path_to("data"), owner.element());
    Runs::File file;
    file.filename = each.required_text("filename", 255);
    file.content = each.text("content_encoded").value_or("");
    each.finish();
    const auto decoded = from_base64(file.content);
    if (!decoded) {
      each.refuse("content_encoded", "is not base64");
    }
    file.size = decoded->size();
    files.push_back(std::move(file));
  }
  return files;
}

std::vector<Runs::Step> read_steps(Reader& element) {
  std::vector<Runs::Step> steps;
  const auto* given = element.object("steps");
  if (given == nullptr) {
    return steps;
  }
  Reader reader(*given, "steps", element.element());
  const auto* list = reader.array("data");
  reader.finish();
  if (list == nullptr) {
    reader.refuse("data", "is missing");
  }
  for (const auto& value : *list) {
    if (!value.is_object()) {
      reader.refuse("data", "must be an array of objects");
    }
    Reader each(value.get_object(), "steps/data", element.element());
    Runs::Step step;
    step.name = each.required_text("name", max_step_name);
    step.description = each.text("description").value_or("");
    step.expected_results = each.text("expected-results").value_or("");
    step.actual_results = each.text("actual-results").value_or("");
    step.status = each.text("status").value_or(std::string(status::no_run));
    step.files = read_files(each);
    each.finish();
    if (!is_step_status(step.status)) {
      each.refuse("status", "is none of PASSED, FAILED, BLOCKED, NO RUN, N/A");
    }
    steps.push_back(std::move(step));
  }
  return steps;
}

}  // namespace

Runs::Runs(Store& store, const Fields& fields, Tests& tests, Sets& sets, Instances& instances)
    : store_(store),
      fields_(fields),
      tests_(tests),
      sets_(sets),
      instances_(instances),
      insert_(
          store.sql(),
          "insert into runs (id, instance_id, set_id, test_id, status, exit_code,"
          " run_duration, output, run_type, tester_id, created_at, rest)"
          " values (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l)"
      ),
      insert_step_(
          store.sql(),
          "insert into run_steps (id, run_id, name, description, expected_results,"
          " actual_results, status) values (:a, :b, :c, :d, :e, :f, :g)"
      ),
      insert_file_(
          store.sql(),
          "insert into files (id, run_id, run_step_id, filename, size, content)"
          " values (:a, :b, :c, :d, :e, :f)"
      ) {}

Runs::New Runs::read(const Call& call, Reader& element, Reader& attributes) const {
  New run;
  run.type = attributes.one_of("run-type", {"AutomatedRun", "ManualRun"}).value_or(run.type);
  const bool manual = run.type == "ManualRun";
  const auto exit_code = attributes.integer("exit-code");
  run.exit_code = exit_code ? std::to_string(*exit_code) : std::string();
  run.duration = attributes.duration("run-duration").value_or("");
  const auto output = attributes.text("automated-execution-output", max_output);
  if (output && manual) {
    attributes.refuse("automated-execution-output", "is only for AutomatedRun");
  }
  run.output = output.value_or("");
  const auto date = attributes.date("run-date");
  const auto tester = attributes.id("tester-id");
  if (date && !manual) {
    attributes.refuse("run-date", "is only for ManualRun");
  }
  if (tester && !manual) {
    attributes.refuse("tester-id", "is only for ManualRun");
  }
  if (tester && !is_user(*tester)) {
    attributes.refuse("tester-id", "is no user of this account");
  }
  if (manual && !tester && call.token == Token::account) {
    attributes.refuse("tester-id", "can't be blank");
  }
  run.tester_id = tester.value_or(call.token == Token::personal ? first_user : 0);
  if (date) {
    run.rest["run-date"] = *date;
  }
  attributes.keep_texts(run.rest, {"version"});
  fields_.keep_values(attributes, run.rest, "Run");
  run.steps = read_steps(element);
  run.files = read_files(element);

  if (!run.steps.empty()) {
    Tally tally;
    for (const auto& step : run.steps) {
      tally.add(step.status);
    }
    run.status = tally.status();
  } else if (exit_code) {
    run.status = *exit_code == 0 ? status::passed : status::failed;
  } else {
    run.status = status::no_run;
  }
  return run;
}

void Runs::add_files(Id run, Id step, const std::vector<File>& files) {
  for (const auto& file : files) {
    insert_file_(
        ++store_.last_ids().file, run, step, file.filename, static_cast<Id>(file.size), file.content
    );
  }
}

json::object Runs::add(
    const Call& call, Id instance, const Instances::Where& where, const New& run
) {
  const Id id = ++store_.last_ids().run;
  const Id now = store_.now();
  const auto rest = to_text(run.rest);
  insert_(
      id,
      instance,
      where.set_id,
      where.test_id,
      run.status,
      run.exit_code,
      run.duration,
      run.output,
      run.type,
      run.tester_id,
      now,
      rest
  );
  for (const auto& step : run.steps) {
    const Id step_id = ++store_.last_ids().run_step;
    insert_step_(
        step_id,
        id,
        step.name,
        step.description,
        step.expected_results,
        step.actual_results,
        step.status
    );
    add_files(id, step_id, step.files);
  }
  add_files(id, 0, run.files);
  instances_.ran(instance, run.status, now, run.duration, run.tester_id);
  tests_.ran(where.test_id, run.status, now);
  sets_.ran(where.set_id, now);
  return show_row(
      call,
      Row(id,
          instance,
          where.test_id,
          run.status,
          run.duration,
          run.output,
          run.type,
          run.tester_id,
          now,
          rest)
  );
}

json::object Runs::show_row(const Call& call, const Row& row) const {
  const auto& [id, instance, test, status, duration, output, type, tester, created, rest] = row;
  json::object attributes(call.memory);
  attributes.reserve(16);
  attributes["project-id"] = call.project;
  attributes["status"] = status;
  attributes["tester-id"] = tester == 0 ? json::value(nullptr) : json::value(tester);
  attributes["instance-id"] = instance;
  attributes["preconditions"] = nullptr;
  attributes["version"] = nullptr;
  attributes["test-id"] = test;
  attributes["run-type"] = type;
  attributes["custom-fields"] = json::object();
  attributes["automated-execution-output"] =
      output.empty() ? json::value(nullptr) : json::value(output);
  attributes["run-duration"] = duration.empty() ? "00:00:00" : duration;
  const auto when = timestamp(created);
  attributes["created-at"] = when;
  attributes["updated-at"] = when;
  overlay(attributes, from_text(rest));
  return entity("runs", id, std::move(attributes));
}

json::object Runs::list(const Call& call) {
  call.query.allow({"instance-ids", "set-ids", "test-ids", "run-type", "updated-hours-ago"});
  const auto page = Page::of(call.query);
  std::string where = " where 1" + id_filter("instance_id", call.query.ids("instance-ids")) +
                      id_filter("set_id", call.query.ids("set-ids")) +
                      id_filter("test_id", call.query.ids("test-ids"));
  if (const auto hours = call.query.number("updated-hours-ago")) {
    where += fmt::format(" and created_at >= {}", store_.now() - Id{3600} * *hours);
  }
  if (const auto type = call.query.text("run-type")) {
    if (*type != "AutomatedRun" && *type != "ManualRun") {
      throw Refusal(422, "run-type is AutomatedRun or ManualRun", "run-type");
    }
    where += fmt::format(" and run_type = '{}'", *type);
  }
  const auto total = select<std::tuple<Id>>(store_.sql(), "select count(*) + 0 from runs" + where);
  json::array data;
  for (const auto& row :
       select<Row>(store_.sql(), run_columns + where + " order by id desc" + page.limit())) {
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

json::object Runs::create(const Call& call) {
  call.need("runs");
  call.query.allow({}, false);
  const auto elements = batch_of(call.body, max_a_call);
  const bool single = data_of(call.body).is_object();
  json::array data(call.memory);
  data.reserve(elements.size());
  std::set<Id> seen;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    const auto index = single ? std::nullopt : std::optional<std::size_t>(i);
    Reader element(*elements[i], "", index);
    element.one_of("type", {"instances"});
    const auto* given = element.object("attributes");
    if (given == nullptr) {
      element.refuse("attributes", "are missing");
    }
    Reader attributes(*given, "attributes", index);
    const Id instance = attributes.required_id("instance-id");
    const auto run = read(call, element, attributes);
    attributes.finish();
    element.finish();
    const auto where = instances_.find(instance);
    if (!where) {
      attributes.refuse("instance-id", "is no instance of this project");
    }
    // Not documented, so nobody may count on it.
    if (!seen.insert(instance).second) {
      attributes.refuse("instance-id", "is there twice");
    }
    data.push_back(add(call, instance, *where, run));
  }
  // Nobody may rely on the order of the request.
  std::reverse(data.begin(), data.end());
  json::object document(call.memory);
  const bool as_object = single || (data.size() == 1 && call.options.single_as_object);
  document["data"] = as_object ? data.at(0) : json::value(std::move(data));
  return document;
}

}  // namespace sandbox
