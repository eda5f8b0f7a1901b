#include "parsers/xunit.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/report_times.hpp"
#include "parsers/room.hpp"
#include "parsers/text.hpp"
#include "parsers/xml_child.hpp"
#include "parsers/xunit_case.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <optional>
#include <utility>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::child_named;
using xml::local_name;

std::uint64_t count(std::string_view text) { return whole_number(text).value_or(0); }

/// What stands in an assembly.
struct Tally {
  std::uint64_t tests = 0;
  std::uint64_t failed = 0;
  std::uint64_t errors = 0;
};

class XunitReader {
public:
  XunitReader(xml::Tree& tree, Report& report)
      : tree_(tree), report_(report), times_(tree, {"time"}) {}

  void read() {
    const auto root = tree_.root();
    if (local_name(root) == "assembly"sv) {
      read_assembly(root);
      return;
    }
    host_ = tree_.value(root, "computer");
    user_ = tree_.value(root, "user");
    for (const auto& child : root.children()) {
      if (local_name(child) == "assembly"sv) {
        read_assembly(child);
      }
    }
  }

private:
  void read_assembly(xml_node node) {
    const auto suite = add_assembly(node);
    tally_ = Tally();
    std::size_t tests = 0;
    for (const auto& group : node.children()) {
      tests += static_cast<std::size_t>(std::distance(group.begin(), group.end()));
    }
    make_room(report_.results, tests);
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "collection"sv || name == "class"sv) {
        read_group(child, suite);
      } else if (name == "test"sv) {
        add_test(child, suite, {});
      } else if (name == "errors"sv) {
        read_errors(child, suite);
      }
    }
    check_summary(node, suite);
  }

  SuiteIndex add_assembly(xml_node node) {
    Suite suite;
    suite.file = trimmed(tree_.value(node, "name"));
    suite.name = dotnet::base_name(suite.file);
    suite.host = host_;
    suite.duration = xunit::duration_of(tree_, times_, node);
    suite.start = start_of(node);
    const auto framework = trimmed(tree_.value(node, "test-framework"));
    report_.producer = report_.producer.empty() ? framework : report_.producer;
    if (!user_.empty()) {
      suite.properties.push_back({"user", user_});
    }
    constexpr std::array kept = {
        "environment", "target-framework", "test-framework", "config-file", "configFile"};
    for (const auto* name : kept) {
      if (const auto value = trimmed(tree_.value(node, name)); !value.empty()) {
        suite.properties.push_back({name, value});
      }
    }
    return add(std::move(suite));
  }

  /// `start-rtf` has a zone; `run-date` and `run-time` are the machine's own.
  std::optional<StartTime> start_of(xml_node assembly) {
    if (const auto start = times_.timestamp(assembly.attribute("start-rtf"))) {
      return start;
    }
    const auto date = trimmed(tree_.value(assembly, "run-date"));
    if (date.empty()) {
      return std::nullopt;
    }
    const auto time = trimmed(tree_.value(assembly, "run-time"));
    const auto start = parse_timestamp(fmt::format("{}{}{}", date, time.empty() ? "" : "T", time));
    if (!start) {
      tree_.oddities().add("timestamps that cannot be read left out: {}", tree_.spot_of(assembly));
    }
    return start;
  }

  /// A collection of versions 2 and 3, or a class of version 1.
  void read_group(xml_node node, SuiteIndex assembly) {
    Suite group;
    group.name = trimmed(tree_.value(node, "name"));
    group.parent = assembly;
    group.host = host_;
    group.duration = xunit::duration_of(tree_, times_, node);
    const bool is_class = local_name(node) == "class"sv;
    const auto class_name = is_class ? group.name : std::string_view();
    const auto suite = add(std::move(group));
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "test"sv) {
        add_test(child, suite, class_name);
      } else if (name == "failure"sv) {
        // Of the class' fixture: it was made or disposed of outside of any test.
        add_run_error(child, child, suite, class_name);
      }
    }
  }

  void add_test(xml_node node, SuiteIndex suite, std::string_view class_name) {
    auto& result = report_.results.emplace_back();
    result.suite = suite;
    xunit::read_test(tree_, times_, node, class_name, result);
    ++tally_.tests;
    tally_.failed += result.status == Status::failed || result.status == Status::errored ? 1 : 0;
  }

  void read_errors(xml_node list, SuiteIndex suite) {
    for (const auto& error : list.children()) {
      if (local_name(error) != "error"sv) {
        continue;
      }
      const auto type = trimmed(tree_.value(error, "type"));
      const auto name = trimmed(tree_.value(error, "name"));
      const auto blank = type.empty() || name.empty() ? ""sv : " "sv;
      const auto where = fmt::format("{}{}{}", type, blank, name);
      const auto failure = child_named(error, "failure");
      add_run_error(error, failure ? failure : error, suite, where);
    }
  }

  void add_run_error(xml_node place, xml_node failure, SuiteIndex suite, std::string_view where) {
    const auto said = xunit::failure_in(tree_, failure);
    const auto message = fmt::format(
        "{}{}{}",
        where,
        where.empty() ? "" : ": ",
        said.message.empty() ? "failed, without a message"sv : said.message
    );
    report_.run_errors.push_back(
        {suite, tree_.document().keep(message), said.details, tree_.line_of(place)}
    );
    ++tally_.errors;
  }

  void check_summary(xml_node assembly, SuiteIndex suite) {
    if (tree_.is_open(assembly)) {
      return;
    }
    const auto claimed = [&](const char* attribute) {
      return count(tree_.value(assembly, attribute));
    };
    const auto total = claimed("total");
    const auto failed = claimed("failed");
    const auto errors = claimed("errors");
    const auto left_out = claimed("skipped") + claimed("not-run");
    const auto line = tree_.line_of(assembly);
    if (tally_.tests == 0 && tally_.errors == 0 && (total > left_out || failed + errors > 0)) {
      const auto message = fmt::format(
          "the summary counts {} tests ({} failures and errors), but the report holds none of them",
          total,
          failed + errors
      );
      report_.run_errors.push_back({suite, tree_.document().keep(message), {}, line});
      return;
    }
    if (errors > 0 && tally_.errors == 0) {
      const auto message = fmt::format(
          "the summary counts {} errors outside of tests, which the report does not tell", errors
      );
      report_.run_errors.push_back({suite, tree_.document().keep(message), {}, line});
    }
    // Those outside of tests are counted among the failures by some versions.
    const bool failures_agree = failed == tally_.failed || failed == tally_.failed + tally_.errors;
    if (assembly.attribute("total") && (total != tally_.tests || !failures_agree)) {
      tree_.oddities().add(
          "summaries that disagree with what stands in the report, which was counted: {}",
          tree_.spot_of(assembly)
      );
    }
  }

  SuiteIndex add(Suite suite) {
    report_.suites.push_back(std::move(suite));
    return static_cast<SuiteIndex>(report_.suites.size() - 1);
  }

  xml::Tree& tree_;
  Report& report_;
  ReportTimes times_;
  std::string_view host_;
  std::string_view user_;
  Tally tally_;  ///< Of the assembly that is being read.
};

}  // namespace

bool is_xunit(xml_node root) {
  const auto name = local_name(root);
  if (name == "assemblies"sv) {
    return !root.first_child() || child_named(root, "assembly");
  }
  return name == "assembly"sv && (child_named(root, "class") || child_named(root, "collection") ||
                                  root.attribute("test-framework") || root.attribute("run-date"));
}

bool is_xunit_result(xml_node node) { return local_name(node) == "test"sv; }

void read_xunit(xml::Tree& tree, Report& report) { XunitReader(tree, report).read(); }

}  // namespace parsers
