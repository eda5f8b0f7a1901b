#include "parsers/nunit2.hpp"

#include "parsers/nunit_tree.hpp"
#include "parsers/report_times.hpp"
#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using nunit::Level;
using nunit::Told;
using pugi::xml_node;
using xml::local_name;

/// ParameterizedMethod is what NUnit 3 writes into this format.
constexpr std::array nunit2_method_groups = {
    "ParameterizedTest"sv, "ParameterizedMethod"sv, "GenericMethod"sv, "Theory"sv};
constexpr std::array failing_results = {
    "Failure"sv, "Failed"sv, "Error"sv, "NotRunnable"sv, "Cancelled"sv};

/// All other words for a result say more than the status that they are mapped to.
constexpr std::array told_by_status = {
    "Success"sv, "Passed"sv, "Failure"sv, "Failed"sv, "Skipped"sv, "Inconclusive"sv};

/// `2026-11-23` and `21:12:10`, or what older versions write in the machine's own language,
/// `27.04.2009 00:00:00` and `11:39:03.4062500`. A date with slashes is left out: which number is
/// the month depends on the machine.
std::optional<StartTime> start_of_run(std::string_view date, std::string_view time) {
  date = trimmed(date);
  date = date.substr(0, date.find_first_of(" T"));
  std::string day(date);
  if (date.size() == 10 && date[2] == '.' && date[5] == '.') {
    day = fmt::format("{}-{}-{}", date.substr(6), date.substr(3, 2), date.substr(0, 2));
  }
  return parse_timestamp(fmt::format("{}T{}", day, trimmed(time)));
}

class NUnit2 final : public nunit::Generation {
public:
  explicit NUnit2(xml::Tree& tree) : tree_(tree), times_(tree, {"time"}) {}

  nunit::SuiteFacts read_suite(xml_node node, Suite& suite) override;
  void read_case(xml_node node, std::span<const Level> levels, Told& told, Result& result) override;

private:
  void read_run(xml_node node, Suite& suite);
  bool groups_one_method(xml_node node);
  Status status_of(xml_node node, const Told& told);
  void name(xml_node node, std::span<const Level> levels, Result& result);
  std::string_view path_of(std::span<const Level> levels);

  xml::Tree& tree_;
  ReportTimes times_;
  xml_node path_of_;  ///< The suite that path_ is of.
  std::string_view path_;
};

/// `time` is the time of day there.
void NUnit2::read_run(xml_node node, Suite& suite) {
  const auto date = tree_.value(node, "date");
  const auto time = tree_.value(node, "time");
  if (date.empty() || time.empty()) {
    return;
  }
  suite.start = start_of_run(date, time);
  if (!suite.start) {
    tree_.oddities().add("timestamps that cannot be read left out: {}", tree_.spot_of(node));
  }
}

nunit::SuiteFacts NUnit2::read_suite(xml_node node, Suite& suite) {
  nunit::SuiteFacts facts;
  if (local_name(node) != "test-suite"sv) {
    read_run(node, suite);
    return facts;
  }
  suite.name = tree_.value(node, "name");
  suite.duration = times_.seconds(node.attribute("time"));
  if (const auto description = tree_.value(node, "description"); !description.empty()) {
    suite.properties.push_back({"Description", description});
  }
  const auto result = xml::raw(node, "result");
  facts.groups_one_method = groups_one_method(node);
  facts.failed = is_one_of(result, failing_results) || xml::child_named(node, "failure");
  return facts;
}

/// Before 2.5.3 there is no `type`, and only the names below tell.
bool NUnit2::groups_one_method(xml_node node) {
  if (const auto type = node.attribute("type")) {
    return is_one_of(type.value(), nunit2_method_groups);
  }
  const auto results = xml::child_named(node, "results");
  const auto first = xml::raw(xml::child_named(results, "test-case"), "name");
  const auto name = xml::raw(node, "name");
  if (name.empty() || first.size() > 10'000) {
    return false;
  }
  return contains(first, fmt::format(".{}(", name));
}

void NUnit2::read_case(xml_node node, std::span<const Level> levels, Told& told, Result& result) {
  name(node, levels, result);
  result.duration = times_.seconds(node.attribute("time"));
  result.status = status_of(node, told);
  if (const auto description = tree_.value(node, "description"); !description.empty()) {
    result.make_evidence().properties.push_back({"Description", description});
  }
  const auto word = trimmed(tree_.value(node, "result"));
  if (!word.empty() && !is_one_of(word, told_by_status)) {
    result.make_evidence().type = word;
  }
  if (told.has_failure && told.failure.details.empty()) {
    explain_failure(levels.back(), told.failure);
  }
  if (result.status == Status::skipped) {
    explain_skip(levels.back(), told.reason);
  }
}

