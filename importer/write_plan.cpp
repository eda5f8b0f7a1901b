#include "importer/write_plan.hpp"

#include "client/base64.hpp"
#include "importer/error.hpp"
#include "importer/plan_lines.hpp"
#include "importer/plan_words.hpp"
#include "importer/report_place.hpp"
#include "importer/said_json.hpp"
#include "importer/unmentioned.hpp"
#include "parsers/document.hpp"

#include <fmt/format.h>
#include <boost/json/array.hpp>

#include <unistd.h>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <type_traits>
#include <unordered_map>
#include <variant>

namespace json = boost::json;

namespace importer {

namespace {

// What is empty, zero or absent is left out: a dense plan is a hundred thousand results.
void put(json::object& object, std::string_view name, std::string_view text) {
  if (!text.empty()) {
    object[name] = text;
  }
}

void put(json::object& object, std::string_view name, std::uint64_t number) {
  if (number != 0) {
    object[name] = number;
  }
}

void put(json::object& object, std::string_view name, const std::optional<client::Id>& id) {
  if (id) {
    object[name] = *id;
  }
}

void put(json::object& object, const std::optional<parsers::Duration>& duration) {
  if (duration) {
    object["milliseconds"] = duration->count();
  }
}

void put(json::object& object, const std::optional<parsers::StartTime>& start) {
  if (start) {
    object["start"] = start->local.time_since_epoch().count();
    if (start->utc_offset) {
      object["utc_offset"] = start->utc_offset->count();
    }
  }
}

void put(json::object& object, std::string_view name, json::array array) {
  if (!array.empty()) {
    object[name] = std::move(array);
  }
}

template <class Items, class Make>
json::array array_of(const Items& items, Make make) {
  json::array array;
  array.reserve(items.size());
  for (const auto& item : items) {
    array.emplace_back(make(item));
  }
  return array;
}

json::object header(std::string_view kind) {
  return {{"ptimport_plan", plan_format}, {"kind", kind}, {"version", PTIMPORT_VERSION}};
}

json::object options_object(const ImportOptions& options, bool decided) {
  json::object object;
  for (const auto& option : options.decided) {
    if (!decided && !option.given && !option.is_reading) {
      continue;  // The import of the parts may still say it.
    }
    if (option.is_list) {
      object[option.name] = json::array(option.values.begin(), option.values.end());
    } else {
      object[option.name] = option.values.front();
    }
  }
  return object;
}

json::array unreadable_array(const std::vector<Unreadable>& files) {
  return array_of(files, [](const Unreadable& file) {
    json::object object{{"file", file.file}, {"why", file.why}};
    put(object, "line", file.line);
    put(object, "column", file.column);
    return object;
  });
}

void write_files(PlanLines& lines, const Reports& reports) {
  json::object files;
  put(files, "seen", array_of(reports.seen, [](const SeenReport& seen) {
        return json::object{
            {"file", report_place(seen.path)},
            {"digest", seen.digest},
            {"modified", seen.modified}};
      }));
  put(files, "unreadable", unreadable_array(reports.unreadable));
  put(files, "passed_over", unreadable_array(reports.passed_over));
  put(files, "missing", json::array(reports.missing.begin(), reports.missing.end()));
  put(files, "unmatched", json::array(reports.unmatched.begin(), reports.unmatched.end()));
  lines.write({{"files", std::move(files)}});
}

json::array properties(const std::vector<parsers::Property>& all) {
  return array_of(all, [](const parsers::Property& property) {
    return json::array{property.name, property.value};
  });
}

json::object suite_object(const parsers::Suite& suite) {
  json::object object;
  put(object, "name", suite.name);
  if (suite.parent) {
    object["parent"] = *suite.parent;
  }
  put(object, "host", suite.host);
  put(object, "file", suite.file);
  put(object, suite.duration);
  put(object, suite.start);
  put(object, "properties", properties(suite.properties));
  put(object, "out", suite.out);
  put(object, "err", suite.err);
  return object;
}

json::object report_object(const parsers::Report& report) {
  // As every machine names it, so that a part gives the same keys wherever it is imported.
  json::object object{{"file", report_place(report.source)}, {"format", report.format}};
  put(object, "producer", report.producer);
  if (report.document && report.document->is_masked()) {
    object["masked"] = true;
  }
  put(object, "errors", array_of(report.run_errors, [](const parsers::RunError& error) {
        json::object each;
        if (error.suite) {
          each["suite"] = *error.suite;
        }
        put(each, "line", error.report_line);
        put(each, "message", error.message);
        put(each, "details", error.details);
        return each;
      }));
  put(object, "oddities", array_of(report.oddities, [](const parsers::Oddity& oddity) {
        json::object each{{"what", oddity.what}};
        put(each, "line", oddity.report_line);
        put(each, "column", oddity.report_column);
        return each;
      }));
  if (const auto& cut = report.cut_off) {
    object["cut_off"] = {
        {"line", cut->line},
        {"column", cut->column},
        {"element", cut->element},
        {"left_out", cut->left_out}};
  }
  return object;
}

json::object step_object(const parsers::Step& step) {
  json::object object{{"status", parsers::name_of(step.status)}};
  put(object, "name", step.name);
  put(object, "description", step.description);
  put(object, step.duration);
  put(object, "message", step.message);
  put(object, "details", step.details);
  return object;
}

json::object attempt_object(const parsers::Attempt& attempt) {
  json::object object{{"status", parsers::name_of(attempt.status)}};
  put(object, attempt.duration);
  put(object, attempt.start);
  put(object, "type", attempt.type);
  put(object, "message", attempt.message);
  put(object, "details", attempt.details);
  put(object, "out", attempt.out);
  put(object, "err", attempt.err);
  return object;
}

json::object attachment_object(const parsers::Attachment& attachment) {
  json::object object;
  put(object, "path", attachment.path);
  put(object, "media_type", attachment.media_type);
  put(object, "name", attachment.name);
  if (attachment.packing == parsers::Packing::unpacked) {
    put(object, "content", client::base64(std::string(attachment.content)));
  } else {
    put(object, "content", attachment.content);
  }
  put(object, "packing", word_of(attachment.packing));
  return object;
}

json::object result_object(const parsers::Result& result) {
  json::object object{{"name", result.name}, {"status", parsers::name_of(result.status)}};
  put(object, "suite", result.suite);
  if (result.retried) {
    object["retried"] = true;
  }
  put(object, "line", result.report_line);
  put(object, "source_line", result.source_line);
  put(object, "class", result.class_name);
  put(object, "parameters", result.parameters);
  put(object, "file", result.file);
  put(object, std::optional<parsers::Duration>(result.duration));
  put(object, std::optional<parsers::StartTime>(result.start));
  const auto& more = result.evidence();
  put(object, "type", more.type);
  put(object, "message", more.message);
  put(object, "details", more.details);
  put(object, "out", more.out);
  put(object, "err", more.err);
  put(object, "properties", properties(more.properties));
  put(object, "tags", json::array(more.tags.begin(), more.tags.end()));
  put(object, "attachments", array_of(more.attachments, attachment_object));
  put(object, "steps", array_of(more.steps, step_object));
  put(object, "earlier_attempts", array_of(more.earlier_attempts, attempt_object));
  return object;
}

json::array pair_of(const client::FieldValue& field) {
  const auto as_json = [](const auto& value) -> json::value {
    if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::vector<std::string>>) {
      return json::array(value.begin(), value.end());
    } else {
      return json::value(value);
    }
  };
  return {field.field, std::visit(as_json, field.value)};
}

json::array fields_array(const client::FieldValues* fields) {
  return fields == nullptr ? json::array() : array_of(*fields, pair_of);
}

json::object run_object(const client::NewRun& run) {
  json::object object;
  if (run.exit_code) {
    object["exit_code"] = *run.exit_code;
  }
  if (run.duration) {
    object["seconds"] = run.duration->count();
  }
  put(object, "output", run.output);
  put(object, "steps", array_of(run.steps, [](const client::RunStep& step) {
        json::object each{{"name", step.name}, {"status", word_of(step.status)}};
        put(each, "description", step.description);
        put(each, "expected", step.expected_results);
        put(each, "actual", step.actual_results);
        return each;
      }));
  return object;
}

/// What is needed to send the file later: where it lies and what it holds, or its content where no
/// file has it. One that is lost meanwhile keeps its place, so that the calls stay what they are.
json::object file_object(const RunFile& file) {
  json::object object{{"name", file.filename}, {"size", file.size}};
  const auto content = content_of(file);
  if (const auto* const lost = std::get_if<NotFound>(&content)) {
    object["lost"] = lost->why;
    return object;
  }
  const auto& bytes = std::get<std::string>(content);
  if (const auto* const on_disk = std::get_if<FileOnDisk>(&file.from)) {
    object["path"] = report_place(on_disk->file.path.string());
    object["digest"] = digest_of(bytes);
  } else if (std::holds_alternative<CapturedText>(file.from)) {
    object["text"] = bytes;
  } else {
    object["content"] = client::base64(bytes);
  }
  return object;
}

/// The scenarios of tests or results, each once; those refer to it by its number.
class ScenarioLines {
public:
  using Scenario = std::shared_ptr<const parsers::Scenario>;

