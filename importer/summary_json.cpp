#include "importer/summary_json.hpp"

#include "client/held_fields.hpp"
#include "importer/calls_json.hpp"
#include "importer/group_steps.hpp"
#include "importer/recording.hpp"
#include "importer/said_json.hpp"
#include "importer/told_sets.hpp"
#include "importer/unmentioned.hpp"
#include "parsers/report_json.hpp"

#include <fmt/chrono.h>
#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>
#include <ostream>

namespace json = boost::json;

namespace importer {

namespace {

json::array unreadable_array(const std::vector<Unreadable>& files) {
  json::array array;
  for (const auto& file : files) {
    json::object object;
    object["file"] = file.file;
    if (file.line != 0) {
      object["line"] = file.line;
    }
    if (file.column != 0) {
      object["column"] = file.column;
    }
    object["why"] = file.why;
    array.push_back(std::move(object));
  }
  return array;
}

json::object attachments_object(const Attachments& attachments) {
  json::array lost;
  for (const auto& each : attachments.lost) {
    lost.push_back(
        {{"file", each.report->source},
         {"line", each.result->report_line},
         {"path", each.attachment->path},
         {"why", each.why}}
    );
  }
  json::object object;
  object["found"] = attachments.found.size();
  object["within_reports"] = attachments.within_reports;
  object["lost"] = std::move(lost);
  return object;
}

json::object scenarios_object(const ScenariosFound& scenarios) {
  json::array without;
  for (const auto& each : scenarios.without) {
    without.push_back({{"place", each.place}, {"name", each.name}, {"why", each.why}});
  }
  json::object object;
  object["folder"] = scenarios.folder;
  object["files"] = scenarios.files;
  object["results"] = scenarios.results;
  object["found"] = scenarios.results - scenarios.without.size();
  object["without"] = std::move(without);
  object["unread"] = unreadable_array(scenarios.unread);
  object["shortened"] = json::array(scenarios.shortened.begin(), scenarios.shortened.end());
  return object;
}

/// What goes with the runs.
json::object files_object(const Summary& summary) {
  json::array left_out;
  for (const auto& each : files_left_out(summary)) {
    left_out.push_back(
        {{"file", each.execution->report->source},
         {"line", each.execution->result->report_line},
         {"name", each.name},
         {"why", each.why}}
    );
  }
  const auto sent = files_sent(summary);
  json::object object;
  object["sent"] = sent.files;
  object["bytes"] = sent.bytes;
  object["runs"] = sent.runs;
  object["left_out"] = std::move(left_out);
  return object;
}

json::object reports_object(const Summary& summary) {
  const auto& reports = summary.reports;
  json::object object;
  json::array read;
  for (const auto& report : reports.read) {
    json::object each;
    each["file"] = report.source;
    each["format"] = report.format;
    if (!report.producer.empty()) {
      each["producer"] = report.producer;
    }
    each["results"] = report.results.size();
    json::array errors;
    for (const auto& error : report.run_errors) {
      errors.push_back({{"line", error.report_line}, {"message", error.message}});
    }
    each["errors"] = std::move(errors);
    if (report.cut_off) {
      each["cut_off"] = parsers::to_json(*report.cut_off);
    }
    json::array oddities;
    for (const auto& oddity : report.oddities) {
      oddities.push_back(
          {{"line", oddity.report_line}, {"column", oddity.report_column}, {"what", oddity.what}}
      );
    }
    each["oddities"] = std::move(oddities);
    read.push_back(std::move(each));
  }
  object["read"] = std::move(read);
  object["attachments"] = attachments_object(summary.attachments);
  object["unreadable"] = unreadable_array(reports.unreadable);
  object["missing"] = json::array(reports.missing.begin(), reports.missing.end());
  object["passed_over"] = unreadable_array(reports.passed_over);
  return object;
}

json::array cases_array(const Group& group) {
  json::array cases;
  for (const auto* one : group.cases) {
    cases.push_back(
        {{"name", step_name(*one)},
         {"line", one->report_line},
         {"status", parsers::name_of(one->status)}}
    );
  }
  return cases;
}

/// Ids and renames that had no effect.
json::object unused_object(const UnusedIdentities& unused) {
  json::array rows;
  for (const auto& row : unused.rows) {
    rows.push_back({{"line", row.line}, {"from", row.from}});
  }
  json::object object;
  object["map_rows"] = std::move(rows);
  object["ids_of_others"] = unused.of_others.results;
  object["ids_of_cases"] = unused.of_cases.results;
  return object;
}

json::object result_object(const Summary& summary, std::size_t test, std::size_t index) {
  const auto& planned = summary.plan->tests[test];
  const auto& execution = planned.named->executions[index];
  json::object object;
  if (execution.name != nullptr) {
    object["name"] = *execution.name;
  }
  object["matched_by"] = name_of(execution.by);
  if (!is_unmentioned(execution)) {
    object["file"] = execution.report->source;
    object["line"] = execution.result->report_line;
  }
  object["status"] = parsers::name_of(execution.result->status);
  if (execution.results != 1) {
    object["case_count"] = execution.results;
  }
  if (execution.group != nullptr) {
    object["cases"] = cases_array(*execution.group);
  }
  if (execution.status) {
    object["run_status"] = importer::name_of(*execution.status);
  }
  if (summary.done) {
    const auto& outcome = summary.done->results[test][index];
    object["outcome"] = importer::name_of(outcome.outcome);
    if (!outcome.why.empty()) {
      object["why"] = outcome.why;
    }
  }
  return object;
}

json::object test_object(const Summary& summary, std::size_t test) {
  const auto& planned = summary.plan->tests[test];
  json::object object;
  object["name"] = planned.named->name;
  if (summary.plan->sets.size() != 1) {
    object["set"] = set_of(*summary.plan, test).name;
  }
  object["action"] = name_of(planned.action);
  object["why"] = why_of(planned);
  if (planned.named->said) {
    object["said"] = to_json(*planned.named->said);
  }
  if (makes_test(planned.action)) {
    object["test_type"] = new_test(*planned.named).test_type;
  }
  if (const auto& scenario = planned.named->scenario) {
    object["scenario"] = scenario->place;
  }
  const bool carried_out = summary.done && !summary.done->test_ids.empty();
  const auto test_id = carried_out ? summary.done->test_ids[test] : planned.test_id;
  if (test_id) {
    object["test_id"] = *test_id;
  }
  const auto instance_id = carried_out ? summary.done->instance_ids[test] : planned.instance_id;
  if (instance_id) {
    object["instance_id"] = *instance_id;
  }
  if (!planned.same_name.empty()) {
    object["same_name"] = json::array(planned.same_name.begin(), planned.same_name.end());
  }
  json::array results;
  for (std::size_t i = 0; i < planned.named->executions.size(); ++i) {
    results.push_back(result_object(summary, test, i));
  }
  object["results"] = std::move(results);
  return object;
}

json::object counts_object(const Progressed& done) {
  json::object object;
  for (const auto outcome :
       {Outcome::recorded,
        Outcome::already,
        Outcome::omitted,
        Outcome::refused,
        Outcome::unknown,
        Outcome::not_sent}) {
    object[importer::name_of(outcome)] = count(done, outcome);
  }
  return object;
}

/// Tests whose fields change, or were to.
json::array updates_array(const Summary& summary) {
  const auto& plan = *summary.plan;
  json::array updates;
  for (const auto& update : plan.updates) {
    json::array changes;
    for (const auto& change : update.changes) {
      json::object each{{"field", change.value.field}, {"to", client::text_of(change.value)}};
      if (!change.before.empty()) {
        each["from"] = change.before;
      }
      changes.push_back(std::move(each));
    }
    updates.push_back(
        {{"name", plan.tests[update.test].named->name},
         {"test_id", *plan.tests[update.test].test_id},
         {"changes", std::move(changes)}}
    );
  }
  for (const auto& refused :
       summary.done ? summary.done->updates_refused : std::vector<UpdateRefused>()) {
    const auto found = std::ranges::find(plan.updates, refused.test, &TestUpdate::test);
    updates[static_cast<std::size_t>(found - plan.updates.begin())].as_object()["refused"] =
        refused.why;
  }
  return updates;
}

json::array sets_array(const Summary& summary) {
  json::array sets;
  for (const auto& told : told_sets(summary)) {
    json::object set{{"name", told.planned->name}};
    if (told.id) {
      set["id"] = *told.id;
    }
    set["made"] = told.made;
    set["runs"] = told.runs;
    sets.push_back(std::move(set));
  }
  return sets;
}

/// All but the tests.
json::object totals_object(const Summary& summary) {
  json::object object;
  object["exit_code"] = static_cast<int>(summary.exit_code);
  if (!summary.error.empty()) {
    object["error"] = summary.error;
  }
  object["dry_run"] = summary.dry_run;
  if (summary.recorded_before) {
    object["recorded_before"] = fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", *summary.recorded_before);
  }
  if (!summary.saved_to.empty()) {
    object["saved_to"] = summary.saved_to;
  }
  if (!summary.fields_warning.empty()) {
    object["fields_warning"] = summary.fields_warning;
  }
  if (!summary.planned_again.empty()) {
    object["planned_again"] = summary.planned_again;
  }
  if (!summary.ledger_trouble.empty()) {
    object["ledger_trouble"] = summary.ledger_trouble;
  }
  object["project"] = summary.project;
  object["reports"] = reports_object(summary);
  if (summary.scenarios) {
    object["scenarios"] = scenarios_object(*summary.scenarios);
  }
  object["results"] = summary.gathered.results;
  if (!summary.gathered.tests.empty()) {
    object["executions"] = summary.gathered.executions;
    object["unmentioned"] = summary.gathered.unmentioned;
    object["unused"] = unused_object(summary.gathered.unused);
    json::array empty;
    for (const auto& field : summary.gathered.empty_fields) {
      empty.push_back(json::string(field.option));
    }
    object["empty_fields"] = std::move(empty);
  }
  if (summary.plan) {
    auto sets = sets_array(summary);
    if (sets.size() == 1) {
      object["set"] = std::move(sets.front());
    } else {
      object["sets"] = std::move(sets);
    }
    if (summary.done) {
      object["outcomes"] = counts_object(*summary.done);
      object["made"] = {
          {"tests", summary.done->tests_made}, {"instances", summary.done->instances_made}};
      object["updated"] = summary.done->tests_updated;
    }
    if (!summary.plan->updates.empty()) {
      object["updates"] = updates_array(summary);
    }
    object["files"] = files_object(summary);
    object["planned_calls"] = to_json(forecast(summary));
  }
  object["calls"] = to_json(summary.calls);
  object["seconds"] = std::chrono::duration<double>(summary.took).count();
  return object;
}

}  // namespace

void write_json(const Summary& summary, std::ostream& out) {
  auto all_else = json::serialize(totals_object(summary));
  if (!summary.plan) {
    out << all_else << '\n';
    return;
  }
  all_else.pop_back();  // The brace.
  out << all_else << R"(,"tests":[)";
  for (std::size_t test = 0; test < summary.plan->tests.size(); ++test) {
    out << (test == 0 ? "" : ",") << json::serialize(test_object(summary, test));
  }
  out << "]}\n";
}

void write_json_lines(const Summary& summary, std::ostream& out) {
  for (std::size_t test = 0; summary.plan && test < summary.plan->tests.size(); ++test) {
    json::object line = {{"kind", "test"}};
    for (auto& [key, value] : test_object(summary, test)) {
      line[key] = std::move(value);
    }
    out << json::serialize(line) << '\n';
  }
  json::object last = {{"kind", "summary"}};
  for (auto& [key, value] : totals_object(summary)) {
    last[key] = std::move(value);
  }
  out << json::serialize(last) << '\n';
}

}  // namespace importer
