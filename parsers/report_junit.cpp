#include "parsers/report_junit.hpp"

#include "parsers/report_json.hpp"

#include <fmt/format.h>
#include <pugixml.hpp>

#include <algorithm>
#include <cstdint>
#include <sstream>
#include <string>
#include <vector>

namespace parsers {

namespace {

using pugi::xml_node;

std::string text_of(std::string_view text) { return std::string(text); }

void set(xml_node node, const char* name, std::string_view value) {
  if (!value.empty()) {
    node.append_attribute(name) = text_of(value).c_str();
  }
}

void set(xml_node node, const char* name, const std::optional<Duration>& duration) {
  if (duration) {
    const auto seconds = static_cast<double>(duration->count()) / 1000.0;
    node.append_attribute(name) = fmt::format("{:.3f}", seconds).c_str();
  }
}

void set(xml_node node, const char* name, const std::optional<StartTime>& start) {
  if (start) {
    set(node, name, iso_8601(*start));
  }
}

void add_text(xml_node parent, const char* name, std::string_view text) {
  if (!text.empty()) {
    parent.append_child(name).text() = text_of(text).c_str();
  }
}

void add_properties(
    xml_node parent,
    const std::vector<Property>& properties,
    const std::vector<std::string_view>& tags
) {
  if (properties.empty() && tags.empty()) {
    return;
  }
  auto list = parent.append_child("properties");
  const auto add = [&list](std::string_view name, std::string_view value) {
    auto property = list.append_child("property");
    property.append_attribute("name") = text_of(name).c_str();
    property.append_attribute("value") = text_of(value).c_str();
  };
  for (const auto& property : properties) {
    add(property.name, property.value);
  }
  for (const auto tag : tags) {
    add("tag", tag);
  }
}

/// The element that says how an execution ended; null for a pass.
const char* outcome_element(Status status) {
  switch (status) {
  case Status::passed:
    return nullptr;
  case Status::failed:
    return "failure";
  case Status::errored:
  case Status::aborted:
    return "error";
  case Status::skipped:
  case Status::blocked:
  case Status::not_run:
  case Status::inconclusive:
    break;
  }
  return "skipped";
}

/// The last execution of a result, in the form of the earlier ones.
Attempt last_execution(const Result& result) {
  const auto& evidence = result.evidence();
  return {
      result.status,
      evidence.type,
      evidence.message,
      evidence.details,
      evidence.out,
      evidence.err,
      result.duration,
      result.start};
}

void add_outcome(xml_node test, const Attempt& execution) {
  const auto* const element = outcome_element(execution.status);
  if (element == nullptr) {
    return;
  }
  auto outcome = test.append_child(element);
  const auto status = execution.status;
  const bool plain =
      status == Status::failed || status == Status::errored || status == Status::skipped;
  set(outcome, "type", plain ? execution.type : name_of(status));
  set(outcome, "message", execution.message);
  if (!execution.details.empty()) {
    outcome.text() = text_of(execution.details).c_str();
  }
}

/// As Surefire writes an execution that another one followed, or that followed another one.
void add_attempt(xml_node test, std::string_view prefix, const Attempt& attempt) {
  const auto* const kind = attempt.status == Status::failed ? "Failure" : "Error";
  auto node = test.append_child(fmt::format("{}{}", prefix, kind).c_str());
  set(node, "type", attempt.type);
  set(node, "message", attempt.message);
  set(node, "time", attempt.duration);
  set(node, "timestamp", attempt.start);
  add_text(node, "stackTrace", attempt.details);
  add_text(node, "system-out", attempt.out);
  add_text(node, "system-err", attempt.err);
}

/// The executions of a result, of which the case itself shows one: the last of a test that passed,
/// the first of one that failed again and again.
struct Executions {
  Attempt shown;
  std::vector<Attempt> flaky;
  std::vector<Attempt> reruns;
};

Executions executions_of(const Result& result) {
  const auto& earlier = result.evidence().earlier_attempts;
  Executions executions;
  executions.shown = last_execution(result);
  if (result.status == Status::passed) {
    executions.flaky = earlier;
  } else if (!earlier.empty()) {
    executions.shown = earlier.front();
    executions.shown.status = result.status;
    executions.reruns.assign(earlier.begin() + 1, earlier.end());
    executions.reruns.push_back(last_execution(result));
  }
  return executions;
}

std::string out_with_attachments(std::string_view out, const Evidence& evidence) {
  std::string text(out);
  for (const auto& attachment : evidence.attachments) {
    if (attachment.packing != Packing::none) {
      continue;  // There is no path to be named.
    }
    const auto mark = fmt::format("[[ATTACHMENT|{}", attachment.path);
    if (text.find(mark) == std::string::npos) {
      text += fmt::format("{}{}]]", text.empty() ? "" : "\n", mark);
    }
  }
  return text;
}

void add_case(xml_node suite, const Result& result) {
  const auto& evidence = result.evidence();
  const auto executions = executions_of(result);
  auto test = suite.append_child("testcase");
  test.append_attribute("name") = fmt::format("{}{}", result.name, result.parameters).c_str();
  set(test, "classname", result.class_name);
  set(test, "time", executions.shown.duration);
  set(test, "timestamp", executions.shown.start);
  set(test, "file", result.file);
  if (result.source_line != 0) {
    test.append_attribute("line") = result.source_line;
  }
  auto properties = evidence.properties;
  std::vector<std::string> names;
  names.reserve(evidence.steps.size());
  for (const auto& step : evidence.steps) {
    names.push_back(fmt::format("step[{}]", name_of(step.status)));
    properties.push_back({names.back(), step.name});
  }
  add_properties(test, properties, evidence.tags);
  add_outcome(test, executions.shown);
  for (const auto& attempt : executions.flaky) {
    add_attempt(test, "flaky", attempt);
  }
  for (const auto& attempt : executions.reruns) {
    add_attempt(test, "rerun", attempt);
  }
  add_text(test, "system-out", out_with_attachments(executions.shown.out, evidence));
  add_text(test, "system-err", executions.shown.err);
}

/// How many suites stand within each other.
std::uint32_t depth_of(const Report& report) {
  std::vector<std::uint32_t> depths;
  depths.reserve(report.suites.size());
  std::uint32_t deepest = 0;
  for (const auto& suite : report.suites) {
    depths.push_back(suite.parent ? depths[*suite.parent] + 1 : 1);
    deepest = std::max(deepest, depths.back());
  }
  return deepest;
}

void add_report(xml_node root, const Report& report) {
  std::vector<xml_node> suites;
  for (const auto& suite : report.suites) {
    auto node = (suite.parent ? suites[*suite.parent] : root).append_child("testsuite");
    node.append_attribute("name") = text_of(suite.name).c_str();
    set(node, "hostname", suite.host);
    set(node, "file", suite.file);
    set(node, "time", suite.duration);
    set(node, "timestamp", suite.start);
    add_properties(node, suite.properties, {});
    suites.push_back(node);
  }
  for (const auto& result : report.results) {
    add_case(suites[result.suite], result);
  }
  for (std::size_t i = 0; i < suites.size(); ++i) {
    add_text(suites[i], "system-out", report.suites[i].out);
    add_text(suites[i], "system-err", report.suites[i].err);
  }
  for (const auto& error : report.run_errors) {
    auto suite = error.suite ? suites[*error.suite] : root.append_child("testsuite");
    auto node = suite.append_child("error");
    set(node, "message", error.message);
    if (!error.details.empty()) {
      node.text() = text_of(error.details).c_str();
    }
  }
  if (report.cut_off) {
    auto suite = root.append_child("testsuite");
    suite.append_attribute("name") = report.source.c_str();
    set(suite.append_child("error"), "message", describe(*report.cut_off));
  }
}

}  // namespace

std::string to_junit(std::span<const Report> reports) {
  pugi::xml_document document;
  auto declaration = document.append_child(pugi::node_declaration);
  declaration.append_attribute("version") = "1.0";
  declaration.append_attribute("encoding") = "UTF-8";
  auto root = document.append_child("testsuites");
  for (const auto& report : reports) {
    add_report(root, report);
  }
  // Blanks before each line would be the square of the depth.
  constexpr std::uint32_t deepest_indented = 100;
  const bool indented = std::ranges::all_of(reports, [](const Report& report) {
    return depth_of(report) <= deepest_indented;
  });
  std::ostringstream text;
  document.save(text, "  ", indented ? pugi::format_indent : pugi::format_raw, pugi::encoding_utf8);
  return text.str();
}

}  // namespace parsers
