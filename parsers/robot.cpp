#include "parsers/robot.hpp"

#include "parsers/html_files.hpp"
#include "parsers/robot_body.hpp"
#include "parsers/robot_merge.hpp"
#include "parsers/robot_names.hpp"
#include "parsers/robot_status.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using robot::Outcome;
using xml::local_name;

/// A suite on the way from the root to where the reader is.
struct Open {
  xml_node node;
  xml_node next;  ///< The child to be read next.
  SuiteIndex index = 0;
  std::size_t first_result = 0;
  std::uint32_t line = 0;
  std::string_view long_name;  ///< `Shop.Checkout.Payment`
  std::string_view setup_failure;
  bool setup_failed = false;
};

/// How a suite's tear-down ended, which Robot Framework tells of all tests below only when it
/// writes its log: in output.xml they have the status that they had before it.
struct Teardown {
  std::optional<SuiteIndex> nearest;  ///< This suite or one above it whose tear-down did not pass.
  bool any_skipped = false;           ///< Of this suite or one above it.
  bool skipped = false;
  std::string_view message;
};

class RobotReader {
public:
  RobotReader(xml::Tree& tree, Report& report, unsigned step_depth)
      : tree_(tree), report_(report), body_(tree, step_depth) {
    const auto generator = trimmed(tree.value(tree.root(), "generator"));
    applies_teardowns_ = !generator.starts_with("Rebot");
    const auto version = generator.substr(std::min(generator.find(' '), generator.size()));
    const auto number = trimmed(version).substr(0, trimmed(version).find(' '));
    report.producer = number.empty()
                          ? "Robot Framework"sv
                          : tree.document().keep(fmt::format("Robot Framework {}", number));
  }

  void read() {
    for (const auto& child : tree_.root().children()) {
      const auto name = local_name(child);
      if (name == "suite"sv) {
        read_suites(child);
      } else if (name == "errors"sv) {
        read_errors(child);
      }
    }
    if (applies_teardowns_) {
      apply_teardowns();
    }
    body_.tell_of_a_dry_run();
    check_statistics();
  }

private:
  void read_suites(xml_node outermost) {
    open(outermost);
    while (!stack_.empty()) {
      const auto child = stack_.back().next;
      if (!child) {
        close();
        continue;
      }
      stack_.back().next = child.next_sibling();
      read_child(child);
    }
  }

  void open(xml_node node) {
    Open element;
    element.node = node;
    element.next = node.first_child();
    element.index = static_cast<SuiteIndex>(report_.suites.size());
    element.first_result = report_.results.size();
    element.line = tree_.line_of(node);
    auto& suite = report_.suites.emplace_back();
    auto& teardown = teardowns_.emplace_back();
    suite.name = trimmed(tree_.value(node, "name"));
    const auto source = node.attribute("source");
    suite.file = tree_.value(source ? source : node.attribute("src"));
    note_elsewhere(node);
    element.long_name = suite.name;
    if (!stack_.empty()) {
      const auto& above = stack_.back();
      suite.parent = above.index;
      element.long_name = name_below(above.long_name, suite.name);
    }
    if (const auto outcome = robot::outcome_of(tree_, node)) {
      suite.start = outcome->start;
      suite.duration = outcome->duration;
    }
    read_teardown(node, teardown);
    if (suite.parent) {
      const auto& above = teardowns_[*suite.parent];
      teardown.nearest = teardown.nearest ? teardown.nearest : above.nearest;
      teardown.any_skipped = teardown.any_skipped || above.any_skipped;
    }
    stack_.push_back(element);
  }

  /// Robot Framework can write suites to files of their own, and leaves their names.
  void note_elsewhere(xml_node suite) {
    if (suite.attribute("src") && !suite.child("suite") && !suite.child("test")) {
      elsewhere_ = true;
      tree_.oddities().add(
          "suites that stand in files of their own, not read (give those files too): {}",
          tree_.spot_of(suite)
      );
    }
  }

  /// Names are repeated in those of all suites below: not without end.
  std::string_view name_below(std::string_view above, std::string_view name) {
    constexpr std::size_t deepest = 32;
    if (above.empty() || name.empty() || stack_.size() >= deepest) {
      return name.empty() || stack_.size() >= deepest ? above : name;
    }
    return tree_.document().keep(fmt::format("{}.{}", above, name));
  }

