#include "parsers/testng.hpp"

#include "parsers/junit_case.hpp"
#include "parsers/junit_conventions.hpp"
#include "parsers/report_times.hpp"
#include "parsers/testng_skips.hpp"
#include "parsers/text.hpp"

#include <fmt/format.h>
#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>

#include <charconv>
#include <cstdint>
#include <string>
#include <vector>

namespace parsers {

namespace {

using namespace std::string_view_literals;
using pugi::xml_node;
using testng::Configuration;
using testng::Exception;
using xml::local_name;

constexpr auto skip_exception = "org.testng.SkipException"sv;

/// The attributes of a `test-method`.
struct Method {
  std::string_view name;
  std::string_view status;
  std::string_view signature;  ///< `pays(int)[pri:0, instance:shop.Cart@1f57539]`
  std::string_view instance;   ///< What an ITest calls itself.
  std::string_view groups;
  bool is_configuration = false;
  bool retried = false;
};

/// How often each status stands in the report, configuration methods left out.
struct Counts {
  std::uint64_t passed = 0;
  std::uint64_t failed = 0;
  std::uint64_t skipped = 0;
  bool operator==(const Counts&) const = default;
};

std::uint64_t number(pugi::xml_attribute attribute) {
  const auto text = trimmed(attribute.value());
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
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

class Reader {
public:
  Reader(xml::Tree& tree, Report& report) : tree_(tree), report_(report), times_(tree, {}) {}

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
      add_remaining_output(root.child("reporter-output"));
      check_summary(root);
    }
    skips_.explain(report_, tree_.document());
  }

private:
  void read_suite(xml_node node) {
    if (is_elsewhere(node)) {
      return;
    }
    const auto index = add_suite(node, std::nullopt);
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
        "parts of the report that stand in files of their own, to be given too: {}",
        tree_.line_of(node)
    );
    return true;
  }

  SuiteIndex add_suite(xml_node node, std::optional<SuiteIndex> parent) {
    const auto index = static_cast<SuiteIndex>(report_.suites.size());
    auto& suite = report_.suites.emplace_back();
    suite.parent = parent;
    suite.name = tree_.value(node, "name");
    suite.duration = milliseconds(node.attribute("duration-ms"));
    suite.start = start(node.attribute("started-at"));
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
    signatures_.clear();
    unexplained_.clear();
    for (const auto& method : node.children("test-method")) {
      read_method(method);
    }
    if (!unexplained_.empty()) {
      settle_unexplained();
    }
  }

  void read_method(xml_node node) {
    Result result;
    result.suite = test_;
    result.report_line = tree_.line_of(node);
    result.class_name = class_;
    const auto method = read_attributes(node, result);
    if (method.is_configuration) {
      read_configuration(node, method, result);
      return;
    }
    result.name = method.name.empty() ? method.signature : method.name;
    JoinedText out;
    Exception exception;
    for (const auto& child : node.children()) {
      const auto name = local_name(child);
      if (name == "params"sv) {
        result.parameters = parameters(child);
      } else if (name == "exception"sv) {
        exception = read_exception(child);
      } else if (name == "reporter-output"sv) {
        read_output(child, out);
      } else if (name == "attributes"sv) {
        read_attributes_of_result(child, result);
      }
    }
    add_instance(method.instance, result);
    add_groups(method, result);
    if (const auto text = out.in(tree_.document()); !text.empty()) {
      auto& evidence = result.make_evidence();
      evidence.out = text;
      if (junit::has_markers(text)) {
        junit::add_markers(text, evidence);
      }
    }
    set_status(method, exception, result);
    if (result.more) {
      junit::settle_steps(result.status, *result.more);
    }
    signatures_.push_back(method.signature);
    report_.results.push_back(std::move(result));
  }

