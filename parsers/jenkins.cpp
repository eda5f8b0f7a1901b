#include "parsers/jenkins.hpp"

#include "parsers/junit_conventions.hpp"
#include "parsers/junit_wording.hpp"
#include "parsers/report_times.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <vector>

/// The file is Java's XStream at work on the JUnit plugin's own objects: a field is an element, a
/// field that is null is absent. Source: SuiteResult, CaseResult, FlakyFailure and RerunFailure of
/// jenkinsci/junit-plugin.
namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

/// What the plugin puts where a report has no start time.
constexpr auto no_start_time = "-1"sv;

class JenkinsReader {
public:
  JenkinsReader(xml::Tree& tree, Report& report) : tree_(tree), report_(report), times_(tree, {}) {}

  void read() {
    for (const auto& suites : tree_.root().children("suites")) {
      for (const auto& suite : suites.children("suite")) {
        read_suite(suite);
      }
    }
  }

private:
  /// An element's text that is a name or a number.
  std::string_view word(xml_node element) { return trimmed(tree_.text(element)); }
  std::string_view block(xml_node element) { return trimmed_block(tree_.text(element)); }

  std::optional<StartTime> start(xml_node element) {
    return word(element) == no_start_time ? std::nullopt : times_.timestamp_in(element);
  }

  void read_suite(xml_node node) {
    const auto index = static_cast<SuiteIndex>(report_.suites.size());
    auto& suite = report_.suites.emplace_back();
    std::vector<xml_node> cases;
    for (const auto& field : node.children()) {
      const auto name = local_name(field);
      if (name == "name"sv) {
        suite.name = word(field);
      } else if (name == "file"sv) {
        suite.file = word(field);
      } else if (name == "duration"sv) {
        suite.duration = times_.seconds_in(field);
      } else if (name == "timestamp"sv) {
        suite.start = start(field);
      } else if (name == "stdout"sv) {
        suite.out = block(field);
      } else if (name == "stderr"sv) {
        suite.err = block(field);
      } else if (name == "properties"sv) {
        read_map(field, suite.properties);
      } else if (name == "enclosingBlockNames"sv) {
        add_stage(field, suite);
      } else if (name == "cases"sv) {
        cases.push_back(field);
      }
    }
    for (const auto& list : cases) {
      for (const auto& item : list.children("case")) {
        read_case(item, index);
      }
    }
  }

  /// The pipeline's blocks that the reports were recorded in; the innermost stands first.
  void add_stage(xml_node names, Suite& suite) {
    std::string path;
    for (auto name = names.last_child(); name; name = name.previous_sibling()) {
      const auto text = word(name);
      if (!text.empty()) {
        path += path.empty() ? "" : " / ";
        path += text;
      }
    }
    if (!path.empty()) {
      suite.properties.push_back({"stage", tree_.document().keep(path)});
    }
  }

  /// `entry` elements of two `string`s each.
  void read_map(xml_node map, std::vector<Property>& properties) {
    for (const auto& entry : map.children("entry")) {
      const auto key = entry.child("string");
      const auto name = word(key);
      if (!name.empty()) {
        properties.push_back({name, word(key.next_sibling("string"))});
      }
    }
  }

  void read_case(xml_node node, SuiteIndex suite) {
    auto& result = report_.results.emplace_back();
    result.suite = suite;
    result.report_line = tree_.line_of(node);
    std::vector<Attempt> flaky;
    std::vector<Attempt> reruns;
    bool skipped = false;
    bool failed = false;
    std::string_view reason;
    std::string_view details;
    std::string_view trace;
    for (const auto& field : node.children()) {
      const auto name = local_name(field);
      if (name == "testName"sv) {
        result.name = word(field);
      } else if (name == "className"sv) {
        result.class_name = word(field);
      } else if (name == "duration"sv) {
        result.duration = times_.seconds_in(field);
      } else if (name == "startTime"sv) {
        result.start = start(field);
      } else if (name == "skipped"sv) {
        skipped = is_true(field);
      } else if (name == "skippedMessage"sv) {
        reason = block(field);
      } else if (name == "errorDetails"sv) {
        failed = true;
        details = block(field);
      } else if (name == "errorStackTrace"sv) {
        failed = true;
        trace = block(field);
      } else if (name == "failedSince"sv) {
        add_failed_since(word(field), result);
      } else if (name == "stdout"sv) {
        set(&Evidence::out, block(field), result);
      } else if (name == "stderr"sv) {
        set(&Evidence::err, block(field), result);
      } else if (name == "properties"sv) {
        read_properties(field, result);
      } else if (name == "flakyFailures"sv) {
        read_attempts(field, flaky);
      } else if (name == "rerunFailures"sv) {
        read_attempts(field, reruns);
      }
    }
    if (skipped) {
      result.status = Status::skipped;
      set(&Evidence::message, reason, result);
    } else if (failed) {
      result.status = Status::failed;
    }
    if (failed) {
      const auto said = junit::wording(details, trace);
      if (result.evidence().message.empty()) {
        set(&Evidence::message, said.message, result);
      }
      set(&Evidence::details, said.details, result);
    }
    order_attempts(std::move(flaky), reruns, result);
    junit::apply_conventions(result);
  }