/// `result` came with 2.5.3; before, `executed`, `success` and a `failure` tell.
Status NUnit2::status_of(xml_node node, const Told& told) {
  const auto result = trimmed(xml::raw(node, "result"));
  const auto spot = [&] { return tree_.spot_of(node); };
  const auto is = [&](auto... words) { return (equal_ignoring_case(result, words) || ...); };
  if (is("Success", "Passed")) {
    return Status::passed;
  }
  if (is("Failure", "Failed")) {
    return Status::failed;
  }
  // A test that cannot be run is broken; NUnit itself counts it as invalid.
  if (is("Error", "NotRunnable", "Cancelled")) {
    return Status::errored;
  }
  if (is("Ignored", "Skipped")) {
    return Status::skipped;
  }
  if (is("Inconclusive")) {
    return Status::inconclusive;
  }
  if (!result.empty()) {
    tree_.oddities().add("unknown words for a result taken as inconclusive: {}", spot());
    return Status::inconclusive;
  }
  const auto success = trimmed(xml::raw(node, "success"));
  if (equal_ignoring_case(trimmed(xml::raw(node, "executed")), "False")) {
    return Status::skipped;
  }
  if (told.has_failure || equal_ignoring_case(success, "False")) {
    return Status::failed;
  }
  if (!node.attribute("executed") && success.empty()) {
    tree_.oddities().add("test cases without a result taken as not run: {}", spot());
    return Status::not_run;
  }
  if (!success.empty() && !equal_ignoring_case(success, "True")) {
    tree_.oddities().add(
        "unknown words for success, without a failure, taken as passed: {}", spot()
    );
  }
  return Status::passed;
}

/// The name is the whole path with arguments, `Shop.Stock("mugs").Sells(2)`. Where its class ends
/// cannot be seen in it, but in the names of the suites that it stands in.
void NUnit2::name(xml_node node, std::span<const Level> levels, Result& result) {
  const auto whole = tree_.value(node, "name");
  std::size_t end = 0;
  // Deeper than any namespace, and no more: this is done for each case.
  constexpr std::size_t most_levels = 64;
  for (const auto& level : levels.last(std::min(levels.size(), most_levels))) {
    const auto ends_at = [&](std::size_t from) {
      const auto behind = from + level.name.size();
      return !level.name.empty() && whole.size() > behind && whole[behind] == '.' &&
                     whole.substr(from).starts_with(level.name)
                 ? behind + 1
                 : 0;
    };
    // 2.2 has the whole path in the name of a suite, too.
    end = std::max({end, ends_at(end), ends_at(0)});
  }
  if (end == 0) {
    const auto dot = whole.substr(0, whole.find_first_of("(<\" ")).rfind('.');
    end = dot == npos ? 0 : dot + 1;
  }
  result.class_name = end == 0 ? path_of(levels) : whole.substr(0, end - 1);
  const auto& innermost = levels.back();
  const auto method = innermost.facts.groups_one_method ? innermost.name : std::string_view{};
  nunit::name_case(whole.substr(end), method, result);
}

bool is_file(const Level& level) {
  const auto type = xml::raw(level.node, "type");
  return type == "Assembly"sv || type == "Project"sv || type == "Test Project"sv ||
         level.name.find_first_of("/\\") != npos || level.name.ends_with(".dll"sv) ||
         level.name.ends_with(".exe"sv) || level.name.ends_with(".nunit"sv);
}

/// The class of a case whose name does not tell it: the names of its suites but for the files.
std::string_view NUnit2::path_of(std::span<const Level> levels) {
  if (levels.back().node == path_of_) {
    return path_;
  }
  constexpr std::size_t most_levels = 16;
  constexpr std::size_t longest = 1000;
  std::string path;
  for (const auto& level : levels.last(std::min(levels.size(), most_levels))) {
    const auto name = level.name;
    const bool is_part = !name.empty() && name.size() <= longest &&
                         !level.facts.groups_one_method && !is_file(level);
    if (is_part) {
      const bool is_whole = path.empty() || name.starts_with(path + ".");
      path = is_whole ? std::string(name) : fmt::format("{}.{}", path, name);
    }
  }
  path_ = tree_.document().keep(shortened(path, longest));
  path_of_ = levels.back().node;
  return path_;
}

std::string_view nunit2_producer(xml::Tree& tree) {
  const auto environment = xml::child_named(tree.root(), "environment");
  const auto version = tree.value(environment, "nunit-version");
  return version.empty() ? "" : tree.document().keep(fmt::format("NUnit {}", version));
}

nunit::Summary summary_of(xml_node root) {
  nunit::Summary summary;
  if (const auto total = nunit::counter(root, "total")) {
    // Of those that ran.
    summary.cases.push_back(*total + nunit::counter(root, "not-run").value_or(0));
  }
  if (const auto failures = nunit::counter(root, "failures")) {
    const auto errors = nunit::counter(root, "errors").value_or(0);
    summary.broken = {*failures + errors + nunit::counter(root, "invalid").value_or(0)};
  }
  return summary;
}

}  // namespace

bool is_nunit2(xml_node root) {
  const auto name = local_name(root);
  return name == "test-results"sv || (name == "test-suite"sv && root.attribute("executed"));
}

bool is_nunit2_result(xml_node node) { return local_name(node) == "test-case"sv; }

void read_nunit2(xml::Tree& tree, Report& report) {
  report.producer = nunit2_producer(tree);
  NUnit2 generation(tree);
  nunit::TreeReader(tree, report, generation).read();
  if (local_name(tree.root()) == "test-suite"sv) {
    tree.oddities().add(
        "suites without the <test-results> around them, which was probably cut, read as they are: "
        "{}",
        tree.spot_of(tree.root())
    );
  }
  check_summary(tree, summary_of(tree.root()), report);
}

}  // namespace parsers
