#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"
#include "tests/importer/program.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using importer::ExitCode;

namespace {

constexpr const char* a_report = R"(<testsuite name="Shop">
  <testcase classname="shop.Cart" name="adds" time="0.25"/>
  <testcase classname="shop.Cart" name="pays"><failure message="no bank"/></testcase>
</testsuite>)";

struct Inspecting {
  Folder folder;
  Program ptimport;

  bool shows(const std::string& words) const {
    return ptimport.out.find(words) != std::string::npos;
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(inspecting, Inspecting)

BOOST_AUTO_TEST_CASE(a_table_names_format_counts_and_each_result) {
  const auto code = ptimport({"inspect", folder.write("r.xml", a_report)});
  BOOST_TEST(code == ExitCode::ok);
  BOOST_TEST(shows("junit: 1 passed, 1 failed"), ptimport.out);
  BOOST_TEST(shows("0.250 s  Shop / shop.Cart.adds"), ptimport.out);
  BOOST_TEST(shows("no bank"), ptimport.out);
  BOOST_TEST(ptimport.err.empty(), ptimport.err);
}

BOOST_AUTO_TEST_CASE(json_is_the_normalised_model) {
  ptimport({"inspect", "--format", "json", folder.write("r.xml", a_report)});
  const auto told = boost::json::parse(ptimport.out);
  const auto& results = told.at("reports").at(0).at("suites").at(0).at("results").as_array();
  BOOST_TEST(results.size() == 2U);
  BOOST_TEST(results.at(1).at("status").as_string() == "failed");
  BOOST_TEST(told.at("unreadable").as_array().empty());
}

BOOST_AUTO_TEST_CASE(ctrf_and_junit_are_for_other_tools) {
  const auto report = folder.write("r.xml", a_report);
  ptimport({"inspect", "--format", "ctrf", report});
  BOOST_TEST(boost::json::parse(ptimport.out).at("reportFormat").as_string() == "CTRF");
  ptimport({"inspect", "--format", "junit", report});
  BOOST_TEST(ptimport.out.starts_with("<?xml"));
  const auto again = ptimport.out;
  BOOST_TEST(ptimport({"inspect", "-"}, again) == ExitCode::ok);
  BOOST_TEST(shows("1 passed, 1 failed"), ptimport.out);
}

BOOST_AUTO_TEST_CASE(check_tells_only_what_is_odd_with_its_place_and_what_was_done) {
  const auto report = folder.write(
      "odd.xml", "<testsuite name='s' tests='7'>\n  <testcase name='a' time='fast'/></testsuite>"
  );
  BOOST_TEST(ptimport({"inspect", "--check", report}) == ExitCode::ok);
  BOOST_TEST(shows("odd.xml:2:22: durations "), ptimport.out);
  BOOST_TEST(shows("left out: 1\n"), ptimport.out);
  BOOST_TEST(shows("odd.xml:1:1: suites "), ptimport.out);
  BOOST_TEST(!shows("passed"), ptimport.out);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_told_and_the_rest_is_shown) {
  const auto good = folder.write("a.xml", a_report);
  const auto cut = folder.write("b.xml", "<testsuite name='s'><testcase");
  BOOST_TEST(ptimport({"inspect", good, cut, folder / "c.xml"}) == ExitCode::not_all);
  BOOST_TEST(shows("1 passed, 1 failed"));
  BOOST_TEST(ptimport.told("b.xml:1:"), ptimport.err);
  BOOST_TEST(ptimport.told("c.xml: no such file"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(nothing_to_show_is_an_error_of_its_own) {
  BOOST_TEST(ptimport({"inspect", folder.path().string()}) == ExitCode::no_results);
  BOOST_TEST(ptimport.told("no report could be read"), ptimport.err);
  BOOST_TEST(ptimport({"inspect"}) == ExitCode::usage);
  BOOST_TEST(ptimport({"inspect", "--format", "yaml", "x.xml"}) == ExitCode::usage);
}

BOOST_AUTO_TEST_CASE(a_result_without_a_name_is_shown_as_the_import_would_name_it) {
  ptimport({"inspect", folder.write("r.xml", "<testsuite name='Shop'><testcase/></testsuite>")});
  BOOST_TEST(shows("Shop / Shop\n"), ptimport.out);
  ptimport({"inspect", folder.write("r.xml", "<testsuite><testcase/></testsuite>")});
  BOOST_TEST(shows("  r.xml\n"), ptimport.out);
}

BOOST_AUTO_TEST_CASE(a_report_that_only_names_others_holds_no_result) {
  const auto parts = std::string(FIXTURES_DIR) + "/testng/testng-parts-run.xml";
  BOOST_TEST(ptimport({"inspect", parts}) == ExitCode::no_results);
  BOOST_TEST(ptimport.told("hold no result"), ptimport.err);
}

BOOST_AUTO_TEST_CASE(a_crashed_run_is_no_success) {
  const auto crashed = folder.write("r.xml", "<testsuite name='Shop' tests='3' errors='1'/>");
  BOOST_TEST(ptimport({"inspect", crashed}) == ExitCode::not_all);
  BOOST_TEST(shows("the run itself failed"), ptimport.out);
}

BOOST_AUTO_TEST_SUITE_END()
