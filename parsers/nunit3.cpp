#include "parsers/nunit3.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/nunit_tree.hpp"
#include "parsers/report_times.hpp"
#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using nunit::Level;
using nunit::Told;
using pugi::xml_node;
using xml::local_name;

constexpr std::array nunit3_method_groups = {
    "ParameterizedMethod"sv, "GenericMethod"sv, "Theory"sv, "ParameterizedTest"sv};

/// `result` and `label`; some writers put both into one: `Failed:Error`, `Failed(Child)`.
struct Outcome {
  std::string_view result;
  std::string_view label;
};

/// The attributes of a suite or a case, sorted in one pass: searching for each takes more time than
/// all the rest.
struct Attributes {
  explicit Attributes(xml_node node);

  pugi::xml_attribute name;
  pugi::xml_attribute full_name;
  pugi::xml_attribute class_name;
  pugi::xml_attribute method_name;
  pugi::xml_attribute type;
  pugi::xml_attribute run_state;
  pugi::xml_attribute result;
  pugi::xml_attribute label;
  pugi::xml_attribute site;
  pugi::xml_attribute start;
  pugi::xml_attribute end;
  pugi::xml_attribute duration;
  pugi::xml_attribute time;  ///< The duration, in the first versions.
};

Attributes::Attributes(xml_node node) {
  using Member = pugi::xml_attribute Attributes::*;
  struct Known {
    std::string_view name;
    Member member;
  };
  static constexpr std::array known = std::to_array<Known>({
      {"name", &Attributes::name},
      {"fullname", &Attributes::full_name},
      {"classname", &Attributes::class_name},
      {"methodname", &Attributes::method_name},
      {"type", &Attributes::type},
      {"runstate", &Attributes::run_state},
      {"result", &Attributes::result},
      {"label", &Attributes::label},
      {"site", &Attributes::site},
      {"start-time", &Attributes::start},
      {"end-time", &Attributes::end},
      {"duration", &Attributes::duration},
      {"time", &Attributes::time},
  });
  for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
    const std::string_view written = attribute.name();
    for (const auto& candidate : known) {
      if (candidate.name == written) {
        this->*candidate.member = attribute;
        break;
      }
    }
  }
}

class NUnit3 final : public nunit::Generation {
public:
  explicit NUnit3(xml::Tree& tree)
      : tree_(tree),
        times_(tree, {"duration", "time"}),
        run_date_(tree.value(tree.root(), "run-date")) {}

  nunit::SuiteFacts read_suite(xml_node node, Suite& suite) override;
  void read_case(xml_node node, std::span<const Level> levels, Told& told, Result& result) override;

  /// A list of tests (`--explore`) looks like a report, but for this.
  bool has_outcomes() const { return has_outcomes_; }

private:
  Outcome outcome_of(const Attributes& attributes);
  Status status_of(const Outcome& outcome, const Attributes& attributes, xml_node node);
  void name(const Attributes& attributes, std::span<const Level> levels, Result& result);
  std::optional<StartTime> time(pugi::xml_attribute attribute);
  std::optional<Duration> duration(const Attributes& attributes);

  xml::Tree& tree_;
  ReportTimes times_;
  std::string_view run_date_;  ///< Early versions have the date only there.
  bool has_outcomes_ = false;
};

Outcome NUnit3::outcome_of(const Attributes& attributes) {
  const auto result = trimmed(tree_.value(attributes.result));
  has_outcomes_ = has_outcomes_ || !result.empty();
  const auto end = result.find_first_of(":(");
  Outcome outcome{trimmed(result.substr(0, end)), trimmed(tree_.value(attributes.label))};
  if (end != std::string_view::npos && outcome.label.empty()) {
    const auto label = result.substr(end + 1);
    outcome.label = trimmed(label.substr(0, label.find(')')));
  }
  return outcome;
}

nunit::SuiteFacts NUnit3::read_suite(xml_node node, Suite& suite) {
  const Attributes attributes(node);
  suite.name = tree_.value(attributes.name);
  suite.start = time(attributes.start);
  suite.duration = duration(attributes);
  const std::string_view type = attributes.type.value();
  if (type == "Assembly"sv || type == "Project"sv) {
    const auto path = tree_.value(attributes.full_name);
    suite.file = path.find_first_of("/\\") == std::string_view::npos ? "" : path;
  }
  const auto outcome = outcome_of(attributes);
  nunit::SuiteFacts facts;
  facts.groups_one_method =
      std::ranges::find(nunit3_method_groups, type) != nunit3_method_groups.end();
  facts.failed = is_one_of(outcome.result, {"Failed"});
  facts.failed_afterwards = attributes.site.value() == "TearDown"sv;
  facts.cancelled = is_one_of(outcome.label, {"Cancelled"});
  return facts;
}

void NUnit3::read_case(xml_node node, std::span<const Level> levels, Told& told, Result& result) {
  const Attributes attributes(node);
  name(attributes, levels, result);
  if (const auto start = time(attributes.start)) {
    result.start = start;
  }
  result.duration = duration(attributes);
  const auto outcome = outcome_of(attributes);
  result.status = status_of(outcome, attributes, node);
  if (!outcome.label.empty()) {
    result.make_evidence().type = outcome.label;
  } else if (result.status == Status::inconclusive && !is_one_of(outcome.result, {"Inconclusive"})) {
    result.make_evidence().type = outcome.result;
  }
  if (told.has_failure && attributes.site.value() == "Parent"sv) {
    explain_failure(levels.back(), told.failure);
  }
  if (result.status == Status::skipped || result.status == Status::not_run) {
    explain_skip(levels.back(), told.reason);
  }
}

