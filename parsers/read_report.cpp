#include "parsers/read_report.hpp"

#include "parsers/ctest.hpp"
#include "parsers/decode.hpp"
#include "parsers/document.hpp"
#include "parsers/jenkins.hpp"
#include "parsers/junit.hpp"
#include "parsers/look_alikes.hpp"
#include "parsers/nunit2.hpp"
#include "parsers/nunit3.hpp"
#include "parsers/oddities.hpp"
#include "parsers/ranorex.hpp"
#include "parsers/robot.hpp"
#include "parsers/testng.hpp"
#include "parsers/trx.hpp"
#include "parsers/xml.hpp"
#include "parsers/xunit.hpp"

#include <array>
#include <utility>

namespace parsers {

namespace {

struct Format {
  std::string_view name;
  std::string_view described;
  bool (*recognises)(pugi::xml_node root);
  void (*read)(xml::Tree& tree, Report& report);
};

// A new format is one file beside junit.cpp and one line here.
constexpr std::array formats = std::to_array<Format>({
    {"junit", "JUnit XML (testsuites, testsuite or testcase)", is_junit, read_junit},
    {"nunit3", "NUnit 3 (test-run)", is_nunit3, read_nunit3},
    {"nunit2", "NUnit 2 (test-results)", is_nunit2, read_nunit2},
    {"jenkins", "Jenkins junitResult.xml (result with suites)", is_jenkins, read_jenkins},
    {"trx", "TRX of Visual Studio and dotnet test (TestRun)", is_trx, read_trx},
    {"xunit", "xUnit.net (assemblies, assembly)", is_xunit, read_xunit},
    {"testng", "TestNG (testng-results)", is_testng, read_testng},
    {"robot", "Robot Framework output.xml (robot)", is_robot, read_robot},
    {"ctest", "CTest's Test.xml (Site with Testing)", is_ctest, read_ctest},
    {"ranorex", "Ranorex .rxlog.data (report with activity)", is_ranorex, read_ranorex},
});

std::string understood() {
  std::string list;
  for (const auto& format : formats) {
    list += list.empty() ? "" : ", ";
    list += format.described;
  }
  return list;
}

}  // namespace

Report read_report(
    std::string source, std::string bytes, [[maybe_unused]] const ReadOptions& options
) {
  Oddities oddities;
  auto utf8 = to_utf8(std::move(bytes), oddities);
  const auto document = std::make_shared<Document>(std::move(utf8.text));
  xml::Tree tree(*document, std::move(utf8.lines), oddities);
  for (const auto& format : formats) {
    if (!format.recognises(tree.root())) {
      continue;
    }
    Report report;
    report.source = std::move(source);
    report.format = format.name;
    format.read(tree, report);
    report.oddities = oddities.list();
    report.document = document;
    return report;
  }
  refuse_unknown(tree, understood());
}

}  // namespace parsers
