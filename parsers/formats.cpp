#include "parsers/formats.hpp"

#include "parsers/ctest.hpp"
#include "parsers/jenkins.hpp"
#include "parsers/json_formats.hpp"
#include "parsers/junit.hpp"
#include "parsers/look_alikes.hpp"
#include "parsers/nunit2.hpp"
#include "parsers/nunit3.hpp"
#include "parsers/ranorex.hpp"
#include "parsers/robot.hpp"
#include "parsers/testng.hpp"
#include "parsers/text.hpp"
#include "parsers/trx.hpp"
#include "parsers/xunit.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace parsers {

namespace {

/// Of a format that leaves no choice.
template <void (*read)(xml::Tree&, Report&)>
void in_one_way(xml::Tree& tree, Report& report, const ReadOptions& /*options*/) {
  read(tree, report);
}

void robot_to_depth(xml::Tree& tree, Report& report, const ReadOptions& options) {
  read_robot(tree, report, options.step_depth);
}

void ranorex_masked(xml::Tree& tree, Report& report, const ReadOptions& options) {
  read_ranorex(tree, report, options.mask);
}

// A new format is one file beside junit.cpp and one entry here.
constexpr std::array formats = std::to_array<Format>({
    {"junit",
     "JUnit XML (testsuites, testsuite or testcase)",
     "testsuites testsuite testcase",
     is_junit,
     is_junit_result,
     in_one_way<read_junit>},
    {"nunit3",
     "NUnit 3 (test-run)",
     "test-run test-suite",
     is_nunit3,
     is_nunit3_result,
     in_one_way<read_nunit3>},
    {"nunit2",
     "NUnit 2 (test-results)",
     "test-results test-suite",
     is_nunit2,
     is_nunit2_result,
     in_one_way<read_nunit2>},
    {"jenkins",
     "Jenkins junitResult.xml (result with suites)",
     "result",
     is_jenkins,
     is_jenkins_result,
     in_one_way<read_jenkins>},
    {"trx",
     "TRX of Visual Studio and dotnet test (TestRun)",
     "TestRun",
     is_trx,
     is_trx_result,
     in_one_way<read_trx>},
    {"xunit",
     "xUnit.net (assemblies, assembly)",
     "assemblies assembly",
     is_xunit,
     is_xunit_result,
     in_one_way<read_xunit>},
    {"testng",
     "TestNG (testng-results)",
     "testng-results suite test",
     is_testng,
     is_testng_result,
     in_one_way<read_testng>},
    {"robot",
     "Robot Framework output.xml (robot), output.json",
     "robot",
     is_robot,
     is_robot_result,
     robot_to_depth},
    {"ctest",
     "CTest's Test.xml (Site with Testing)",
     "Site",
     is_ctest,
     is_ctest_result,
     in_one_way<read_ctest>},
    {"ranorex",
     "Ranorex .rxlog.data (report with activity), .rxzlog",
     "report",
     is_ranorex,
     is_ranorex_result,
     ranorex_masked},
});

std::string understood() {
  std::string list;
  for (const auto& format : formats) {
    list += list.empty() ? "" : ", ";
    list += format.described;
  }
  return list;
}

const Format* recognised(pugi::xml_node root) {
  const auto* const found = std::ranges::find_if(formats, [root](const Format& format) {
    return format.recognises(root);
  });
  return found == formats.end() ? nullptr : found;
}

bool may_be_root(std::string_view name, std::string_view roots) {
  while (!roots.empty()) {
    const auto root = roots.substr(0, roots.find(' '));
    if (name == root) {
      return true;
    }
    roots.remove_prefix(std::min(roots.size(), root.size() + 1));
  }
  return false;
}

[[noreturn]] void refuse_asked(const xml::Tree& tree, const Format& asked, const std::string& why) {
  constexpr std::size_t longest = 60;
  tree.refuse_as_other(
      tree.root().name() - 1,
      fmt::format(
          "it is to be read as {}, {}, but <{}> {}; without --report-format the content decides",
          asked.name,
          asked.described,
          shortened(xml::local_name(tree.root()), longest),
          why
      )
  );
}

void refuse_if_json_is_asked(const xml::Tree& tree, std::string_view name) {
  for (const auto& format : json_formats()) {
    if (format.name == name) {
      tree.refuse_as_other(
          tree.root().name() - 1,
          fmt::format(
              "it is to be read as {}, {}, but it is XML, and that is JSON; without "
              "--report-format the content decides",
              name,
              format.described
          )
      );
    }
  }
}

const Format& asked_format(const xml::Tree& tree, std::string_view name) {
  const auto* const asked = std::ranges::find(formats, name, &Format::name);
  if (asked == formats.end()) {
    refuse_if_json_is_asked(tree, name);
    throw std::invalid_argument(fmt::format("there is no report format {}", name));
  }
  if (asked->recognises(tree.root())) {
    return *asked;
  }
  // Another format is surely recognised; a root that none recognises may lack marks only.
  if (const auto* const other = recognised(tree.root())) {
    refuse_asked(tree, *asked, fmt::format("is {}, {}", other->name, other->described));
  }
  if (!may_be_root(xml::local_name(tree.root()), asked->roots)) {
    refuse_asked(tree, *asked, "is no root element of that format");
  }
  return *asked;
}

}  // namespace

std::vector<std::string> format_names() {
  std::vector<std::string> names;
  for (const auto& format : formats) {
    names.emplace_back(format.name);
  }
  for (const auto& format : json_formats()) {
    names.emplace_back(format.name);
  }
  return names;
}

const Format& format_of(const xml::Tree& tree, std::string_view asked) {
  if (!asked.empty()) {
    return asked_format(tree, asked);
  }
  if (const auto* const format = recognised(tree.root())) {
    return *format;
  }
  if (tree.cut_off()) {
    tree.refuse_cut(0);
  }
  refuse_unknown(tree, understood());
}

void refuse_nothing_found(const xml::Tree& tree, const Format& format, const Report& report) {
  if (report.results.empty() && report.run_errors.empty() && !format.recognises(tree.root())) {
    refuse_asked(tree, format, "holds nothing of that format");
  }
}

}  // namespace parsers