Status NUnit3::status_of(const Outcome& outcome, const Attributes& attributes, xml_node node) {
  const auto [result, label] = outcome;
  if (result == "Passed"sv || is_one_of(result, {"Passed", "Warning", "Success"})) {
    return Status::passed;
  }
  if (is_one_of(result, {"Failed", "Failure"})) {
    const bool error = is_one_of(label, {"Error", "Invalid", "Cancelled"});
    return error ? Status::errored : Status::failed;
  }
  // NUnit 2 has these where NUnit 3 has a label.
  if (is_one_of(result, {"Error", "NotRunnable", "Cancelled"})) {
    return Status::errored;
  }
  if (is_one_of(result, {"Skipped", "Ignored"})) {
    const bool is_explicit =
        is_one_of(label, {"Explicit"}) ||
        (label.empty() && is_one_of(attributes.run_state.value(), {"Explicit"}));
    return is_explicit ? Status::not_run : Status::skipped;
  }
  if (is_one_of(result, {"Inconclusive"})) {
    return Status::inconclusive;
  }
  const auto spot = tree_.spot_of(node);
  if (result.empty()) {
    tree_.oddities().add("test cases without a result taken as not run: {}", spot);
    return Status::not_run;
  }
  tree_.oddities().add("unknown words for a result taken as inconclusive: {}", spot);
  return Status::inconclusive;
}

/// The full name tells the class with the arguments of its fixture, which `classname` does not.
void NUnit3::name(const Attributes& attributes, std::span<const Level> levels, Result& result) {
  const auto name = tree_.value(attributes.name);
  const auto full = tree_.value(attributes.full_name);
  result.class_name = tree_.value(attributes.class_name);
  if (full.size() > name.size() + 1 && full.ends_with(name) &&
      full[full.size() - name.size() - 1] == '.') {
    result.class_name = full.substr(0, full.size() - name.size() - 1);
  }
  auto method = tree_.value(attributes.method_name);
  if (method.empty() && levels.back().facts.groups_one_method) {
    method = levels.back().name;
  }
  nunit::name_case(name, method, result);
}

std::optional<StartTime> NUnit3::time(pugi::xml_attribute attribute) {
  const std::string_view text = attribute.value();
  if (text.empty() || text.starts_with("0001-")) {
    return std::nullopt;  // What never ran.
  }
  if (!run_date_.empty() && text.find('-') == std::string_view::npos) {
    return parse_timestamp(fmt::format("{}T{}", run_date_, text));
  }
  return times_.timestamp(attribute);
}

std::optional<Duration> NUnit3::duration(const Attributes& attributes) {
  for (const auto& attribute : {attributes.duration, attributes.time}) {
    if (const auto told = times_.seconds(attribute)) {
      return told;
    }
  }
  if (attributes.end) {
    const auto start = time(attributes.start);
    const auto end = start ? time(attributes.end) : std::nullopt;
    return end ? dotnet::between(*start, *end) : std::nullopt;
  }
  return std::nullopt;
}

std::string_view nunit3_producer(xml::Tree& tree) {
  const auto root = tree.root();
  const auto first = xml::child_named(root, "test-suite");
  for (auto suite = first; suite; suite = xml::child_named(suite, "test-suite")) {
    const auto properties = xml::child_named(suite, "properties");
    if (properties.find_child_by_attribute("name", "isAssembly") ||
        properties.find_child_by_attribute("name", "isRoot")) {
      return "Unity";
    }
    if (xml::raw(suite, "type") == "Assembly"sv) {
      if (xml::child_named(suite, "errors")) {
        return "NunitXml.TestLogger";
      }
      break;
    }
  }
  if (const auto version = tree.value(root, "engine-version"); !version.empty()) {
    return tree.document().keep(fmt::format("NUnit {}", version));
  }
  return {};
}

}  // namespace

bool is_nunit3(xml_node root) {
  const auto name = local_name(root);
  if (name == "test-run"sv) {
    return root.attribute("testcasecount") || root.attribute("result") ||
           xml::child_named(root, "test-suite");
  }
  const bool has_prefix = name.data() != root.name();
  return name == "test-suite"sv && !has_prefix && !root.attribute("executed") &&
         (root.attribute("type") || root.attribute("runstate"));
}

bool is_nunit3_result(xml_node node) { return local_name(node) == "test-case"sv; }

void read_nunit3(xml::Tree& tree, Report& report) {
  const auto root = tree.root();
  report.producer = nunit3_producer(tree);
  NUnit3 generation(tree);
  nunit::TreeReader(tree, report, generation).read();
  if (!generation.has_outcomes()) {
    tree.refuse_as_other(
        root.name() - 1,
        fmt::format(
            "<{}> is NUnit's list of tests (--explore), not a report of their results", root.name()
        )
    );
  }
  if (local_name(root) == "test-suite"sv) {
    tree.oddities().add(
        "suites without the <test-run> around them, which was probably cut, read as they are: {}",
        tree.spot_of(root)
    );
  }
  nunit::Summary summary;
  for (const auto* const attribute : {"total", "testcasecount"}) {
    if (const auto count = nunit::counter(root, attribute)) {
      summary.cases.push_back(*count);
    }
  }
  if (const auto failed = nunit::counter(root, "failed")) {
    summary.broken.push_back(*failed);
  }
  check_summary(tree, summary, report);
}

}  // namespace parsers
