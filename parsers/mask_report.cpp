#include "parsers/mask_report.hpp"

#include "parsers/secrets.hpp"
#include "parsers/text.hpp"

#include <algorithm>
#include <initializer_list>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;

/// `password` of `${password}`.
std::string_view variable_name(std::string_view written) {
  const auto begin = written.find('{');
  const auto end = written.find('}');
  return begin < end && end != written.npos ? written.substr(begin + 1, end - begin - 1) : written;
}

/// Robot Framework says what a variable became in a message, `${password} = value`, in the `var`
/// of a loop's round, or in an argument, `password=value`.
class RobotVariables final : public pugi::xml_tree_walker {
public:
  RobotVariables(xml::Tree& tree, Secrets& secrets) : tree_(tree), secrets_(secrets) {}

  bool for_each(xml_node& node) override {
    const auto kind = xml::local_name(node);
    if (kind == "var"sv) {
      const auto name = variable_name(xml::raw(node, "name"));
      if (!name.empty() && secrets_.cover(name)) {
        secrets_.remember(name, trimmed(tree_.text(node)));
      }
    } else if (kind == "msg"sv || kind == "arg"sv) {
      remember_pair(node, kind == "arg"sv);
    }
    return true;
  }

private:
  /// Of the many messages only those are decoded that hold a secret.
  void remember_pair(xml_node node, bool is_argument) {
    const auto written = trimmed(node.value());
    const auto equals = written.find('=');
    if (equals == written.npos || (!is_argument && !written.starts_with("${"sv))) {
      return;
    }
    const auto name = variable_name(trimmed(written.substr(0, equals)));
    if (!secrets_.cover(name)) {
      return;
    }
    const auto text = trimmed(tree_.text(node));
    const auto value = trimmed(text.substr(std::min(text.find('='), text.size() - 1) + 1));
    // `${password}` stands for the value, which is what is to be hidden.
    if (!value.starts_with("${"sv)) {
      secrets_.remember(name, value);
    }
  }

  xml::Tree& tree_;
  Secrets& secrets_;
};

void mask_values(Secrets& secrets, Report& report) {
  for (auto& suite : report.suites) {
    for (auto& property : suite.properties) {
      property.value = secrets.value(property.name, property.value, 0U);
    }
  }
  for (auto& result : report.results) {
    result.parameters = secrets.pairs(result.parameters, result.report_line);
    if (result.more) {
      for (auto& property : result.more->properties) {
        property.value = secrets.value(property.name, property.value, result.report_line);
      }
    }
  }
}

class Texts {
public:
  explicit Texts(Secrets& secrets) : secrets_(secrets) {}

  void mask(Report& report) {
    for (auto& suite : report.suites) {
      mask({&suite.out, &suite.err});
      mask(suite.properties);
    }
    for (auto& error : report.run_errors) {
      mask({&error.message, &error.details});
    }
    for (auto& result : report.results) {
      mask({&result.parameters});
      if (result.more) {
        mask(*result.more);
      }
    }
  }

private:
  void mask(std::initializer_list<std::string_view*> texts) {
    for (auto* text : texts) {
      *text = secrets_.masked(*text);
    }
  }

  void mask(std::vector<Property>& properties) {
    for (auto& property : properties) {
      mask({&property.value});
    }
  }

  void mask(Evidence& evidence) {
    mask({&evidence.type, &evidence.message, &evidence.details, &evidence.out, &evidence.err});
    mask(evidence.properties);
    for (auto& step : evidence.steps) {
      mask({&step.name, &step.description, &step.message, &step.details});
    }
    for (auto& attempt : evidence.earlier_attempts) {
      mask({&attempt.type, &attempt.message, &attempt.details, &attempt.out, &attempt.err});
    }
  }

  Secrets& secrets_;
};

}  // namespace

void mask_secrets(xml::Tree& tree, Report& report, const MaskRules& rules) {
  if (rules.none) {
    return;
  }
  Secrets secrets(tree, rules);
  mask_values(secrets, report);
  if (report.format == "robot"sv) {
    RobotVariables variables(tree, secrets);
    tree.root().traverse(variables);
  }
  if (secrets.knows_any()) {
    Texts(secrets).mask(report);
  }
}

void mask_secrets(Secrets& secrets, Report& report) {
  mask_values(secrets, report);
  if (secrets.knows_any()) {
    Texts(secrets).mask(report);
  }
}

}  // namespace parsers