  Method read_attributes(xml_node node, Result& result) {
    Method method;
    const auto add_property = [&](std::string_view name, pugi::xml_attribute attribute) {
      if (const auto value = trimmed(tree_.value(attribute)); !value.empty()) {
        result.make_evidence().properties.push_back({name, value});
      }
    };
    for (const auto& attribute : node.attributes()) {
      const std::string_view name = attribute.name();
      if (name == "name"sv) {
        method.name = tree_.value(attribute);
      } else if (name == "status"sv) {
        method.status = attribute.value();
      } else if (name == "signature"sv) {
        method.signature = tree_.value(attribute);
      } else if (name == "duration-ms"sv) {
        result.duration = milliseconds(attribute);
      } else if (name == "started-at"sv) {
        result.start = start(attribute);
      } else if (name == "is-config"sv) {
        method.is_configuration = attribute.as_bool();
      } else if (name == "retried"sv) {
        method.retried = attribute.as_bool();
      } else if (name == "test-instance-name"sv) {
        method.instance = tree_.value(attribute);
      } else if (name == "groups"sv) {
        method.groups = tree_.value(attribute);
      } else if (name == "description"sv || name == "data-provider"sv ||
                 name == "depends-on-methods"sv || name == "depends-on-groups"sv) {
        add_property(name, attribute);
      }
    }
    return method;
  }

  /// Set-up and tear-down are no tests; what they print belongs to the `test` around them.
  void read_configuration(xml_node node, const Method& method, const Result& result) {
    for (const auto& output : node.children("reporter-output")) {
      read_output(output, configuration_output_);
    }
    const auto exception = read_exception(node.child("exception"));
    const bool failed = method.status == "FAIL"sv;
    if (failed || (method.status == "SKIP"sv && exception.type == skip_exception)) {
      skips_.add(Configuration{
          top_, test_, class_, method.name, failed, result.start, exception, result.report_line});
    }
  }

  Exception read_exception(xml_node node) {
    if (!node) {
      return {};
    }
    const auto full = node.child("full-stacktrace");
    const auto trace = trimmed_block(tree_.text(full ? full : node.child("short-stacktrace")));
    const auto said = junit::wording(tree_.text(node.child("message")), trace);
    return {tree_.value(node, "class"), said.message, said.details};
  }

  void read_output(xml_node list, JoinedText& out) {
    for (const auto& line : list.children("line")) {
      const auto text = trimmed_block(tree_.text(line));
      out.add(text);
      told_.insert(text);
    }
  }

  /// Results can carry attributes that the tests gave them.
  void read_attributes_of_result(xml_node list, Result& result) {
    for (const auto& attribute : list.children("attribute")) {
      junit::add_property(
          tree_.value(attribute, "name"), trimmed(tree_.text(attribute)), result.make_evidence()
      );
    }
  }

  /// "mug, 12, null"; an empty one among several is "".
  std::string_view parameters(xml_node list) {
    std::string_view only;
    std::string all;
    std::size_t count = 0;
    for (const auto& parameter : list.children("param")) {
      const auto value = parameter_value(parameter.child("value"));
      if (++count == 1) {
        only = value;
        continue;
      }
      if (count == 2) {
        all = only;
      }
      all.append(", ").append(value);
    }
    return count < 2 ? only : tree_.document().keep(all);
  }

  std::string_view parameter_value(xml_node value) {
    if (value.attribute("is-null").as_bool()) {
      return "null";
    }
    // A CDATA section holds the value alone, with the blanks that it may have.
    const auto text = tree_.text(value);
    const auto shown = value.first_child().type() == pugi::node_cdata ? text : trimmed(text);
    return shown.empty() ? "\"\""sv : shown;
  }

