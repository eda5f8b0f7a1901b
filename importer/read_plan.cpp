#include "importer/read_plan.hpp"

#include "client/json_reader.hpp"
#include "importer/body_size.hpp"
#include "importer/error.hpp"
#include "importer/file_name.hpp"
#include "importer/match_field.hpp"
#include "importer/naming.hpp"
#include "importer/plan_lines.hpp"
#include "importer/plan_words.hpp"
#include "importer/read_part.hpp"
#include "importer/scenarios.hpp"
#include "importer/text.hpp"
#include "importer/unmentioned.hpp"
#include "parsers/inflate.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <unordered_set>
#include <utility>

namespace json = boost::json;

namespace importer {

namespace {

using client::Node;
using client::ShapeError;
using namespace plan_values;

CallCounts calls_of(const Node& node) {
  CallCounts calls;
  for (const auto& [call, number] : object_of(node)) {
    calls[std::string(call)] = Node(number).count();
  }
  return calls;
}

client::FieldValue field_of(const Node& node) {
  const auto pair = node.elements();
  require(pair.size() == 2, "a field is no pair of name and value");
  client::FieldValue field;
  field.field = clean(pair[0]);
  require(!field.field.empty(), "a field has no name");
  const auto& value = pair[1].value();
  if (value.is_array()) {
    std::vector<std::string> texts;
    for (const auto& each : pair[1].elements()) {
      texts.push_back(clean(each));
    }
    field.value = std::move(texts);
  } else if (value.is_int64()) {
    field.value = value.get_int64();
  } else if (value.is_double()) {
    field.value = value.get_double();
  } else {
    field.value = clean(pair[1]);
  }
  return field;
}

/// Where a result stands, until all results have the place where they stay.
struct Place {
  std::size_t report = 0;
  std::size_t result = 0;
};

class Reader {
public:
  Reader(std::istream& in, const std::string& file) : lines_(in, file) { plan_.file = file; }

  SavedPlan read() {
    read_or_refuse([this](const Node& line) { first(line); });
    while (!lines_.ended()) {
      read_or_refuse([this](const Node& line) { next(line); });
    }
    return std::move(plan_);
  }

private:
  template <class Read>
  void read_or_refuse(Read read) {
    const json::value line(lines_.next());
    try {
      read(Node(line));
    } catch (const ShapeError& error) {
      lines_.refuse(fmt::format("{}: the plan is damaged, or no plan: save it anew", error.what()));
    }
  }

  void first(const Node& line) {
    if (!line.find("ptimport_plan")) {
      lines_.refuse(
          "it is no saved plan: --plan takes what `ptimport plan --out FILE` wrote; reports are "
          "given without --plan"
      );
    }
    const auto format = line.at("ptimport_plan").count();
    if (format != plan_format) {
      lines_.refuse(fmt::format(
          "the plan has format {}, and this ptimport reads format {}: save it anew with this one, "
          "or carry it out with the one that saved it",
          format,
          plan_format
      ));
    }
    const auto kind = line.at("kind").text();
    require(kind == "plan" || kind == "part", "kind is neither plan nor part");
    plan_.decided = kind == "plan";
    for (const auto& [name, value] : object_of(line.at("options"))) {
      plan_.options.push_back(option(std::string(name), Node(value)));
    }
    if (plan_.decided) {
      const auto place = line.at("practitest");
      plan_.identity.base_url = clean(place.at("url"));
      plan_.identity.project = number<client::Id>(place.at("project"));
      plan_.identity.set = clean(place.at("set"));
      plan_.identity.build = clean(line.at("build"));
      sets(line);
      for (const auto& list : elements_of(line, "lists")) {
        plan_.plan.extensions.push_back(extension(list));
      }
      if (const auto most = line.find("body_max")) {
        plan_.plan.max_body = number<std::size_t>(*most);
        require(plan_.plan.max_body <= gigabyte, "body_max is no size of a call");
      }
    }
  }

  static SavedOption option(std::string name, const Node& value) {
    SavedOption option;
    option.name = std::move(name);
    option.given = true;
    option.is_list = value.value().is_array();
    if (option.is_list) {
      for (const auto& element : value.elements()) {
        option.values.push_back(clean(element));
      }
    } else {
      option.values.push_back(clean(value));
    }
    return option;
  }

  void sets(const Node& line) {
    const auto several = elements_of(line, "sets");
    if (several.empty()) {
      set(line.at("set"));
      return;
    }
    require(several.size() <= most_results, "too many sets");
    plan_.gathered.sets_by_result = true;
    for (const auto& node : several) {
      require(!node.find("clone_of"), "several sets, and one is a copy");
      require(!clean(node.at("name")).empty(), "one of several sets has no name");
      set(node);
    }
  }

