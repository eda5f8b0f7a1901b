#include "importer/twins.hpp"
#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"
#include "tests/importer/program.hpp"

#include <fmt/format.h>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace std::chrono_literals;
using importer::find_twins;

BOOST_AUTO_TEST_SUITE(twins)

namespace {

constexpr auto morning = std::chrono::local_days(std::chrono::year(2026) / 11 / 23) + 9h;

/// A JUnit report of one run: three tests with durations of their own, and a start to the second.
parsers::Report a_run(std::string source, std::string_view format = "junit") {
  auto report = by_hand::report(std::move(source));
  report.format = format;
  report.suites.front().name = "shop.CartTest";
  report.suites.front().start = parsers::StartTime{morning, {}};
  by_hand::add(report, "shop.CartTest", "adds").duration = 31ms;
  by_hand::add(report, "shop.CartTest", "pays").duration = 118ms;
  auto& fails = by_hand::add(report, "shop.CartTest", "ships", parsers::Status::failed);
  fails.duration = 7ms;
  fails.make_evidence().message = "no lorry";
  return report;
}

/// The sources of those that are passed over when all were found by chance.
std::vector<std::string> passed_over(const std::vector<parsers::Report>& reports) {
  std::vector<std::string> sources;
  for (const auto& twin : find_twins(reports, std::vector<bool>(reports.size(), false))) {
    sources.push_back(reports[twin.report].source);
  }
  return sources;
}

template <class... Report>
std::vector<parsers::Report> list(Report... report) {
  std::vector<parsers::Report> reports;
  (reports.push_back(std::move(report)), ...);
  return reports;
}

using Sources = std::vector<std::string>;

std::string fixture(const std::string& name) { return std::string(FIXTURES_DIR) + "/" + name; }

/// What `inspect` of these arguments keeps and passes over, as files without their folders.
struct Inspected {
  explicit Inspected(const std::vector<std::string>& arguments) {
    Program ptimport;
    std::vector<std::string> all = {"inspect", "--format", "json"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    ptimport(all);
    const auto told = boost::json::parse(ptimport.out);
    for (const auto& report : told.at("reports").as_array()) {
      kept.push_back(file_name(report));
    }
    for (const auto& report : told.at("passed_over").as_array()) {
      passed_over.push_back(file_name(report));
    }
  }

  static std::string file_name(const boost::json::value& report) {
    return std::filesystem::path(report.at("file").as_string().c_str()).filename().string();
  }

  Sources kept;
  Sources passed_over;
};

std::string content_of(const std::string& file) {
  std::ostringstream content;
  content << std::ifstream(file).rdbuf();
  return content.str();
}

}  // namespace

// Runs of real tools that left their results twice or three times.

BOOST_AUTO_TEST_CASE(testng_is_taken_before_both_kinds_of_its_junit) {
  const Inspected told({fixture("twins/testng-returns")});
  BOOST_TEST(told.kept == Sources{"testng-results.xml"}, boost::test_tools::per_element());
  const Sources junit = {
      "Returns.xml", "TEST-shop.ReturnsTest$Couriers.xml", "TEST-shop.ReturnsTest.xml"};
  BOOST_TEST(told.passed_over == junit, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_ant_collects_is_taken_before_the_files_of_the_classes) {
  const Inspected told({fixture("twins/ant-nightly")});
  BOOST_TEST(told.kept == Sources{"TESTS-TestSuites.xml"}, boost::test_tools::per_element());
  BOOST_TEST(told.passed_over.size() == 3U);
}

BOOST_AUTO_TEST_CASE(one_class_is_found_in_what_ant_collected_elsewhere) {
  const Folder folder;
  folder.write("a/TEST-AccountTest.xml", content_of(fixture("junit/ant-junit.xml")));
  folder.write("b/all.xml", content_of(fixture("junit/ant-junitreport.xml")));
  const Inspected told({folder.path().string()});
  BOOST_TEST(told.passed_over == Sources{"TEST-AccountTest.xml"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(ctest_is_taken_before_its_junit) {
  const Inspected told({fixture("twins/ctest-dashboard")});
  BOOST_TEST(told.kept == Sources{"Test.xml"}, boost::test_tools::per_element());
  BOOST_TEST(told.passed_over == Sources{"junit.xml"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_copy_is_passed_over) {
  const Folder folder;
  const auto report = content_of(fixture("junit/surefire-plain.xml"));
  folder.write("target/surefire-reports/TEST-shop.OrderServiceTest.xml", report);
  folder.write("artifacts/TEST-shop.OrderServiceTest.xml", report);
  const Inspected told({folder.path().string()});
  BOOST_TEST(told.kept.size() == 1U);
  BOOST_TEST(told.passed_over.size() == 1U);
}

BOOST_AUTO_TEST_CASE(other_runs_of_the_same_tests_are_no_twins) {
  // Each of these was made by a run of its own.
  const std::vector<std::vector<std::string>> runs = {
      {"junit/testng-junitreports.xml", "testng/testng-returns.xml"},
      {"junit/testng-suite.xml", "testng/testng-returns.xml"},
      {"junit/ctest-shop.xml", "ctest/ctest-dashboard.xml"},
      {"junit/ctest-smoke.xml", "junit/ctest-shop.xml"},
      {"ctest/ctest-no-names.xml", "ctest/ctest-dashboard.xml"},
      {"junit/surefire-plain.xml", "junit/surefire-reruns.xml"},
      {"testng/testng-stock.xml", "testng/testng-stock-options.xml"},
      {"junit/mocha-junit-reporter.xml", "junit/mocha-xunit.xml"},
      {"junit/pytest-cart.xml", "junit/pytest-xunit1.xml"}};
  for (const auto& files : runs) {
    const Folder folder;
    for (const auto& file : files) {
      folder.write(file, content_of(fixture(file)));
    }
    const Inspected told({folder.path().string()});
    BOOST_TEST(told.kept.size() == files.size(), files.front());
    BOOST_TEST(told.passed_over.empty(), files.front());
  }
}

BOOST_AUTO_TEST_CASE(what_the_user_names_is_read) {
  const auto both = fixture("twins/ctest-dashboard");
  const Inspected named({both + "/Test.xml", both + "/junit.xml"});
  BOOST_TEST(named.kept.size() == 2U);
  // One that was named stays, and the other one is still the same.
  const Inspected one_named({both + "/junit.xml", both});
  BOOST_TEST(one_named.kept == Sources{"junit.xml"}, boost::test_tools::per_element());
  BOOST_TEST(one_named.passed_over == Sources{"Test.xml"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_note_says_which_report_holds_the_results) {
  Program ptimport;
  ptimport({"inspect", fixture("twins/ctest-dashboard")});
  BOOST_TEST(ptimport.told("passed over"), ptimport.err);
  BOOST_TEST(ptimport.told("its results are those of"), ptimport.err);
}

// What makes two reports those of one run, and what does not.

BOOST_AUTO_TEST_CASE(of_two_equal_reports_the_first_is_taken) {
  BOOST_TEST(
      passed_over(list(a_run("a.xml"), a_run("b.xml"))) == Sources{"b.xml"},
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(of_two_equal_reports_the_one_with_more_evidence_is_taken) {
  auto with_output = a_run("b.xml");
  with_output.results[1].make_evidence().out = "paid by card";
  BOOST_TEST(
      passed_over(list(a_run("a.xml"), std::move(with_output))) == Sources{"a.xml"},
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(the_tools_own_format_is_taken_although_it_comes_last) {
  BOOST_TEST(
      passed_over(list(a_run("a.xml"), a_run("b.xml", "nunit3"))) == Sources{"a.xml"},
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(a_part_of_another_report_is_passed_over_whatever_its_format) {
  auto part = a_run("b.xml", "nunit3");
  part.results.pop_back();
  BOOST_TEST(
      passed_over(list(a_run("a.xml"), std::move(part))) == Sources{"b.xml"},
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(one_result_more_than_the_other_and_one_less_keeps_both) {
  auto one = a_run("a.xml");
  by_hand::add(one, "shop.CartTest", "packs").duration = 5ms;
  auto other = a_run("b.xml");
  by_hand::add(other, "shop.CartTest", "wraps").duration = 5ms;
  BOOST_TEST(passed_over(list(std::move(one), std::move(other))).empty());
}

BOOST_AUTO_TEST_CASE(several_reports_of_a_better_format_hold_a_twin_together) {
  auto first = a_run("first.xml", "nunit3");
  first.results.pop_back();
  auto second = a_run("second.xml", "nunit3");
  second.results.erase(second.results.begin(), second.results.begin() + 2);
  const auto reports = list(std::move(first), a_run("junit.xml"), std::move(second));
  const auto twins = find_twins(reports, {false, false, false});
  BOOST_TEST_REQUIRE(twins.size() == 1U);
  BOOST_TEST(twins.front().report == 1U);
  BOOST_TEST(
      twins.front().beside == (std::vector<std::size_t>{0, 2}), boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(a_twin_is_told_with_the_report_that_is_read_in_the_end) {
  auto larger = a_run("c.xml");
  by_hand::add(larger, "shop.CartTest", "packs").duration = 5ms;
  auto largest = a_run("d.xml");
  by_hand::add(largest, "shop.CartTest", "packs").duration = 5ms;
  by_hand::add(largest, "shop.CartTest", "wraps").duration = 6ms;
  const auto reports =
      list(a_run("a.xml", "nunit3"), a_run("b.xml"), std::move(larger), std::move(largest));
  for (const auto& twin : find_twins(reports, std::vector<bool>(4, false))) {
    BOOST_TEST(twin.beside == std::vector<std::size_t>{3}, boost::test_tools::per_element());
  }
  BOOST_TEST(
      passed_over(reports) == (Sources{"a.xml", "b.xml", "c.xml"}), boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(a_rerun_at_another_time_is_no_twin) {
  auto rerun = a_run("b.xml");
  rerun.suites.front().start = parsers::StartTime{morning + 1min, {}};
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(rerun))).empty());
  auto later = a_run("b.xml", "nunit3");
  later.suites.front().start = parsers::StartTime{morning + 1min, {}};
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(later))).empty());
}

BOOST_AUTO_TEST_CASE(a_zone_that_only_one_report_writes_makes_no_other_time) {
  auto zoned = a_run("b.xml", "nunit3");
  zoned.suites.front().start = parsers::StartTime{morning + 5h + 30min, 5h + 30min};
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(zoned))).size() == 1U);
  auto other = a_run("b.xml", "nunit3");
  other.suites.front().start = parsers::StartTime{morning + 5h + 38min, 5h + 30min};
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(other))).empty());
}

BOOST_AUTO_TEST_CASE(two_browsers_with_other_durations_are_no_twins) {
  auto firefox = a_run("firefox.xml");
  firefox.results[1].duration = 119ms;
  BOOST_TEST(passed_over(list(a_run("chrome.xml"), std::move(firefox))).empty());
}

BOOST_AUTO_TEST_CASE(another_status_message_or_parameter_is_no_twin) {
  auto passing = a_run("b.xml");
  passing.results[2].status = parsers::Status::passed;
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(passing))).empty());
  auto other_reason = a_run("b.xml");
  other_reason.results[2].make_evidence().message = "no driver";
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(other_reason))).empty());
  auto elsewhere = a_run("b.xml", "nunit3");
  elsewhere.results[2].make_evidence().message = "no driver";
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(elsewhere))).empty());
  auto parameter = a_run("b.xml");
  parameter.results[0].parameters = "firefox";
  BOOST_TEST(passed_over(list(a_run("a.xml"), std::move(parameter))).empty());
}

