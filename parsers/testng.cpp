#include "parsers/testng.hpp"

#include "parsers/junit_conventions.hpp"
#include "parsers/room.hpp"
#include "parsers/testng_method.hpp"
#include "parsers/testng_skips.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using testng::Configuration;
using testng::Exception;
using testng::Method;
using xml::local_name;

constexpr auto skip_exception = "org.testng.SkipException"sv;

/// How often each status stands in the report, configuration methods left out.
struct Counts {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t skipped = 0;
  bool operator==(const Counts&) const = default;
};

std::uint64_t number(pugi::xml_attribute attribute) {
  return whole_number(attribute.value()).value_or(0);
}

/// `Cart.pays(int)[pri:0, instance:…]` of a group is `pays(int)[pri:0, instance:…]` of a method.
std::string_view without_class(std::string_view signature) {
  const auto dot = signature.substr(0, signature.find('(')).rfind('.');
  return dot == std::string_view::npos ? signature : signature.substr(dot + 1);
}

/// What tells a method from all others: an inherited one only by the instance in its signature.
std::string identity(std::string_view class_name, std::string_view signature) {
  const bool has_instance = contains(signature, "instance:");
  return fmt::format("{}\n{}", has_instance ? ""sv : class_name, signature);
}

/// TestNG skips what depends on a test that did not pass, and gives this reason.
bool is_dependency(const Exception& exception) {
  return contains(exception.message, " depends on not successfully finished ");
}

class TestngReader {
public:
  TestngReader(xml::Tree& tree, Report& report) : tree_(tree), report_(report), methods_(tree) {}

  void read() {
    const auto root = tree_.root();
    const auto name = local_name(root);
    marks_retries_ = root.attribute("retried") || root.attribute("ignored");
    if (name == "suite"sv) {
      read_suite(root);
    } else if (name == "test"sv) {
      read_test(root, std::nullopt);
    } else {
      for (const auto& child : root.children("suite")) {
        read_suite(child);
      }
      if (!tree_.cut_off()) {
        add_remaining_output(root.child("reporter-output"));
        check_summary(root);
      }
    }
    if (const auto left_out = skips_.explain(report_, tree_.document()); left_out > 0) {
      tree_.leave_out(left_out);
    }
  }

private:
  void read_suite(xml_node node) {
    if (is_elsewhere(node)) {
      return;
    }
    const auto index = add_suite(node, std::nullopt);
    if (tree_.is_open(node)) {
      skips_.leave_open(index);
    }
    groups_.clear();
    for (const auto& list : node.children("groups")) {
      read_groups(list);
    }
    for (const auto& test : node.children("test")) {
      read_test(test, index);
    }
  }

  /// TestNG can write the parts of a report to files of their own, and leaves their names.
  bool is_elsewhere(xml_node node) {
    if (!node.attribute("url")) {
      return false;
    }
    ++elsewhere_;
    tree_.oddities().add(
        "parts of the report that stand in files of their own, not read (give those files too): {}",
        tree_.spot_of(node)
    );
    return true;
  }

  SuiteIndex add_suite(xml_node node, std::optional<SuiteIndex> parent) {
    const auto index = static_cast<SuiteIndex>(report_.suites.size());
    auto& suite = report_.suites.emplace_back();
    suite.parent = parent;
    suite.name = tree_.value(node, "name");
    suite.duration = methods_.milliseconds(node.attribute("duration-ms"));
    suite.start = methods_.start(node.attribute("started-at"));
    return index;
  }

  void read_groups(xml_node list) {
    for (const auto& group : list.children("group")) {
      const auto name = tree_.value(group, "name");
      for (const auto& method : group.children("method")) {
        const auto signature = without_class(tree_.value(method, "signature"));
        groups_[identity(tree_.value(method, "class"), signature)].push_back(name);
      }
    }
  }

  void read_test(xml_node node, std::optional<SuiteIndex> suite) {
    if (is_elsewhere(node)) {
      return;
    }
    test_ = add_suite(node, suite);
    top_ = suite.value_or(test_);
    if (!suite && tree_.is_open(node)) {
      skips_.leave_open(test_);
    }
    configuration_output_ = JoinedText();
    for (const auto& child : node.children("class")) {
      read_class(child);
    }
    report_.suites[test_].out = configuration_output_.in(tree_.document());
  }

  void read_class(xml_node node) {
    class_ = tree_.value(node, "name");
    if (const auto package = tree_.value(node, "package"); !package.empty()) {
      class_ = tree_.document().keep(fmt::format("{}.{}", package, class_));
    }
    first_of_class_ = report_.results.size();
    nodes_.clear();
    unexplained_.clear();
    for (const auto& method : node.children("test-method")) {
      read_method(method);
    }
    if (!unexplained_.empty()) {
      settle_unexplained(tree_.is_open(node));
    }
  }

  void read_method(xml_node node) {
    Result result;
    result.suite = test_;
    result.report_line = tree_.line_of(node);
    result.class_name = class_;
    const auto method = methods_.read(node, result);
    if (method.is_configuration) {
      add_configuration(method, result);
      return;
    }
    add_groups(method, result);
    set_status(node, method, result);
    if (result.more) {
      junit::settle_steps(result.status, *result.more);
    }
    nodes_.push_back(node);
    make_room(report_.results, tree_, node);
    report_.results.push_back(std::move(result));
  }

  /// Set-up and tear-down are no tests; what they print belongs to the `test` around them.
  void add_configuration(const Method& method, const Result& result) {
    configuration_output_.add(result.evidence().out);
    const bool failed = method.is("FAIL");
    if (failed || (method.is("SKIP") && method.exception.type == skip_exception)) {
      skips_.add(Configuration{
          top_,
          test_,
          class_,
          result.name,
          failed,
          result.start,
          method.exception,
          result.report_line});
    }
  }