  void read_teardown(xml_node suite, Teardown& teardown) {
    for (const auto& keyword : suite.children("kw")) {
      if (!robot::is_teardown(keyword)) {
        continue;
      }
      const auto outcome = robot::outcome_of(tree_, keyword);
      if (!outcome || (outcome->status != Status::failed && outcome->status != Status::skipped)) {
        continue;
      }
      teardown.nearest = static_cast<SuiteIndex>(report_.suites.size() - 1);
      teardown.skipped = outcome->status == Status::skipped;
      teardown.any_skipped = teardown.skipped;
      teardown.message =
          outcome->message.empty() ? robot::last_failure_below(tree_, keyword) : outcome->message;
    }
  }

  /// A suite that failed without a test below has nothing else to tell it.
  void close() {
    const auto element = stack_.back();
    stack_.pop_back();
    if (element.first_result != report_.results.size() || tree_.is_open(element.node)) {
      return;
    }
    const auto& teardown = teardowns_[element.index];
    if (element.setup_failed) {
      add_run_error(element, "Suite setup failed", element.setup_failure);
    } else if (teardown.nearest == element.index && !teardown.skipped) {
      add_run_error(element, "Suite teardown failed", teardown.message);
    }
  }

  void add_run_error(const Open& element, std::string_view what, std::string_view message) {
    const auto said =
        message.empty() ? what : tree_.document().keep(fmt::format("{}: {}", what, message));
    report_.run_errors.push_back({element.index, said, {}, element.line});
  }

  void read_child(xml_node child) {
    const auto name = local_name(child);
    if (name == "test"sv || name == "task"sv) {
      read_test(child);
    } else if (name == "suite"sv) {
      open(child);
    } else if (name == "doc"sv) {
      add_property("documentation", child);
    } else if (name == "meta"sv) {
      add_property(trimmed(tree_.value(child, "name")), child);
    } else if (name == "metadata"sv) {
      for (const auto& item : child.children("item")) {
        add_property(trimmed(tree_.value(item, "name")), item);
      }
    } else if (name == "kw"sv && robot::is_setup(child)) {
      const auto outcome = robot::outcome_of(tree_, child);
      if (outcome && outcome->status == Status::failed) {
        stack_.back().setup_failed = true;
        stack_.back().setup_failure =
            outcome->message.empty() ? robot::last_failure_below(tree_, child) : outcome->message;
      }
    }
  }

  void add_property(std::string_view name, xml_node element) {
    const auto value = trimmed(tree_.text(element));
    if (!value.empty()) {
      report_.suites[stack_.back().index].properties.push_back({name, value});
    }
  }