BOOST_AUTO_TEST_CASE(another_host_or_property_is_no_twin) {
  auto here = a_run("a.xml");
  here.suites.front().host = "linux-1";
  here.suites.front().properties.push_back({"browser", "chrome"});
  auto there = a_run("b.xml");
  there.suites.front().host = "linux-2";
  BOOST_TEST(passed_over(list(std::move(here), std::move(there))).empty());
  auto chrome = a_run("a.xml");
  chrome.suites.front().properties.push_back({"browser", "chrome"});
  auto firefox = a_run("b.xml");
  firefox.suites.front().properties.push_back({"browser", "firefox"});
  BOOST_TEST(passed_over(list(std::move(chrome), std::move(firefox))).empty());
}

BOOST_AUTO_TEST_CASE(nothing_but_equal_names_is_no_proof) {
  const auto timeless = [](std::string source) {
    auto report = a_run(std::move(source));
    report.suites.front().start.reset();
    for (auto& result : report.results) {
      result.duration = 0ms;
    }
    return report;
  };
  BOOST_TEST(passed_over(list(timeless("chrome/r.xml"), timeless("firefox/r.xml"))).empty());
}

BOOST_AUTO_TEST_CASE(durations_that_another_run_would_repeat_are_no_proof) {
  const auto with_durations = [](std::string source, std::vector<parsers::Duration> durations) {
    auto report = a_run(std::move(source));
    for (std::size_t i = 0; i < durations.size(); ++i) {
      report.results[i].duration = durations[i];
    }
    return report;
  };
  const auto kept = [&](bool started, const std::vector<parsers::Duration>& durations) {
    auto chrome = with_durations("chrome/r.xml", durations);
    auto firefox = with_durations("firefox/r.xml", durations);
    if (!started) {
      chrome.suites.front().start.reset();
      firefox.suites.front().start.reset();
    }
    return passed_over(list(std::move(chrome), std::move(firefox))).empty();
  };
  BOOST_TEST(kept(false, {10s, 20s, 31s}), "whole seconds");
  BOOST_TEST(kept(false, {10ms, 20ms, 900ms}), "one digit, and zeros");
  BOOST_TEST(kept(false, {1003ms, 2004ms, 1ms}), "tests that wait for a second or two");
  BOOST_TEST(kept(true, {1ms, 2ms, 3ms}), "fast tests, begun in the same second");
  BOOST_TEST(!kept(true, {31ms, 118ms, 7ms}), "enough of them");
}

