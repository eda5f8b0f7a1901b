#include "parsers/junit.hpp"

#include "parsers/junit_case.hpp"
#include "parsers/junit_producer.hpp"
#include "parsers/junit_wording.hpp"
#include "parsers/report_times.hpp"
#include "parsers/room.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::local_name;

bool is_suite(std::string_view name) { return name == "testsuite"sv || name == "testsuites"sv; }

/// What a suite element claims in its attributes.
struct Summary {
  std::uint64_t tests = 0;
  std::uint64_t left_out = 0;  ///< Skipped, disabled, ignored.
  std::uint64_t broken = 0;    ///< Failures and errors.
  bool counts_tests = false;
};

/// What stands in an element and all below it.
struct Tally {
  std::uint64_t tests = 0;
  std::uint64_t broken = 0;
  std::uint64_t run_errors = 0;
  std::uint64_t earlier_attempts = 0;  ///< Each of them failed.
  void add(const Tally& other) {
    tests += other.tests;
    earlier_attempts += other.earlier_attempts;
    broken += other.broken;
    run_errors += other.run_errors;
  }
};

/// An element on the way from the root to where the reader is.
struct Open {
  xml_node node;
  xml_node next;  ///< The child to be read next.
  std::optional<SuiteIndex> suite;
  Summary summary;
  Tally direct;  ///< Without the suites below.
  Tally below;
  JoinedText out;
  JoinedText err;
};

std::uint64_t count(std::string_view text) { return whole_number(text).value_or(0); }

class JunitReader {
public:
  JunitReader(xml::Tree& tree, Report& report)
      : tree_(tree),
        report_(report),
        times_(tree, {"time", "duration"}),
        cases_(tree, times_, report.producer) {}

  void read() {
    const auto root = tree_.root();
    if (local_name(root) == "testcase"sv) {
      report_.suites.emplace_back();
      add_case(root, 0);
      return;
    }
    open(root);
    while (!stack_.empty()) {
      const auto child = stack_.back().next;
      if (!child) {
        close();
        continue;
      }
      stack_.back().next = child.next_sibling();
      if (child.type() == pugi::node_element) {
        read_child(child);
      }
    }
    if (disagreeing_ > 0) {
      tree_.oddities().add(
          "suites whose own totals differ from the cases in them (the cases were counted): {}",
          tree_.spot_of(first_disagreeing_),
          disagreeing_
      );
    }
  }

private:
  void open(xml_node node) {
    Open element;
    element.node = node;
    element.next = node.first_child();
    if (local_name(node) == "testsuite"sv || !stack_.empty() || holds_more_than_suites(node)) {
      element.suite = add_suite(node, stack_.empty() ? std::nullopt : stack_.back().suite);
    }
    element.summary = summary_of(node);
    stack_.push_back(std::move(element));
  }

  /// The outermost <testsuites> is only the file's wrapping, as long as it holds nothing itself.
  static bool holds_more_than_suites(xml_node node) {
    return std::ranges::any_of(node.children(), [](xml_node child) {
      return child.type() == pugi::node_element && !is_suite(local_name(child));
    });
  }

  void close() {
    const auto element = std::move(stack_.back());
    stack_.pop_back();
    if (element.suite) {
      auto& suite = report_.suites[*element.suite];
      suite.out = element.out.in(tree_.document());
      suite.err = element.err.in(tree_.document());
    }
    auto all = element.direct;
    all.add(element.below);
    check_summary(element, all);
    if (!stack_.empty()) {
      stack_.back().below.add(all);
    }
  }

  /// The suite of the innermost open element, which has one because it holds more than suites.
  SuiteIndex suite() const { return *stack_.back().suite; }