  void add_groups(const Method& method, Result& result) {
    if (!method.groups.empty()) {
      junit::add_property("tags", method.groups, result.make_evidence());
    } else if (!groups_.empty()) {
      const auto found = groups_.find(identity(class_, method.signature));
      if (found != groups_.end()) {
        result.make_evidence().tags = found->second;
      }
    }
  }

  void set_status(xml_node node, const Method& method, Result& result) {
    const auto& exception = method.exception;
    result.retried = method.retried;
    if (method.is("PASS")) {
      ++counts_.passed;  // Its exception is one that the test expected.
      return;
    }
    if (method.is("FAIL")) {
      ++counts_.failed;
      result.status = Status::failed;
    } else if (method.is("SKIP")) {
      ++counts_.skipped;
      set_skip(exception, result);
    } else if (method.is("SUCCESS_PERCENTAGE_FAILURE")) {
      tree_.oddities().add(
          "failures within the percentage that the test allows, taken for passed: {}",
          tree_.spot_of(node)
      );
    } else {
      result.status = Status::inconclusive;
      tree_.oddities().add(
          "tests with a status that TestNG does not have, taken for inconclusive: {}",
          tree_.spot_of(node)
      );
    }
    if (!exception.type.empty() || !exception.message.empty()) {
      auto& evidence = result.make_evidence();
      evidence.type = exception.type;
      evidence.message = exception.message;
      evidence.details = exception.details;
    }
  }

  void set_skip(const Exception& exception, Result& result) {
    result.status = Status::skipped;
    if (is_dependency(exception)) {
      result.status = Status::blocked;
    } else if (exception.type == skip_exception) {
      return;
    } else if (result.retried) {
      result.status = exception.type.empty() ? Status::skipped : Status::failed;
    } else {
      unexplained_.push_back({report_.results.size(), top_, exception, false});
    }
  }

  /// TestNG 6 writes an execution that it repeats as a skip with the failure's exception, and all
  /// executions of the test look alike. What is left may be due to a configuration method.
  void settle_unexplained(bool class_is_open) {
    const auto key_of = [&](std::size_t index) {
      const auto signature = tree_.value(nodes_[index - first_of_class_], "signature");
      return fmt::format("{}\n{}", signature, report_.results[index].parameters);
    };
    boost::unordered_flat_set<std::string> ended;
    if (!marks_retries_) {
      for (auto index = first_of_class_; index < report_.results.size(); ++index) {
        const auto status = report_.results[index].status;
        if (status == Status::passed || status == Status::failed) {
          ended.insert(key_of(index));
        }
      }
    }
    for (auto& skip : unexplained_) {
      skip.may_be_repeated = class_is_open && !marks_retries_;
      auto& result = report_.results[skip.result];
      if (!skip.exception.type.empty() && ended.contains(key_of(skip.result))) {
        result.retried = true;
        result.status = Status::failed;
      } else {
        skips_.add(skip);
      }
    }
  }

  /// The output at the top repeats that of all methods; what else is there was printed outside.
  void add_remaining_output(xml_node list) {
    JoinedText rest;
    for (const auto& line : list.children("line")) {
      const auto text = trimmed_block(tree_.text(line));
      if (!methods_.has_printed(text)) {
        rest.add(text);
      }
    }
    if (!report_.suites.empty()) {
      report_.suites.front().out = rest.in(tree_.document());
    }
  }

  void check_summary(xml_node root) {
    const Counts claimed{
        number(root.attribute("passed")),
        number(root.attribute("failed")),
        number(root.attribute("skipped")) + number(root.attribute("retried"))};
    const auto all = claimed.passed + claimed.failed + claimed.skipped;
    if (elsewhere_ > 0 || !root.attribute("passed")) {
      return;
    }
    if (report_.results.empty() && all > 0) {
      const auto message =
          fmt::format("the summary counts {} tests, but the report holds none of them", all);
      report_.run_errors.push_back(
          {std::nullopt, tree_.document().keep(message), {}, tree_.line_of(root)}
      );
    } else if (claimed != counts_) {
      tree_.oddities().add(
          "summaries that differ from the tests in the report (the tests were counted): {}",
          tree_.spot_of(root)
      );
    }
  }

  xml::Tree& tree_;
  Report& report_;
  testng::MethodReader methods_;
  testng::Skips skips_;
  bool marks_retries_ = false;  ///< TestNG 7 says which executions it repeated.
  std::uint64_t elsewhere_ = 0;
  Counts counts_;

  // Of the suite, the test and the class that are being read.
  boost::unordered_flat_map<std::string, std::vector<std::string_view>> groups_;
  SuiteIndex top_ = 0;
  SuiteIndex test_ = 0;
  JoinedText configuration_output_;
  std::string_view class_;
  std::size_t first_of_class_ = 0;
  std::deque<xml_node> nodes_;  ///< Of its results; a list that grows by copying takes more.
  std::vector<testng::Skip> unexplained_;
};

}  // namespace

bool is_testng(xml_node root) {
  const auto name = local_name(root);
  if (name == "testng-results"sv) {
    return true;
  }
  const auto test = name == "suite"sv ? root.child("test") : name == "test"sv ? root : xml_node();
  return test.child("class").child("test-method") || (name == "suite"sv && test.attribute("url"));
}

bool is_testng_result(xml_node node) { return local_name(node) == "test-method"sv; }

void read_testng(xml::Tree& tree, Report& report) {
  report.producer = "TestNG";
  TestngReader(tree, report).read();
}

}  // namespace parsers
