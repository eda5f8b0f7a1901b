#include "parsers/trx.hpp"

#include "parsers/dotnet.hpp"
#include "parsers/room.hpp"
#include "parsers/text.hpp"
#include "parsers/trx_definitions.hpp"
#include "parsers/trx_result.hpp"
#include "parsers/trx_run.hpp"
#include "parsers/xml_child.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_map.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using xml::child_named;
using xml::local_name;

/// The run itself; its name, which tells user, machine and time, is different each time.
constexpr SuiteIndex run_suite = 0;

bool is_result(xml_node node) {
  const auto name = local_name(node);
  return node.type() == pugi::node_element &&
         (name.ends_with("Result"sv) || name == "TestResultAggregation"sv);
}

/// The results that this one only sums up: the rows of a data-driven test, the tests of an
/// ordered one. Null when it stands for itself.
xml_node inner_results(xml_node node) {
  const auto inner = child_named(node, "InnerResults");
  return std::ranges::any_of(inner.children(), is_result) ? inner : xml_node();
}

bool fails(Status status) {
  return status != Status::passed && status != Status::skipped && status != Status::not_run;
}

/// A list of results on the way from the outermost to where the reader is.
struct Open {
  xml_node container;               ///< Null for the outermost list.
  xml_node next;                    ///< The child to be read next.
  std::optional<SuiteIndex> suite;  ///< Where the results go; by their assemblies when absent.
  std::uint64_t results_before = 0;
  std::uint64_t failures_before = 0;
};

class TrxReader {
public:
  TrxReader(xml::Tree& tree, Report& report)
      : tree_(tree), report_(report), definitions_(tree), results_(tree) {}

  void read() {
    const auto root = tree_.root();
    add_run(root);
    // vstest writes the definitions behind the results.
    for (const auto& child : root.children()) {
      const auto name = local_name(child);
      if (name == "TestDefinitions"sv) {
        definitions_.read(child);
        has_definitions_ = !tree_.is_open(child);
      } else if (name == "TestSettings"sv || name == "TestRunConfiguration"sv) {
        const auto deployment = child_named(child, "Deployment");
        results_.set_deployment_root(trimmed(tree_.value(deployment, "runDeploymentRoot")));
      }
    }
    report_.producer = definitions_.producer();
    for (const auto& child : root.children()) {
      if (local_name(child) == "Results"sv) {
        read_results(child);
      }
    }
    trx::read_summary(tree_, child_named(root, "ResultSummary"), results_, seen_, report_);
    if (files_of_containers_ > 0) {
      tree_.oddities().add(
          "files of data-driven or ordered tests as a whole left out: {}", 0, files_of_containers_
      );
    }
  }

private:
  void add_run(xml_node root) {
    auto& run = report_.suites.emplace_back();
    for (const auto* attribute : {"name", "runUser"}) {
      if (const auto value = trimmed(tree_.value(root, attribute)); !value.empty()) {
        run.properties.push_back({attribute == "name"sv ? "run"sv : "user"sv, value});
      }
    }
    const auto times = child_named(root, "Times");
    run.start = results_.time(times.attribute("start"));
    const auto finish = results_.time(times.attribute("finish"));
    if (run.start && finish) {
      run.duration = dotnet::between(*run.start, *finish);
    }
  }

  void read_results(xml_node list) {
    const auto count = std::distance(list.begin(), list.end());
    make_room(report_.results, static_cast<std::size_t>(count));
    std::vector<Open> stack;
    stack.push_back({{}, list.first_child(), std::nullopt, 0, 0});
    while (!stack.empty()) {
      const auto child = stack.back().next;
      if (!child) {
        close(stack.back());
        stack.pop_back();
        continue;
      }
      stack.back().next = child.next_sibling();
      if (!is_result(child)) {
        continue;
      }
      if (const auto inner = inner_results(child)) {
        stack.push_back(open(child, inner, stack.back().suite));
      } else if (!tree_.is_open(child)) {
        add_result(child, stack.back().suite);
      }
    }
  }

  Open open(xml_node container, xml_node inner, std::optional<SuiteIndex> suite) {
    ++seen_.containers;
    const bool is_ordered = local_name(container) == "TestResultAggregation"sv;
    if (is_ordered) {
      suite = add_ordered(container, suite.value_or(run_suite));
    }
    const auto files = child_named(container, "ResultFiles");
    files_of_containers_ += static_cast<std::uint64_t>(std::distance(files.begin(), files.end()));
    return {container, inner.first_child(), suite, seen_.results, failures_};
  }