  void set(const Node& node) {
    PlannedSet set;
    set.name = clean(node.at("name"));
    set.id = optional_id(node, "id");
    set.clone_of = optional_id(node, "clone_of");
    set.remembered = set.id.has_value();
    for (const auto& id : elements_of(node, "same_name")) {
      set.same_name.push_back(id.id());
    }
    plan_.gathered.set_fields = fields(node, client::FieldOwner::set);
    plan_.plan.set_fields = plan_.gathered.set_fields;
    plan_.gathered.sets.push_back(set.name);
    plan_.plan.sets.push_back(std::move(set));
  }

  static ListExtension extension(const Node& node) {
    ListExtension extension;
    extension.field = node.at("field").id();
    extension.name = clean(node.at("name"));
    for (const auto& value : node.at("values").elements()) {
      extension.values.push_back(clean(value));
    }
    require(!extension.values.empty(), "lists/values is empty");
    return extension;
  }

  /// Null when there are none. Equal ones are kept once, as they were before.
  client::FieldValues* fields(const Node& node, client::FieldOwner owner) {
    client::FieldValues values;
    for (const auto& field : elements_of(node, "fields")) {
      values.push_back(field_of(field));
    }
    if (values.empty()) {
      return nullptr;
    }
    const auto [known, is_new] = fields_[owner].try_emplace(values, nullptr);
    if (is_new) {
      known->second = &plan_.gathered.field_values.emplace_back(std::move(values));
    }
    return known->second;
  }

  void next(const Node& line) {
    if (const auto end = line.find("end")) {
      finish(*end);
    } else if (const auto report = line.find("report")) {
      require(plan_.reports.read.size() < most_reports, "too many reports");
      document_ = read_report(*report, plan_.reports, !plan_.decided);
    } else if (const auto files = line.find("files")) {
      read_files(*files, plan_.reports);
    } else if (const auto result = line.find("result"); result && !plan_.decided) {
      require(!plan_.reports.read.empty(), "a result before its report");
      count_result();
      auto& reported = plan_.reports.read.back();
      read_result(*result, reported, *document_);
      if (auto executed = scenario_of(*result)) {
        reported.scenarios.emplace(reported.results.size() - 1, std::move(executed));
      }
    } else if (const auto scenario = line.find("scenario")) {
      read_scenario(*scenario);
    } else {
      require(plan_.decided, "a line that no part has");
      test(line.at("test"));
    }
  }

  void read_scenario(const Node& node) {
    auto scenario = std::make_shared<parsers::Scenario>();
    scenario->place = clean(node.at("place"));
    scenario->text = clean(node.at("text"));
    require(!scenario->text.empty(), "scenario/text is empty");
    require(scenario->text.size() <= longest_scenario, "scenario/text is too long for a test");
    require(scenarios_.size() < most_results, "too many scenarios");
    scenarios_.push_back(std::move(scenario));
  }

  /// Of a test or a result; null when it has none.
  std::shared_ptr<const parsers::Scenario> scenario_of(const Node& node) const {
    const auto number = node.find("scenario");
    if (!number) {
      return nullptr;
    }
    const auto index = number->count();
    require(index < scenarios_.size(), "scenario is none of the scenarios");
    return scenarios_[index];
  }

  void count_result() { require(++results_ <= most_results, "too many results"); }

  void test(const Node& node) {
    NamedTest named;
    named.name = test_name(node);
    if (const auto said = node.find("said")) {
      named.said = std::make_shared<const SaidIds>(said_ids(*said));
    }
    named.set = optional_number<std::uint32_t>(node, "set");
    require(named.set < plan_.plan.sets.size(), "test/set is none of the sets");
    const auto word = identity_word(named.name, named.said ? *named.said : SaidIds());
    require(names_.emplace(word, named.set).second, "two tests of one name or id in one set");
    PlannedTest planned;
    planned.action = known(action_from(node.at("action").text()), "test/action");
    planned.why = clean(node.at("why"));
    planned.test_id = optional_id(node, "test_id");
    planned.instance_id = optional_id(node, "instance_id");
    planned.remembered = planned.test_id || planned.instance_id;
    planned.alone = flag(node, "alone");
    for (const auto& id : elements_of(node, "same_name")) {
      planned.same_name.push_back(id.id());
    }
    named.fields = fields(node, client::FieldOwner::test);
    named.scenario = scenario_of(node);
    for (const auto& result : node.at("results").elements()) {
      execution(result, named);
    }
    require(!named.executions.empty(), "test/results is empty");
    decide_runs(planned, named);
    if (const auto changes = elements_of(node, "update"); !changes.empty()) {
      require(may_be_updated(planned), "test/update is of a test that is not known");
      plan_.plan.updates.push_back({plan_.plan.tests.size(), {}});
      for (const auto& change : changes) {
        plan_.plan.updates.back().changes.push_back(
            {field_of(change.at("value")), optional_text(change, "before")}
        );
      }
    }
    plan_.gathered.tests.push_back(std::move(named));
    plan_.plan.tests.push_back(std::move(planned));
  }

