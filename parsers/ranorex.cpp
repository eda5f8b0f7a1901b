#include "parsers/ranorex.hpp"

#include "parsers/html_text.hpp"
#include "parsers/ranorex_module.hpp"
#include "parsers/ranorex_run.hpp"
#include "parsers/ranorex_values.hpp"
#include "parsers/secrets.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using ranorex::Kind;
using xml::local_name;

/// What an activity hands on to those in it.
struct Around {
  SuiteIndex suite = 0;
  std::optional<std::size_t> test;  ///< Index of the innermost test's result.
  std::string_view suite_name;      ///< Of the test suite.
  std::string_view prefix;          ///< "Setup:" or "Teardown:", for modules in it.
  std::string_view row;             ///< Parameters of the data row, `name=value, …`.
  std::string_view description;
  std::string_view id;                ///< Of the test case whose iterations stand in it.
  std::string_view name;              ///< Of the same.
  std::optional<std::size_t> params;  ///< Of the same; index into case_params_.
};

/// An activity on the way from the root to where the reader is.
struct Open {
  xml_node next;  ///< The child to be read next.
  Kind kind = Kind::unknown;
  std::optional<std::size_t> own_test;  ///< It is a test itself.
  Around around;
};

/// Then they are the tests, and the test case only holds them.
bool has_iterations(xml_node test_case) {
  return std::ranges::any_of(test_case.children("activity"), [](xml_node child) {
    return ranorex::kind_of(trimmed(xml::raw(child, "type"))) == Kind::case_iteration;
  });
}

class RanorexReader {
public:
  RanorexReader(xml::Tree& tree, Report& report, const MaskRules& rules)
      : tree_(tree), report_(report), secrets_(tree, rules), modules_(tree, secrets_) {}

  void read() {
    for (const auto& root : tree_.root().children("activity")) {
      read_run(root);
    }
  }

private:
  std::string_view word(xml_node node, const char* attribute) {
    return trimmed(tree_.value(node, attribute));
  }

  /// The first of these attributes that says something.
  std::string_view first_of(xml_node node, std::initializer_list<const char*> attributes) {
    for (const auto* attribute : attributes) {
      if (const auto value = word(node, attribute); !value.empty()) {
        return value;
      }
    }
    return {};
  }

  void read_run(xml_node root) {
    const auto version = word(root, "rxversion");
    report_.producer =
        version.empty() ? "Ranorex"sv : tree_.document().keep(fmt::format("Ranorex {}", version));
    const auto first_result = report_.results.size();
    const auto first_error = report_.run_errors.size();
    Open run;
    run.kind = Kind::root;
    run.next = root.first_child();
    run.around.suite = add_suite(root, std::nullopt);
    ranorex::describe_run(tree_, root, report_.suites.back());
    const auto suite = run.around.suite;
    stack_.push_back(std::move(run));
    walk();
    if (!root.child("activity") && !word(root, "module").empty() && !tree_.is_open(root)) {
      read_lone_module(root, suite);
    }
    ranorex::RunEnd(tree_, modules_, secrets_, report_)
        .conclude(root, suite, first_result, first_error);
  }

  void walk() {
    while (!stack_.empty()) {
      const auto child = stack_.back().next;
      if (!child) {
        close();
        continue;
      }
      stack_.back().next = child.next_sibling();
      if (local_name(child) == "activity"sv) {
        enter(child);
      }
    }
  }

  SuiteIndex add_suite(xml_node node, std::optional<SuiteIndex> parent) {
    const auto index = static_cast<SuiteIndex>(report_.suites.size());
    auto& suite = report_.suites.emplace_back();
    suite.parent = parent;
    suite.name =
        first_of(node, {"testsuitename", "testcontainername", "displayName", "foldername"});
    suite.duration = modules_.duration_of(node);
    if (parent) {
      suite.host = report_.suites[*parent].host;
      suite.start = report_.suites[*parent].start;
    }
    for (const auto* attribute : {"runconfigname", "runlabel"}) {
      if (const auto value = word(node, attribute); !value.empty()) {
        suite.properties.push_back({attribute, value});
      }
    }
    return index;
  }