  SuiteIndex add_ordered(xml_node container, SuiteIndex parent) {
    Suite suite;
    suite.name = trimmed(tree_.value(container, "testName"));
    suite.parent = parent;
    suite.host = tree_.value(container, "computerName");
    suite.start = results_.time(container.attribute("startTime"));
    suite.duration = results_.duration(container);
    suite.out = results_.out_of(container);
    suite.err = results_.err_of(container);
    const auto* definition = definition_of(container);
    suite.file = definition == nullptr ? std::string_view() : definition->storage;
    return add(std::move(suite));
  }

  /// A container that failed though nothing in it did failed by itself.
  void close(const Open& list) {
    if (!list.container || failures_ > list.failures_before || tree_.is_open(list.container) ||
        !fails(results_.outcome(list.container))) {
      return;
    }
    const auto [message, details] = results_.error_of(list.container);
    const auto said = fmt::format(
        "{}: {}",
        trimmed(tree_.value(list.container, "testName")),
        message.empty() ? "failed as a whole, though none of its results did"sv : message
    );
    report_.run_errors.push_back(
        {list.suite.value_or(run_suite),
         tree_.document().keep(said),
         details,
         tree_.line_of(list.container)}
    );
    ++failures_;
  }

  void add_result(xml_node node, std::optional<SuiteIndex> suite) {
    const auto* definition = definition_of(node);
    if (is_defined_behind_the_break(node)) {
      tree_.leave_out(1);
      failures_ += fails(results_.outcome(node)) ? 1 : 0;
      return;
    }
    const auto index = suite ? *suite : suite_of(definition, node);
    auto& result = report_.results.emplace_back();
    result.suite = index;
    results_.read(node, definition, result);
    ++seen_.results;
    seen_.run_aborted |= trimmed(tree_.value(node, "outcome")) == "PassedButRunAborted"sv;
    if (fails(result.status)) {
      ++failures_;
      seen_.failed_names.push_back(trimmed(tree_.value(node, "testName")));
    }
  }

  /// Then its class is not known, and it would be taken for another test.
  bool is_defined_behind_the_break(xml_node node) {
    return tree_.cut_off() && !has_definitions_ &&
           definitions_.find(tree_.value(node, "testId"), {}) == nullptr;
  }

  const trx::Definition* definition_of(xml_node node) {
    return definitions_.find(tree_.value(node, "testId"), tree_.value(node, "executionId"));
  }

  /// A suite for each assembly, named as its file.
  SuiteIndex suite_of(const trx::Definition* definition, xml_node node) {
    const auto storage = definition == nullptr ? std::string_view() : definition->storage;
    if (storage.empty()) {
      return run_suite;
    }
    const auto [place, is_new] = assemblies_.try_emplace(storage, run_suite);
    if (is_new) {
      Suite suite;
      suite.name = dotnet::base_name(storage);
      suite.parent = run_suite;
      suite.host = tree_.value(node, "computerName");
      suite.file = storage;
      place->second = add(std::move(suite));
    }
    return place->second;
  }

  SuiteIndex add(Suite suite) {
    report_.suites.push_back(std::move(suite));
    return static_cast<SuiteIndex>(report_.suites.size() - 1);
  }

  xml::Tree& tree_;
  Report& report_;
  trx::Definitions definitions_;
  bool has_definitions_ = false;  ///< All of them: none stands behind a break.
  trx::ResultReader results_;
  trx::Seen seen_;
  std::uint64_t failures_ = 0;
  std::uint64_t files_of_containers_ = 0;
  boost::unordered_flat_map<std::string_view, SuiteIndex> assemblies_;
};

}  // namespace

bool is_trx(xml_node root) {
  const auto is_of_microsoft = [](const pugi::xml_attribute& attribute) {
    return std::string_view(attribute.name()).starts_with("xmlns") &&
           std::string_view(attribute.value())
               .starts_with("http://microsoft.com/schemas/VisualStudio/TeamTest/");
  };
  return local_name(root) == "TestRun"sv && std::ranges::any_of(root.attributes(), is_of_microsoft);
}

bool is_trx_result(xml_node node) { return is_result(node) && !inner_results(node); }

void read_trx(xml::Tree& tree, Report& report) { TrxReader(tree, report).read(); }

}  // namespace parsers