BOOST_AUTO_TEST_CASE(a_start_that_stands_for_none_is_no_proof) {
  const auto at_the_epoch = [](std::string source) {
    auto report = a_run(std::move(source));
    report.suites.front().start = parsers::StartTime{std::chrono::local_days() + 1ms, {}};
    for (auto& result : report.results) {
      result.duration = 0ms;
    }
    return report;
  };
  BOOST_TEST(passed_over(list(at_the_epoch("chrome/r.xml"), at_the_epoch("firefox/r.xml"))).empty()
  );
}

BOOST_AUTO_TEST_CASE(what_proves_nothing_itself_is_proved_by_the_rest_of_its_folder) {
  auto all = a_run("all.xml");
  by_hand::add(all, "shop.CartTest", "wraps").duration = 0ms;
  by_hand::add(all, "shop.CartTest", "wraps").duration = 0ms;
  const auto quick = [](std::string source) {
    auto report = by_hand::report(std::move(source));
    report.format = "junit";
    report.suites.front().name = "shop.CartTest";
    by_hand::add(report, "shop.CartTest", "wraps").duration = 0ms;
    return report;
  };
  const auto reports =
      list(std::move(all), quick("parts/a.xml"), a_run("parts/b.xml"), quick("elsewhere/c.xml"));
  BOOST_TEST(
      passed_over(reports) == (Sources{"parts/a.xml", "parts/b.xml"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(thousands_of_cases_of_one_test_are_found_in_a_copy) {
  const auto table = [](std::string source) {
    auto report = a_run(std::move(source));
    for (int i = 0; i < 5'000; ++i) {
      by_hand::add(report, "shop.CartTest", "prices").duration = std::chrono::milliseconds(i % 977);
    }
    return report;
  };
  BOOST_TEST(passed_over(list(table("a.xml"), table("b.xml"))).size() == 1U);
}

BOOST_AUTO_TEST_CASE(hundreds_of_reports_of_one_suite_are_looked_through_at_once) {
  for (const bool started : {false, true}) {
    std::vector<parsers::Report> reports;
    for (int i = 0; i < 150; ++i) {
      auto report = by_hand::report(fmt::format("{}/r.xml", i));
      report.format = "junit";
      if (started) {
        report.suites.front().start = parsers::StartTime{morning, {}};
      }
      for (const auto* name : {"adds", "pays"}) {
        for (int repeated = 0; repeated < 50; ++repeated) {
          by_hand::add(report, "shop.CartTest", name).duration = 0ms;
        }
      }
      reports.push_back(std::move(report));
    }
    const auto begin = std::clock();
    BOOST_TEST(passed_over(reports).empty());
    // 22,500 pairs of 100 results each took half a minute of the processor.
    BOOST_TEST((std::clock() - begin) / CLOCKS_PER_SEC < 12);
  }
}

BOOST_AUTO_TEST_CASE(a_result_stands_for_one_other_only) {
  auto twice = a_run("b.xml");
  by_hand::add(twice, "shop.CartTest", "adds").duration = 31ms;
  by_hand::add(twice, "shop.CartTest", "adds").duration = 31ms;
  // Three results called "adds" are not in the report that has one; the other way round, they are.
  const auto reports = list(a_run("a.xml"), std::move(twice));
  BOOST_TEST(passed_over(reports) == Sources{"a.xml"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(class_names_may_be_written_in_the_formats_own_ways) {
  auto native = by_hand::report("b.xml");
  native.format = "nunit3";
  native.suites.front().start = parsers::StartTime{morning, {}};
  by_hand::add(native, "shop.CartTest", "shop.CartTest.adds").duration = 31ms;
  by_hand::add(native, "CartTest", "pays").duration = 118ms;
  by_hand::add(native, "", "ships", parsers::Status::errored).duration = 8ms;
  BOOST_TEST(
      passed_over(list(a_run("a.xml"), std::move(native))) == Sources{"a.xml"},
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(a_report_of_a_failed_run_is_never_passed_over_for_one_of_a_good_run) {
  auto failed = a_run("b.xml");
  failed.run_errors.push_back({{}, "the grid is gone", {}, 1});
  const auto reports = list(a_run("a.xml"), std::move(failed));
  BOOST_TEST(passed_over(reports) == Sources{"a.xml"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