  void enter(xml_node node) {
    const auto type = word(node, "type");
    Open entered;
    entered.kind = ranorex::kind_of(type);
    entered.next = node.first_child();
    const auto parent = stack_.back().kind;
    if (entered.kind == Kind::module) {
      read_module(node, parent);
      return;
    }
    entered.around = stack_.back().around;
    auto& around = entered.around;
    switch (entered.kind) {
    case Kind::suite:
      around.suite = add_suite(node, around.suite);
      around.suite_name = report_.suites.back().name;
      break;
    case Kind::folder:
      if (!around.test) {
        around.suite = add_suite(node, around.suite);
      }
      break;
    case Kind::setup:
      around.prefix = "Setup:";
      break;
    case Kind::teardown:
      around.prefix = "Teardown:";
      break;
    case Kind::unknown:
      tree_.oddities().add(
          "activities of an unknown type, of which only what stands in them was read: {}",
          tree_.spot_of(node)
      );
      break;
    default:
      break;
    }
    read_data(node, entered);
    if (entered.kind == Kind::test_case || entered.kind == Kind::case_iteration) {
      around.prefix = {};
      around.name = name_of_test(node, around);
      const auto id = first_of(node, {"testcontainerid", "testcaseid"});
      around.id = id.empty() ? around.id : id;
      const bool holds_tests = has_iterations(node) || tree_.is_open(node);
      if (entered.kind == Kind::case_iteration || !holds_tests) {
        add_test(node, entered);
      }
    }
    tell_failure(node, entered);
    stack_.push_back(std::move(entered));
  }

  std::string_view name_of_test(xml_node node, const Around& around) {
    const auto name = first_of(node, {"testcontainername", "testcasename", "displayName"});
    return name.empty() ? around.name : name;
  }