  /// Writes it, unless that was done.
  void write(const Scenario& scenario, PlanLines& lines) {
    if (scenario != nullptr && numbers_.emplace(scenario.get(), numbers_.size()).second) {
      lines.write({{"scenario", {{"place", scenario->place}, {"text", scenario->text}}}});
    }
  }

  void put_number(json::object& object, const Scenario& scenario) const {
    if (scenario != nullptr) {
      object["scenario"] = numbers_.at(scenario.get());
    }
  }

private:
  std::unordered_map<const parsers::Scenario*, std::uint64_t> numbers_;
};

class PlanWriter {
public:
  PlanWriter(std::ostream& out, const ImportOptions& options, const Reports& reports)
      : lines_(out), options_(options), reports_(reports) {}

  void write(const ImportIdentity& identity, const Plan& plan) {
    auto first = header("plan");
    first["practitest"] = {
        {"url", identity.base_url}, {"project", identity.project}, {"set", identity.set}};
    first["build"] = identity.build;
    if (plan.sets.size() == 1) {
      first["set"] = set_object(plan.sets.front(), plan.set_fields);
    } else {
      first["sets"] = array_of(plan.sets, [&plan](const PlannedSet& set) {
        return set_object(set, plan.set_fields);
      });
    }
    put(first, "lists", array_of(plan.extensions, [](const ListExtension& extension) {
          return json::object{
              {"field", extension.field},
              {"name", extension.name},
              {"values", json::array(extension.values.begin(), extension.values.end())}};
        }));
    first["body_max"] = plan.max_body;
    first["options"] = options_object(options_, true);
    lines_.write(first);
    write_files(lines_, reports_);
    std::uint64_t index = 0;
    for (const auto& report : reports_.read) {
      number_.emplace(report.source, index++);
      lines_.write({{"report", report_object(report)}});
    }
    for (const auto& update : plan.updates) {
      updates_.emplace(&plan.tests[update.test], &update);
    }
    std::size_t results = 0;
    for (const auto& planned : plan.tests) {
      scenarios_.write(planned.named->scenario, lines_);
      lines_.write({{"test", test_object(planned)}});
      results += planned.named->executions.size();
    }
    json::object calls;
    for (const auto& [call, number] : plan.calls) {
      calls[call] = number;
    }
    lines_.end({{"tests", plan.tests.size()}, {"results", results}, {"calls", std::move(calls)}});
  }

private:
  static json::object set_object(const PlannedSet& planned, const client::FieldValues* fields) {
    json::object set{{"name", planned.name}};
    put(set, "id", planned.id);
    put(set, "clone_of", planned.clone_of);
    put(set, "same_name", json::array(planned.same_name.begin(), planned.same_name.end()));
    put(set, "fields", fields_array(fields));
    return set;
  }