  void read_test(xml_node node) {
    const auto& suite = stack_.back();
    auto& result = report_.results.emplace_back();
    result.suite = suite.index;
    result.report_line = tree_.line_of(node);
    result.name = trimmed(tree_.value(node, "name"));
    result.class_name = suite.long_name;
    result.file = report_.suites[suite.index].file;
    result.source_line =
        static_cast<std::uint32_t>(whole_number(tree_.value(node, "line")).value_or(0));
    std::string_view critical = tree_.value(node, "critical");
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "tag"sv) {
        add_tag(child, result);
      } else if (name == "tags"sv) {
        for (const auto& tag : child.children("tag")) {
          add_tag(tag, result);
        }
      } else if (name == "doc"sv) {
        add_property("documentation", trimmed(tree_.text(child)), result);
      } else if (name == "timeout"sv) {
        add_property("timeout", trimmed(tree_.value(child, "value")), result);
      } else if (name == "status"sv) {
        critical = critical.empty() ? tree_.value(child, "critical") : critical;
      } else {
        body_.add_step(child, result);
      }
    }
    add_property("timeout", trimmed(tree_.value(node, "timeout")), result);
    // Up to version 3 a test that is not critical does not fail the run.
    add_property("critical", critical == "no"sv ? critical : ""sv, result);
    conclude(node, result);
  }

  void add_tag(xml_node element, Result& result) {
    const auto tag = trimmed(tree_.text(element));
    if (!tag.empty()) {
      result.make_evidence().tags.push_back(tag);
    }
  }

  static void add_property(std::string_view name, std::string_view value, Result& result) {
    if (!value.empty()) {
      result.make_evidence().properties.push_back({name, value});
    }
  }

  void conclude(xml_node node, Result& result) {
    const auto outcome = robot::outcome_of(tree_, node);
    if (!outcome) {
      result.status = Status::aborted;
      tree_.oddities().add("tests without a status, taken for aborted: {}", tree_.spot_of(node));
      return;
    }
    result.status = outcome->status;
    result.start = outcome->start;
    result.duration = outcome->duration;
    if (outcome->message.empty()) {
      return;
    }
    result.make_evidence().message = outcome->message;
    add_html_files(tree_, outcome->html, tree_.spot_of(node), result);
    robot::read_merge(tree_, result);
  }

  /// Tells the tests what became of the tear-downs of the suites around them, the innermost
  /// first. Source: the wording and the rules of Robot Framework's suiteteardownfailed.py.
  void apply_teardowns() {
    // Each adds to the message.
    constexpr int most_told = 10;
    for (auto& result : report_.results) {
      const auto& own = teardowns_[result.suite];
      if (!own.nearest) {
        continue;
      }
      std::string message(result.evidence().message);
      int told = 0;
      for (auto at = own.nearest; at && told < most_told; ++told) {
        const auto& teardown = teardowns_[*at];
        if (teardown.skipped) {
          message = fmt::format(
              "Skipped in parent suite teardown:\n{}{}{}",
              teardown.message,
              message.empty() ? "" : "\n\nEarlier message:\n",
              message
          );
        } else {
          message += message.empty() ? "Parent suite teardown failed:\n"
                                     : "\n\nAlso parent suite teardown failed:\n";
          message += teardown.message;
        }
        const auto parent = report_.suites[*at].parent;
        at = parent ? teardowns_[*parent].nearest : std::nullopt;
      }
      result.make_evidence().message = tree_.document().keep(message);
      if (result.status != Status::skipped) {
        result.status = own.any_skipped ? Status::skipped : Status::failed;
      }
    }
  }

  /// What went wrong while files were read or libraries imported. Warnings are told there too.
  void read_errors(xml_node errors) {
    for (const auto& message : errors.children("msg")) {
      if (tree_.is_open(message)) {
        continue;
      }
      const auto line = tree_.line_of(message);
      const auto level = xml::raw(message, "level");
      if (level != "ERROR"sv && level != "FAIL"sv) {
        tree_.oddities().add(
            "warnings of Robot Framework itself, not recorded: {}", tree_.spot_of(message)
        );
        continue;
      }
      const auto text = trimmed(tree_.text(message));
      const auto said = first_line(text);
      report_.run_errors.push_back(
          {std::nullopt, said, said == text ? std::string_view{} : text, line}
      );
    }
  }

  static std::uint64_t counter(xml_node stat, const char* attribute) {
    return whole_number(xml::raw(stat, attribute)).value_or(0);
  }

  void check_statistics() {
    const auto totals = tree_.root().child("statistics").child("total");
    if (tree_.is_open(totals) || elsewhere_) {
      return;
    }
    for (const auto& stat : totals.children("stat")) {
      const auto text = trimmed(tree_.text(stat));
      if (text != "All Tests"sv && text != "All Tasks"sv) {
        continue;
      }
      const auto claimed = counter(stat, "pass") + counter(stat, "fail") + counter(stat, "skip");
      const auto failed = static_cast<std::uint64_t>(
          std::ranges::count(report_.results, Status::failed, &Result::status)
      );
      const auto line = tree_.line_of(stat);
      if (claimed > 0 && report_.results.empty()) {
        const auto message = fmt::format(
            "the statistics count {} tests, but the report holds none of them", claimed
        );
        report_.run_errors.push_back({std::nullopt, tree_.document().keep(message), {}, line});
      } else if (claimed != report_.results.size() || counter(stat, "fail") != failed) {
        tree_.oddities().add(
            "statistics that disagree with the tests in the report, which were counted: {}",
            tree_.spot_of(stat)
        );
      }
    }
  }

  xml::Tree& tree_;
  Report& report_;
  robot::BodyReader body_;
  std::vector<Open> stack_;
  std::vector<Teardown> teardowns_;  ///< One a suite.
  bool applies_teardowns_ = true;    ///< Rebot has done so already.
  bool elsewhere_ = false;           ///< A part of the report is in another file.
};

}  // namespace

bool is_robot(xml_node root) {
  return local_name(root) == "robot"sv && (root.attribute("generator") || root.child("suite"));
}

bool is_robot_result(xml_node node) {
  const auto name = local_name(node);
  return (name == "test"sv || name == "task"sv) && local_name(node.parent()) == "suite"sv;
}

void read_robot(xml::Tree& tree, Report& report, unsigned step_depth) {
  RobotReader(tree, report, step_depth).read();
}

}  // namespace parsers