  bool is_true(xml_node field) {
    const auto text = word(field);
    if (text != "true"sv && text != "false"sv && !text.empty()) {
      tree_.oddities().add(
          "words other than true and false in a skipped element, taken for true: {}",
          tree_.spot_of(field)
      );
      return true;
    }
    return text == "true"sv;
  }

  static void set(std::string_view Evidence::*field, std::string_view text, Result& result) {
    if (!text.empty()) {
      result.make_evidence().*field = text;
    }
  }

  static void add_failed_since(std::string_view build, Result& result) {
    if (!build.empty() && build != "0"sv) {
      result.make_evidence().properties.push_back({"failedSince", build});
    }
  }

  void read_properties(xml_node map, Result& result) {
    std::vector<Property> properties;
    read_map(map, properties);
    for (const auto& property : properties) {
      junit::add_property(property.name, property.value, result.make_evidence());
    }
  }

  void read_attempts(xml_node list, std::vector<Attempt>& attempts) {
    for (const auto& item : list.children()) {
      if (item.type() != pugi::node_element) {
        continue;
      }
      auto& attempt = attempts.emplace_back();
      attempt.type = word(item.child("type"));
      const auto said =
          junit::wording(block(item.child("message")), block(item.child("stackTrace")));
      attempt.message = said.message;
      attempt.details = said.details;
      attempt.out = block(item.child("stdout"));
      attempt.err = block(item.child("stderr"));
    }
  }

  /// Flaky failures came before the execution that the case shows; reruns came after it, and the
  /// last of them is what the test ended with.
  static void order_attempts(
      std::vector<Attempt> flaky, const std::vector<Attempt>& reruns, Result& result
  ) {
    if (flaky.empty() && reruns.empty()) {
      return;
    }
    auto& evidence = result.make_evidence();
    auto& earlier = evidence.earlier_attempts;
    earlier = std::move(flaky);
    if (reruns.empty()) {
      return;
    }
    Attempt& first = earlier.emplace_back();
    first.status = result.status;
    first.message = evidence.message;
    first.details = evidence.details;
    first.out = evidence.out;
    first.err = evidence.err;
    earlier.insert(earlier.end(), reruns.begin(), reruns.end() - 1);
    const auto& last = reruns.back();
    evidence.type = last.type;
    evidence.message = last.message;
    evidence.details = last.details;
    evidence.out = last.out;
    evidence.err = last.err;
  }

  xml::Tree& tree_;
  Report& report_;
  ReportTimes times_;
};

}  // namespace

bool is_jenkins(xml_node root) {
  if (local_name(root) != "result"sv || !root.child("suites")) {
    return false;
  }
  const auto suites = root.child("suites");
  return !suites.first_child() || suites.child("suite");
}

bool is_jenkins_result(xml_node node) { return local_name(node) == "case"sv; }

void read_jenkins(xml::Tree& tree, Report& report) {
  const auto plugin = trimmed(tree.value(tree.root(), "plugin"));
  report.producer = "Jenkins";
  if (plugin.starts_with("junit@")) {
    report.producer = tree.document().keep(fmt::format("Jenkins ({})", plugin));
  }
  JenkinsReader(tree, report).read();
}

}  // namespace parsers