  /// The name of an instance tells equal methods of a factory apart, as a parameter does.
  void add_instance(std::string_view instance, Result& result) {
    if (instance.empty() || instance == result.name || instance == result.class_name) {
      return;
    }
    result.parameters =
        result.parameters.empty()
            ? instance
            : tree_.document().keep(fmt::format("{}, {}", instance, result.parameters));
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

  void set_status(const Method& method, const Exception& exception, Result& result) {
    result.retried = method.retried;
    if (method.status == "PASS"sv) {
      ++counts_.passed;  // Its exception is one that the test expected.
      return;
    }
    if (method.status == "FAIL"sv) {
      ++counts_.failed;
      result.status = Status::failed;
    } else if (method.status == "SKIP"sv) {
      ++counts_.skipped;
      set_skip(exception, result);
    } else if (method.status == "SUCCESS_PERCENTAGE_FAILURE"sv) {
      tree_.oddities().add(
          "failures within the percentage that the test allows, taken for passed: {}",
          result.report_line
      );
    } else {
      result.status = Status::inconclusive;
      tree_.oddities().add(
          "tests with a status that TestNG does not have, taken for inconclusive: {}",
          result.report_line
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
      unexplained_.push_back({report_.results.size(), top_, exception});
    }
  }

  /// TestNG 6 writes an execution that it repeats as a skip with the failure's exception, and all
  /// executions of the test look alike. What is left may be due to a configuration method.
  void settle_unexplained() {
    const auto key_of = [&](std::size_t index) {
      return fmt::format(
          "{}\n{}", signatures_[index - first_of_class_], report_.results[index].parameters
      );
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
    for (const auto& skip : unexplained_) {
      auto& result = report_.results[skip.result];
      if (!skip.exception.type.empty() && ended.contains(key_of(skip.result))) {
        result.retried = true;
        result.status = Status::failed;
      } else {
        skips_.add(skip);
      }
    }
  }

  std::optional<Duration> milliseconds(pugi::xml_attribute attribute) {
    const auto text = trimmed(attribute.value());
    if (text.empty()) {
      return std::nullopt;
    }
    constexpr std::int64_t longest = 1'000'000'000'000'000;
    std::int64_t value = 0;
    const auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || stop != text.data() + text.size() || value < 0 || value > longest) {
      tree_.oddities().add(
          "durations that are negative, no number or far too long left out: {}",
          tree_.line_at(attribute.name())
      );
      return std::nullopt;
    }
    return Duration(value);
  }

  /// TestNG up to 6 writes the local time and a Z behind it that means nothing.
  std::optional<StartTime> start(pugi::xml_attribute attribute) {
    auto time = times_.timestamp(attribute);
    if (time && trimmed(attribute.value()).ends_with('Z')) {
      time->utc_offset.reset();
    }
    return time;
  }

  /// The output at the top repeats that of all methods; what else is there was printed outside.
  void add_remaining_output(xml_node list) {
    JoinedText rest;
    for (const auto& line : list.children("line")) {
      const auto text = trimmed_block(tree_.text(line));
      if (!told_.contains(text)) {
        rest.add(text);
      }
    }
    if (!report_.suites.empty()) {
      report_.suites.front().out = rest.in(tree_.document());
    }
  }

  void check_summary(xml_node root) {
    const auto line = tree_.line_of(root);
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
      report_.run_errors.push_back({std::nullopt, tree_.document().keep(message), {}, line});
    } else if (claimed != counts_) {
      tree_.oddities().add(
          "summaries that differ from the tests in the report (the tests were counted): {}", line
      );
    }
  }

  xml::Tree& tree_;
  Report& report_;
  ReportTimes times_;
  testng::Skips skips_;
  bool marks_retries_ = false;  ///< TestNG 7 says which executions it repeated.
  std::uint64_t elsewhere_ = 0;
  Counts counts_;
  boost::unordered_flat_set<std::string_view> told_;  ///< Lines that some method printed.

  // Of the suite, the test and the class that are being read.
  boost::unordered_flat_map<std::string, std::vector<std::string_view>> groups_;
  SuiteIndex top_ = 0;
  SuiteIndex test_ = 0;
  JoinedText configuration_output_;
  std::string_view class_;
  std::size_t first_of_class_ = 0;
  std::vector<std::string_view> signatures_;
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

void read_testng(xml::Tree& tree, Report& report) {
  report.producer = "TestNG";
  Reader(tree, report).read();
}

}  // namespace parsers