  SuiteIndex add_suite(xml_node node, std::optional<SuiteIndex> parent) {
    const auto index = static_cast<SuiteIndex>(report_.suites.size());
    Suite added;
    added.parent = parent;
    std::size_t extra = 0;
    for (const auto& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name == "name"sv) {
        added.name = given(tree_.value(attribute));
      } else if (name == "hostname"sv) {
        added.host = given(tree_.value(attribute));
      } else if (name == "time"sv) {
        added.duration = times_.seconds(attribute);
      } else if (name == "duration"sv) {
        added.duration = added.duration ? added.duration : times_.seconds(attribute);
      } else if (name == "timestamp"sv) {
        added.start = times_.timestamp(attribute);
      } else if (name == "file"sv || name == "filepath"sv || name == "filename"sv) {
        added.file = added.file.empty() ? tree_.value(attribute) : added.file;
      } else if (is_counter(name) || junit::is_of_xml(name)) {
        continue;
      } else if (++extra <= junit::most_extra_attributes) {
        added.properties.push_back({name, tree_.value(attribute)});
      } else {
        tree_.oddities().add("surplus attributes of suites left out: {}", tree_.spot_of(node));
      }
    }
    report_.suites.push_back(std::move(added));
    return index;
  }

  /// CTest writes this for a build or a site that has no name.
  std::string_view given(std::string_view name) const {
    return report_.producer == "CTest"sv && name == "(empty)"sv ? std::string_view{} : name;
  }

  static bool is_counter(std::string_view name) {
    static constexpr std::array counters = {
        "tests"sv,
        "failures"sv,
        "errors"sv,
        "skipped"sv,
        "disabled"sv,
        "ignored"sv,
        "skips"sv,
        "skip"sv,
        "warnings"sv,
        "assertions"sv,
        "id"sv};
    return std::ranges::find(counters, name) != counters.end();
  }

  Summary summary_of(xml_node node) {
    Summary summary;
    for (const auto& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name == "tests"sv) {
        summary.tests = count(attribute.value());
        summary.counts_tests = true;
      } else if (name == "failures"sv || name == "errors"sv) {
        summary.broken += count(attribute.value());
      } else if (name == "skipped"sv || name == "disabled"sv || name == "ignored"sv ||
                 name == "skips"sv || name == "skip"sv) {
        summary.left_out += count(attribute.value());
      }
    }
    return summary;
  }

  void read_child(xml_node child) {
    const auto name = local_name(child);
    if (name == "testcase"sv) {
      add_case(child, suite());
      auto& tally = stack_.back().direct;
      const auto& result = report_.results.back();
      const auto status = result.status;
      ++tally.tests;
      tally.earlier_attempts += result.more ? result.more->earlier_attempts.size() : 0;
      tally.broken += status == Status::failed || status == Status::errored ? 1 : 0;
    } else if (is_suite(name)) {
      open(child);
    } else if (name == "properties"sv) {
      add_properties(child);
    } else if (name == "system-out"sv) {
      stack_.back().out.add(trimmed_block(tree_.text(child)));
    } else if (name == "system-err"sv) {
      stack_.back().err.add(trimmed_block(tree_.text(child)));
    } else if (name == "error"sv || name == "failure"sv) {
      add_run_error(child);
    }
  }

  void add_case(xml_node node, SuiteIndex index) {
    make_room(report_.results, tree_, node);
    auto& result = report_.results.emplace_back();
    result.suite = index;
    cases_.read(node, result);
  }

  void add_properties(xml_node list) {
    for (const auto& property : list.children()) {
      if (local_name(property) == "property"sv) {
        const auto name = tree_.value(property, "name");
        report_.suites[suite()].properties.push_back({name, junit::property_value(tree_, property)}
        );
      }
    }
  }

  void add_run_error(xml_node child) {
    const auto type = tree_.value(child, "type");
    auto said = junit::wording(tree_.value(child, "message"), trimmed_block(tree_.text(child)));
    if (said.message.empty()) {
      said.message = type.empty() ? "the suite itself failed"sv : type;
    }
    report_.run_errors.push_back({suite(), said.message, said.details, tree_.line_of(child)});
    ++stack_.back().direct.run_errors;
  }

  void check_summary(const Open& element, Tally& all) {
    if (tree_.is_open(element.node)) {
      return;
    }
    const auto& claim = element.summary;
    if (all.tests == 0 && all.run_errors == 0 &&
        (claim.tests > claim.left_out || claim.broken > 0)) {
      const auto message = fmt::format(
          "the summary counts {} tests ({} failures and errors), but the report holds none of them",
          claim.tests,
          claim.broken
      );
      report_.run_errors.push_back(
          {element.suite, tree_.document().keep(message), {}, tree_.line_of(element.node)}
      );
      ++all.run_errors;
      return;
    }
    // A suite's own failures are among its errors for most tools.
    const auto broken = [&](const Tally& tally) {
      const bool with_own = claim.broken == tally.broken + tally.run_errors;
      return tally.broken + (with_own ? tally.run_errors : 0);
    };
    const auto agrees = [&](const Tally& tally) {
      const bool as_cases = claim.tests == tally.tests && claim.broken == broken(tally);
      // Surefire counts every execution of a test that it repeated.
      const bool as_executions = claim.tests == tally.tests + tally.earlier_attempts &&
                                 claim.broken == broken(tally) + tally.earlier_attempts;
      return as_cases || as_executions;
    };
    // Some tools count what is directly in a suite, others all below it.
    if (stack_.empty() && report_.producer == "Go"sv && claim.broken > broken(all)) {
      add_go_errors(element, claim.broken - broken(all));
      ++all.run_errors;
    } else if (claim.counts_tests && !agrees(element.direct) && !agrees(all)) {
      if (disagreeing_ == 0 || element.node.name() < first_disagreeing_.name()) {
        first_disagreeing_ = element.node;
      }
      ++disagreeing_;
    }
  }

  /// gotestsum only counts what went wrong outside of tests.
  void add_go_errors(const Open& element, std::uint64_t count) {
    const auto message = fmt::format(
        "the summary counts {} error{} outside of tests, which the report does not tell (a package "
        "that does not compile has no test)",
        count,
        count == 1 ? "" : "s"
    );
    report_.run_errors.push_back(
        {element.suite, tree_.document().keep(message), {}, tree_.line_of(element.node)}
    );
  }

  xml::Tree& tree_;
  Report& report_;
  ReportTimes times_;
  junit::CaseReader cases_;
  std::vector<Open> stack_;
  std::uint64_t disagreeing_ = 0;
  xml_node first_disagreeing_;
};

bool is_in_namespace_of_libcheck(xml_node root) {
  return std::ranges::any_of(root.attributes(), [](const pugi::xml_attribute& attribute) {
    return std::string_view(attribute.name()).starts_with("xmlns") &&
           std::string_view(attribute.value()).find("check.sourceforge.net") !=
               std::string_view::npos;
  });
}

bool is_ranorex_definition(xml_node root) {
  return (root.attribute("rxversion") || root.attribute("reportlevel")) &&
         !root.find_node([](xml_node node) { return local_name(node) == "testcase"sv; });
}

}  // namespace

bool is_junit(xml_node root) {
  const auto name = local_name(root);
  return (is_suite(name) || name == "testcase"sv) && !is_in_namespace_of_libcheck(root) &&
         !is_ranorex_definition(root);
}

bool is_junit_result(xml_node node) { return local_name(node) == "testcase"sv; }

void read_junit(xml::Tree& tree, Report& report) {
  report.producer = junit::producer_of(tree.root());
  JunitReader(tree, report).read();
}

}  // namespace parsers