  static std::string test_name(const Node& node) {
    auto name = clean(node.at("name"));
    require(
        !name.empty() && text::characters(name) <= max_name_characters,
        "test/name is no name of a test"
    );
    return name;
  }

  static SaidIds said_ids(const Node& node) {
    SaidIds said;
    for (const auto& [name, kind] :
         {std::pair("display_id", TestId::Kind::display),
          std::pair("system_id", TestId::Kind::system)}) {
      if (const auto number = optional_id(node, name)) {
        require(*number > 0, "test/said is no id of a test");
        (said.id ? said.beside : said.id) = TestId{kind, *number};
      }
    }
    said.field = optional_text(node, "field");
    said.value = optional_text(node, "value");
    require(said.field.empty() == said.value.empty(), "test/said has half of a field's value");
    if (!said.value.empty()) {
      require(!said.id, "test/said has an id and a field's value");
      said.id = id_of_value(said.field, said.value);
    }
    said.says = optional_text(node, "where");
    said.contradiction = optional_text(node, "contradiction");
    require(said.any(), "test/said says nothing");
    return said;
  }

  void execution(const Node& node, NamedTest& named) {
    count_result();
    Execution execution;
    execution.key = known(key_from(node.at("key").text()), "key");
    require(keys_.insert(execution.key).second, "two results of one key");
    if (const auto by = node.find("matched_by")) {
      execution.by = known(matched_by_from(by->text()), "matched_by");
    }
    if (!is_unmentioned(execution)) {
      result(node);
    }
    execution.repeated = flag(node, "retried");
    execution.already = flag(node, "already");
    if (node.find("name")) {
      execution.name = &plan_.gathered.names.emplace_back(test_name(node));
    }
    if (const auto cases = node.find("cases")) {
      execution.results = static_cast<std::size_t>(number_within(*cases, 1, most_results));
    }
    if (is_unmentioned(execution)) {
      ++plan_.gathered.unmentioned;
    } else {
      cases_ += execution.results;
      require(cases_ <= most_results, "too many results");
    }
    if (const auto status = node.find("run_status")) {
      execution.status = known(run_status_from(status->text()), "run_status");
      execution.run = &plan_.runs.emplace_back(run(node.at("run")));
      files(node, execution);
      execution.fields = fields(node, client::FieldOwner::run);
    }
    named.executions.push_back(execution);
  }

  /// Among those of its report, which are where they stay only when all are read.
  void result(const Node& node) {
    const auto report = optional_number<std::size_t>(node, "report");
    require(report < plan_.reports.read.size(), "report is none of the reports");
    auto& results = plan_.reports.read[report].results;
    places_.push_back({report, results.size()});
    auto& result = results.emplace_back();
    result.status = known(status_from(node.at("status").text()), "status");
    result.report_line = optional_number<std::uint32_t>(node, "line");
  }

  void files(const Node& node, Execution& execution) {
    std::vector<RunFile> files;
    for (const auto& each : elements_of(node, "files")) {
      files.push_back(file(each));
    }
    if (!files.empty()) {
      execution.files = &plan_.gathered.files.emplace_back(std::move(files));
    }
  }

  RunFile file(const Node& node) {
    RunFile file;
    file.filename = clean(node.at("name"));
    require(
        !file.filename.empty() && text::characters(file.filename) <= max_file_name_characters,
        "files/name is no name of a file"
    );
    file.size = number<std::uint64_t>(node.at("size"));
    require(file.size <= plan_.plan.max_body, "files/size is more than a call holds");
    if (node.find("path") || node.find("lost")) {
      FileOnDisk on_disk;
      on_disk.file.path = optional_text(node, "path");
      on_disk.digest = optional_text(node, "digest");
      on_disk.lost = optional_text(node, "lost");
      require(on_disk.digest.empty() == !on_disk.lost.empty(), "files/digest is missing");
      file.from = std::move(on_disk);
      return file;
    }
    auto content = node.find("text") ? std::optional(clean(node.at("text")))
                                     : parsers::decode_base64(node.at("content").text());
    require(content && content->size() <= file.size, "files/content does not fit its size");
    file.from = CapturedText{plan_.texts.emplace_back(std::move(*content)), 0};
    return file;
  }

