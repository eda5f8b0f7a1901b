#include "parsers/junit_producer.hpp"

#include "parsers/xml.hpp"

#include <array>

namespace parsers::junit {

namespace {

using pugi::xml_node;
using xml::local_name;
using xml::raw;

/// A name that a tool gives to its outermost suite.
struct Sign {
  std::string_view element;
  std::string_view name;
  std::string_view producer;
};

// Source: the tools' own reports.
constexpr std::array signs = std::to_array<Sign>({
    {"testsuites", "AllTests", "GoogleTest"},
    {"testsuites", "jest tests", "jest-junit"},
    {"testsuites", "vitest tests", "Vitest"},
    {"testsuites", "Mocha Tests", "mocha-junit-reporter"},
    {"testsuites", "nextest-run", "cargo-nextest"},
    {"testsuites", "pytest tests", "pytest"},
    {"testsuite", "pytest", "pytest"},
    {"testsuite", "Mocha Tests", "Mocha"},
    {"testsuite", "rspec", "RSpec"},
});

/// Among the first few children: a suite may have millions.
xml_node first_child(xml_node node, std::string_view local) {
  constexpr int few = 8;
  auto child = node.first_child();
  for (int seen = 0; child && seen < few; ++seen, child = child.next_sibling()) {
    if (local_name(child) == local) {
      return child;
    }
  }
  return {};
}

/// The first test case below `suite`, down the first suites.
xml_node first_case(xml_node suite) {
  while (suite) {
    if (const auto test = first_child(suite, "testcase")) {
      return test;
    }
    suite = first_child(suite, "testsuite");
  }
  return {};
}

bool is_source_file(std::string_view name) {
  return name.ends_with(".cpp") || name.ends_with(".cc") || name.ends_with(".cxx") ||
         name.ends_with(".h") || name.ends_with(".hpp");
}

bool is_ctest(xml_node suite, xml_node test) {
  const auto status = raw(test, "status");
  return test.attribute("status") && suite.attribute("disabled") && suite.attribute("hostname") &&
         raw(test, "name") == raw(test, "classname") &&
         (status == "run" || status == "fail" || status == "notrun" || status == "disabled");
}

/// Catch2 puts the program's name, which is the suite's, before the class: `program.global`.
bool is_catch2(xml_node root, xml_node suite, xml_node test) {
  const auto program = raw(suite, "name");
  const auto class_name = raw(test, "classname");
  return raw(suite, "hostname") == "tbd" ||
         (root != suite && !root.first_attribute() && suite.attribute("hostname") &&
          raw(test, "status") == "run" && !program.empty() && class_name.starts_with(program) &&
          class_name.substr(program.size()).starts_with('.'));
}

bool is_gradle(xml_node suite) {
  // Gradle always writes an empty list of properties first, and the output of the suite last.
  const auto first = suite.first_child();
  return local_name(first) == "properties" && !first.first_child() &&
         local_name(suite.last_child()) == "system-err" && suite.attribute("hostname") &&
         suite.attribute("timestamp") && suite.attribute("skipped") &&
         !suite.attribute("package") && !suite.attribute("id");
}

}  // namespace

std::string_view producer_of(xml_node root) {
  const auto suite = local_name(root) == "testsuite" ? root : first_child(root, "testsuite");
  for (const auto& attribute : suite.attributes()) {
    const std::string_view value = attribute.value();
    if (local_name(attribute.name()) == "noNamespaceSchemaLocation" &&
        value.find("surefire-test-report") != std::string_view::npos) {
      return "Surefire";
    }
  }
  for (const auto& sign : signs) {
    const auto node = sign.element == "testsuite" ? suite : root;
    if (local_name(node) == sign.element && raw(node, "name") == sign.name) {
      return sign.producer;
    }
  }
  const auto test = first_case(suite);
  if (suite == root && is_ctest(suite, test)) {
    return "CTest";
  }
  if (is_catch2(root, suite, test)) {
    return "Catch2";
  }
  if (suite.attribute("doctest_version")) {
    return "doctest";
  }
  if (suite != root && !root.first_attribute() && !suite.attribute("time") &&
      raw(test, "status") == "run" && is_source_file(raw(test, "classname"))) {
    return "doctest";
  }
  if (raw(suite, "id") == "0" && test.attribute("assertions") && suite.attribute("errors") &&
      suite == root) {
    return "Boost.Test";
  }
  if (test.attribute("class") && test.attribute("classname") && test.attribute("assertions")) {
    return "PHPUnit";
  }
  if (root.attribute("id") && raw(root, "id").empty() && root.attribute("name") &&
      raw(root, "name").empty()) {
    return "Playwright";
  }
  if (suite == root && suite.attribute("ignored") && suite.attribute("hostname")) {
    return "TestNG";
  }
  if (suite != root && suite.attribute("package") && suite.attribute("id") &&
      suite.attribute("hostname")) {
    return "Ant";
  }
  if (suite == root && is_gradle(suite)) {
    return "Gradle";
  }
  for (const auto& property : first_child(suite, "properties").children()) {
    if (raw(property, "name") == "go.version") {
      return "Go";
    }
    if (raw(property, "name") == "ant.version") {
      return "Ant";
    }
  }
  return {};
}

}  // namespace parsers::junit
