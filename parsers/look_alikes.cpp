#include "parsers/look_alikes.hpp"

#include "parsers/text.hpp"

#include <fmt/format.h>

#include <array>
#include <cstdint>

namespace parsers {

namespace {

using pugi::xml_node;

enum class Holds : std::uint8_t { results, something_else };

struct LookAlike {
  std::string_view root;
  /// A further sign where the root alone does not tell; null when it does.
  bool (*sign)(xml_node root);
  Holds holds;
  std::string_view what;
};

bool has_child(xml_node node, const char* local) {
  for (const auto& child : node.children()) {
    if (xml::local_name(child) == local) {
      return true;
    }
  }
  return false;
}

bool in_namespace(xml_node root, std::string_view part) {
  for (const auto& attribute : root.attributes()) {
    if (std::string_view(attribute.name()).starts_with("xmlns") &&
        std::string_view(attribute.value()).find(part) != std::string_view::npos) {
      return true;
    }
  }
  return false;
}

constexpr auto allure = [](xml_node root) { return in_namespace(root, "allure"); };
constexpr auto libcheck = [](xml_node root) { return in_namespace(root, "check.sourceforge.net"); };
constexpr auto rxtst = [](xml_node root) {
  return root.attribute("rxversion") || root.attribute("reportlevel");
};
constexpr auto suites_of_robot = [](xml_node root) { return has_child(root, "suites"); };
constexpr auto open_test_reporting = [](xml_node root) { return in_namespace(root, "opentest4j"); };
constexpr auto open_test_reporting_is =
    "JUnit 5's Open Test Reporting: give the JUnit files, TEST-*.xml, that the build tool or the "
    "console launcher's --reports-dir writes beside it";
constexpr auto android = [](xml_node root) { return has_child(root, "Module"); };
constexpr auto fitnesse = [](xml_node root) { return has_child(root, "FitNesseVersion"); };
constexpr auto suite_case = [](xml_node root) { return has_child(root, "suite"); };

// The first line that fits counts. Sources: each tool's documentation of its command line.
constexpr std::array look_alikes = std::to_array<LookAlike>({
    {"testsuites",
     libcheck,
     Holds::results,
     "the XML of libcheck, which has no JUnit output: use CK_TAP_LOG_FILE_NAME and turn the TAP "
     "into JUnit"},
    {"testsuite",
     rxtst,
     Holds::something_else,
     "a suite definition of Ranorex (.rxtst), not a report; let Ranorex write JUnit with /junit"},
    {"testsuitedoc",
     nullptr,
     Holds::something_else,
     "a suite definition of Ranorex (.rxtst), not a report; let Ranorex write JUnit with /junit"},
    {"test-suite",
     allure,
     Holds::results,
     "a part of Allure 1's results: give the JUnit report that the test tool itself writes"},
    {"Site",
     nullptr,
     Holds::something_else,
     "a part of a CTest dashboard (build, configure, coverage, …) without test results"},
    {"TestRun",
     nullptr,
     Holds::results,
     "the XML of CppUnit or AUnit, which have no JUnit output: convert it with the style sheet of "
     "Jenkins' xunit plugin"},
    {"result",
     suites_of_robot,
     Holds::results,
     "the robot_results.xml of Jenkins' Robot plugin: give Robot Framework's own report, written "
     "with robot --xunit FILE"},
    {"testExecutions",
     nullptr,
     Holds::results,
     "Sonar's generic test data: give the JUnit report that the test tool itself writes"},
    {"unitTest",
     nullptr,
     Holds::results,
     "Sonar's generic test data: give the JUnit report that the test tool itself writes"},
    {"TestLog",
     nullptr,
     Holds::results,
     "Boost.Test's own log: write JUnit with --logger=JUNIT,all,FILE"},
    {"TestResult",
     nullptr,
     Holds::results,
     "Boost.Test's own report: write JUnit with --logger=JUNIT,all,FILE"},
    {"Catch", nullptr, Holds::results, "Catch2's own XML: write JUnit with -r junit -o FILE"},
    {"Catch2TestRun",
     nullptr,
     Holds::results,
     "Catch2's own XML: write JUnit with -r junit -o FILE"},
    {"doctest", nullptr, Holds::results, "doctest's own XML: write JUnit with -r=junit -o=FILE"},
    {"TestCase", nullptr, Holds::results, "Qt Test's own XML: write JUnit with -o FILE,junitxml"},
    {"unittest-results",
     nullptr,
     Holds::results,
     "the XML of UnitTest++: have its reporter write JUnit"},
    {"suites",
     suite_case,
     Holds::results,
     "a list of suites in a form of its own; JUnit's elements are testsuites, testsuite, testcase"},
    {"events", open_test_reporting, Holds::results, open_test_reporting_is},
    {"execution", open_test_reporting, Holds::results, open_test_reporting_is},
    {"Result",
     android,
     Holds::results,
     "the result of Android's compatibility tests (CTS), which have no JUnit output: convert it"},
    {"SquishReport",
     nullptr,
     Holds::results,
     "Squish's own XML: write JUnit with squishrunner --reportgen junit,FILE"},
    {"testResults",
     fitnesse,
     Holds::results,
     "FitNesse's own XML: have it write JUnit with format=junit"},
    {"testResults",
     nullptr,
     Holds::results,
     "JMeter's log of samples, which has no JUnit output: convert it"},
    {"checkstyle", nullptr, Holds::something_else, "a list of code style findings (Checkstyle)"},
    {"BugCollection", nullptr, Holds::something_else, "a list of findings of FindBugs or SpotBugs"},
});

}  // namespace

void refuse_unknown(const xml::Tree& tree, std::string_view understood) {
  const auto root = tree.root();
  const auto name = xml::local_name(root);
  for (const auto& known : look_alikes) {
    if (known.root != name || (known.sign != nullptr && !known.sign(root))) {
      continue;
    }
    const auto why = fmt::format("<{}> is {}", name, known.what);
    if (known.holds == Holds::results) {
      tree.refuse(root.name() - 1, why);
    }
    tree.refuse_as_other(root.name() - 1, why);
  }
  constexpr std::size_t longest = 60;
  tree.refuse_as_other(
      root.name() - 1,
      fmt::format(
          "the root element <{}> is of no test report that is understood; understood are: {}",
          shortened(name, longest),
          understood
      )
  );
}

}  // namespace parsers