  static client::NewRun run(const Node& node) {
    client::NewRun run;
    if (const auto code = node.find("exit_code")) {
      run.exit_code = number<int>(*code);
    }
    if (const auto seconds = node.find("seconds")) {
      run.duration = std::chrono::seconds(number<std::int64_t>(*seconds));
      require(
          *run.duration >= std::chrono::seconds(0) && *run.duration <= longest_duration,
          "seconds is no duration of a run"
      );
    }
    run.output = optional_text(node, "output");
    require(
        text::characters(run.output) <= client::max_output_characters,
        "output is too long for a run"
    );
    for (const auto& each : elements_of(node, "steps")) {
      client::RunStep step;
      step.name = clean(each.at("name"));
      step.status = known(step_status_from(each.at("status").text()), "status");
      step.description = optional_text(each, "description");
      step.expected_results = optional_text(each, "expected");
      step.actual_results = optional_text(each, "actual");
      run.steps.push_back(std::move(step));
    }
    return run;
  }

  /// Whether the decision can be carried out, and by which runs.
  void decide_runs(PlannedTest& planned, const NamedTest& named) const {
    const auto action = planned.action;
    const auto& set = plan_.plan.sets[named.set];
    const bool in_copy = set.is_to_be_copied();
    if (action == Action::record) {
      require(planned.test_id.has_value(), "test/test_id is missing, and it is to be recorded");
      require(
          planned.instance_id.has_value() == !in_copy && (set.id || in_copy),
          "test/instance_id does not fit its action and its set"
      );
    }
    require(
        !named.said || named.goes_by_field() ||
            (named.said->contradiction.empty() && !makes_test(action)) ||
            action == Action::refuse || action == Action::omit || action == Action::nothing,
        "test/action does not fit the ids that its results say"
    );
    require(
        action != Action::make_instance || planned.test_id.has_value(),
        "test/test_id is missing, and its instance is to be made"
    );
    const bool runs = action == Action::record || makes_instance(action);
    for (std::size_t i = 0; runs && i < named.executions.size(); ++i) {
      if (named.executions[i].status && !named.executions[i].already) {
        planned.runs.push_back(i);
      }
    }
    require(
        runs == !planned.runs.empty(), "test/action does not fit its results: nothing is to be sent"
    );
    require(!planned.alone || makes_instance(action), "test/alone does not fit its action");
    require(action != Action::find_or_make || planned.alone, "test/alone does not fit its action");
  }

  void finish(const Node& end) {
    require(end.at("results").count() == results_, "end/results is another number");
    if (!plan_.decided) {
      require(
          end.at("reports").count() == plan_.reports.read.size(), "end/reports is another number"
      );
      return;
    }
    auto& plan = plan_.plan;
    auto& tests = plan_.gathered.tests;
    require(end.at("tests").count() == tests.size(), "end/tests is another number");
    auto place = places_.begin();
    const auto& nothing = report_of_nothing(plan_.gathered);
    for (auto& named : tests) {
      for (auto& execution : named.executions) {
        if (is_unmentioned(execution)) {
          execution.report = &nothing;
          execution.result = &nothing.results.front();
          continue;
        }
        execution.report = &plan_.reports.read[place->report];
        execution.result = &execution.report->results[place->result];
        ++place;
      }
    }
    for (std::size_t i = 0; i < tests.size(); ++i) {
      plan.tests[i].named = &tests[i];
    }
    plan_.gathered.results = cases_;
    plan_.gathered.executions = results_;
    measure(plan_.gathered, StatusTable());
    complete(plan);
    check_tests_of_several_sets(plan);
    require(calls_of(end.at("calls")) == plan.calls, "end/calls are not those of its decisions");
  }

  /// Made alone for two sets at a time, it might be made twice.
  static void check_tests_of_several_sets(const Plan& plan) {
    std::set<std::string_view> made;
    for (const auto& planned : plan.tests) {
      if (makes_test(planned.action) && !planned.made_by) {
        require(made.insert(planned.named->name).second, "a test is made for two sets at a time");
      }
    }
  }

  PlanLineReader lines_;
  SavedPlan plan_;
  std::shared_ptr<parsers::Document> document_;  ///< Of the report that was read last.
  std::size_t results_ = 0;
  std::size_t cases_ = 0;      ///< More than results, where several are recorded together.
  std::vector<Place> places_;  ///< Of all results, in their order.
  std::unordered_set<std::uint64_t> keys_;
  std::set<std::pair<std::string, std::uint32_t>> names_;  ///< Of tests, and their sets.
  std::vector<std::shared_ptr<const parsers::Scenario>> scenarios_;
  std::map<client::FieldOwner, std::map<client::FieldValues, client::FieldValues*>> fields_;
};

}  // namespace

SavedPlan read_plan(std::istream& in, const std::string& file) { return Reader(in, file).read(); }

}  // namespace importer