  static json::object change_object(const FieldChange& change) {
    json::object object{{"value", pair_of(change.value)}};
    put(object, "before", change.before);
    return object;
  }

  json::object test_object(const PlannedTest& planned) const {
    json::object object{
        {"name", planned.named->name},
        {"action", name_of(planned.action)},
        {"why", why_of(planned)},
    };
    if (planned.named->set != 0) {
      object["set"] = planned.named->set;
    }
    if (planned.named->said) {
      object["said"] = to_json(*planned.named->said);
    }
    put(object, "test_id", planned.test_id);
    put(object, "instance_id", planned.instance_id);
    if (planned.alone) {
      object["alone"] = true;
    }
    put(object, "same_name", json::array(planned.same_name.begin(), planned.same_name.end()));
    put(object, "fields", fields_array(planned.named->fields));
    if (const auto update = updates_.find(&planned); update != updates_.end()) {
      object["update"] = array_of(update->second->changes, change_object);
    }
    scenarios_.put_number(object, planned.named->scenario);
    object["results"] = array_of(planned.named->executions, [this](const Execution& execution) {
      return execution_object(execution);
    });
    return object;
  }

  json::object execution_object(const Execution& execution) const {
    json::object object{
        {"key", key_text(execution.key)},
        {"status", parsers::name_of(execution.result->status)},
    };
    if (execution.by != MatchedBy::name) {
      object["matched_by"] = name_of(execution.by);
    }
    if (execution.name != nullptr) {
      object["name"] = *execution.name;
    }
    // Reports that were made from run errors have the name of theirs.
    if (!is_unmentioned(execution)) {
      put(object, "report", number_.at(execution.report->source));
      put(object, "line", execution.result->report_line);
    }
    if (execution.results != 1) {
      object["cases"] = execution.results;
    }
    if (execution.repeated) {
      object["retried"] = true;
    }
    if (execution.already) {
      object["already"] = true;
    }
    if (execution.status) {
      object["run_status"] = name_of(*execution.status);
      object["run"] = run_object(run_of(execution, options_.statuses));
      put(object, "fields", fields_array(execution.fields));
      put(object, "files", array_of(files_of(execution), file_object));
    }
    return object;
  }