  /// Parameters, data row and description, which stand in front of the activities in it.
  void read_data(xml_node node, Open& open) {
    auto& around = open.around;
    if (open.kind == Kind::test_case) {
      around.params.reset();
    }
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "params"sv) {
        const bool own_suite =
            open.kind == Kind::suite || (open.kind == Kind::folder && !around.test);
        if (!own_suite) {
          around.params = around.params.value_or(case_params_.size());
          case_params_.resize(std::max(case_params_.size(), *around.params + 1));
        }
        auto& properties =
            own_suite ? report_.suites[around.suite].properties : case_params_[*around.params];
        for (const auto& param : child.children("param")) {
          properties.push_back(read_param(param));
        }
      } else if (name == "datarow"sv) {
        around.row = read_row(child, around.row);
      } else if (name == "detail"sv) {
        const auto text = trimmed(tree_.text(child));
        if (!text.empty()) {
          around.description =
              contains(text, "<") ? tree_.document().keep(text_of_html(text)) : text;
        }
      }
    }
  }

  Property read_param(xml_node param) {
    const auto name = word(param, "name");
    return {name, secrets_.value(name, trimmed(tree_.text(param)), tree_.spot_of(param))};
  }

  /// `browser=IE, size=2`, behind the row of the folder that is repeated around it.
  std::string_view read_row(xml_node row, std::string_view around) {
    constexpr std::size_t longest = 1000;
    std::string text(shortened(around, longest));
    for (const auto& field : row.children("field")) {
      const auto param = read_param(field);
      text += fmt::format("{}{}={}", text.empty() ? "" : ", ", param.name, param.value);
    }
    return tree_.document().keep(shortened(text, longest));
  }

  void add_test(xml_node node, Open& open) {
    auto& around = open.around;
    auto& result = report_.results.emplace_back();
    result.suite = around.suite;
    result.report_line = tree_.line_of(node);
    result.name = around.name;
    result.class_name = around.suite_name;
    result.status = modules_.status_of(node);
    result.duration = modules_.duration_of(node);
    result.parameters = around.row;
    const bool repeated = open.kind == Kind::case_iteration ||
                          xml::raw(node, "activity-exectype") == "dataiteration"sv;
    const auto iteration = repeated ? word(node, "iteration") : std::string_view{};
    // A row that was not run is not in the report.
    if (result.parameters.empty() && !iteration.empty()) {
      result.parameters = tree_.document().keep(fmt::format("iteration={}", iteration));
    }
    const auto add = [&](std::string_view name, std::string_view value) {
      if (!value.empty()) {
        result.make_evidence().properties.push_back({name, value});
      }
    };
    add("testcontainerid", around.id);
    add("iteration", iteration);
    add("description", around.description);
    if (around.params) {
      for (const auto& param : case_params_[*around.params]) {
        add(param.name, param.value);
      }
    }
    around.params.reset();
    around.description = {};
    around.test = report_.results.size() - 1;
    open.own_test = around.test;
  }

  /// The failure that a container tells itself: of the test that it belongs to, or of the run.
  void tell_failure(xml_node node, const Open& open) {
    const auto message =
        node.child("errormessage") ? node.child("errormessage") : node.child("errmsg");
    if (!message || tree_.is_open(message)) {
      return;
    }
    const auto text = secrets_.masked(modules_.text_of(message));
    if (!open.around.test) {
      report_.run_errors.push_back({open.around.suite, text, {}, tree_.line_of(message)});
    } else if (auto& result = report_.results[*open.around.test];
               result.evidence().message.empty() && result.status != Status::passed) {
      result.make_evidence().message = text;
    }
  }

  void read_module(xml_node node, Kind parent) {
    const auto& around = stack_.back().around;
    const auto step = modules_.read(node, around.prefix);
    if (around.test) {
      auto& result = report_.results[*around.test];
      auto& evidence = result.make_evidence();
      evidence.steps.push_back(step);
      if (evidence.message.empty() && result.status != Status::passed) {
        evidence.message = step.message;
        evidence.details = step.details;
      }
      modules_.add_screenshots(node, result);
    } else if (parent == Kind::root) {
      // A recording that was run by itself, without a suite.
      add_lone(node, around.suite, step.name, step.status);
    } else if (step.status == Status::failed || step.status == Status::aborted) {
      const auto said =
          fmt::format("{}{}{}", step.name, step.message.empty() ? " failed" : ": ", step.message);
      report_.run_errors.push_back(
          {around.suite, tree_.document().keep(said), step.details, tree_.line_of(node)}
      );
    }
  }

  /// A run of one recording may hold its items without an activity for the module.
  void read_lone_module(xml_node root, SuiteIndex suite) {
    add_lone(root, suite, word(root, "module"), modules_.status_of(root));
  }

  void add_lone(xml_node node, SuiteIndex suite, std::string_view name, Status status) {
    auto& result = report_.results.emplace_back();
    result.suite = suite;
    result.report_line = tree_.line_of(node);
    result.name = name;
    result.status = status;
    result.duration = modules_.duration_of(node);
    if (const auto id = word(node, "moduleid"); !id.empty()) {
      result.make_evidence().properties.push_back({"moduleid", id});
    }
    if (status == Status::failed || status == Status::aborted) {
      const auto failure = modules_.failure_of(node);
      result.make_evidence().message = failure.message;
      result.make_evidence().details = failure.details;
    }
    modules_.add_screenshots(node, result);
  }

  void close() {
    const auto closed = std::move(stack_.back());
    stack_.pop_back();
    if (!closed.own_test || stack_.empty()) {
      return;
    }
    const auto& result = report_.results[*closed.own_test];
    const auto outer = stack_.back().around.test;
    if (!outer || result.status != Status::failed) {
      return;
    }
    // A test case fails with those in it.
    auto& whole = report_.results[*outer];
    if (whole.status == Status::failed && whole.evidence().message.empty()) {
      whole.make_evidence().message =
          tree_.document().keep(fmt::format("failed within: {}", result.name));
    }
  }

  xml::Tree& tree_;
  Report& report_;
  Secrets secrets_;
  ranorex::ModuleReader modules_;
  std::vector<Open> stack_;
  std::vector<std::vector<Property>> case_params_;
};

}  // namespace

bool is_ranorex(xml_node root) { return local_name(root) == "report"sv && root.child("activity"); }

bool is_ranorex_result(xml_node node) {
  if (local_name(node) != "activity"sv) {
    return false;
  }
  const auto kind = ranorex::kind_of(trimmed(xml::raw(node, "type")));
  const bool is_lone = kind == Kind::module && local_name(node.parent().parent()) == "report"sv;
  return is_lone || kind == Kind::case_iteration ||
         (kind == Kind::test_case && !has_iterations(node));
}

void read_ranorex(xml::Tree& tree, Report& report, const MaskRules& rules) {
  RanorexReader(tree, report, rules).read();
}

}  // namespace parsers