  PlanLines lines_;
  const ImportOptions& options_;
  const Reports& reports_;
  std::unordered_map<std::string, std::uint64_t> number_;  ///< Of a report, by its name.
  ScenarioLines scenarios_;
  std::unordered_map<const PlannedTest*, const TestUpdate*> updates_;
};

}  // namespace

void write_plan(
    std::ostream& out,
    const ImportIdentity& identity,
    const ImportOptions& options,
    const Reports& reports,
    const Plan& plan
) {
  PlanWriter(out, options, reports).write(identity, plan);
}

void write_part(std::ostream& out, const ImportOptions& options, const Reports& reports) {
  PlanLines lines(out);
  auto first = header("part");
  first["options"] = options_object(options, false);
  lines.write(first);
  write_files(lines, reports);
  ScenarioLines scenarios;
  std::size_t results = 0;
  for (std::size_t i = 0; i < reports.read.size(); ++i) {
    const auto& report = reports.read[i];
    auto object = report_object(report);
    object["named"] = reports.named[i];
    object["suites"] = array_of(report.suites, suite_object);
    lines.write({{"report", std::move(object)}});
    for (std::size_t j = 0; j < report.results.size(); ++j) {
      auto each = result_object(report.results[j]);
      if (const auto scenario = report.scenarios.find(j); scenario != report.scenarios.end()) {
        scenarios.write(scenario->second, lines);
        scenarios.put_number(each, scenario->second);
      }
      lines.write({{"result", std::move(each)}});
    }
    results += report.results.size();
  }
  lines.end({{"reports", reports.read.size()}, {"results", results}});
}

void save(const std::string& file, const std::function<void(std::ostream&)>& write) {
  // Beside it, so that nobody ever reads half a plan.
  const auto unfinished = fmt::format("{}.{}.tmp", file, ::getpid());
  const auto fail = [&] {
    const auto reason = std::generic_category().message(errno == 0 ? EIO : errno);
    std::remove(unfinished.c_str());
    throw UsageError(fmt::format("--out {}: the plan cannot be saved there: {}", file, reason));
  };
  errno = 0;
  std::ofstream out(unfinished, std::ios::binary);
  if (!out) {
    fail();
  }
  write(out);
  out.close();
  if (!out || std::rename(unfinished.c_str(), file.c_str()) != 0) {
    fail();
  }
}

}  // namespace importer
