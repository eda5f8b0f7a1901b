#include "parsers/split_parameters.hpp"

#include "parsers/read_report.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(splitting_parameters)

namespace {

constexpr parsers::SplitRules all{true, true, true};

/// "name | parameters", or the name alone.
std::string split(std::string_view whole, const parsers::SplitRules& rules = all) {
  const auto parts = parsers::split_name(whole, rules);
  return parts.parameters.empty() ? std::string(parts.name)
                                  : std::string(parts.name) + " | " + std::string(parts.parameters);
}

parsers::Report read(const std::string& cases) {
  return parsers::read_report("r.xml", "<testsuite name='s'>" + cases + "</testsuite>");
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_in_the_brackets_behind_a_name_are_its_parameters) {
  BOOST_TEST(split("pays[chrome-en]") == "pays | chrome-en");
  BOOST_TEST(split("pays(1, \"a\")") == "pays | 1, \"a\"");
  BOOST_TEST(split("Adds/3") == "Adds | 3");
  BOOST_TEST(split("TestSum/negative_numbers") == "TestSum | negative_numbers");
  BOOST_TEST(split("  pays[en]  ") == "pays | en");
}

BOOST_AUTO_TEST_CASE(each_rule_splits_its_own_form_only) {
  const parsers::SplitRules brackets{true, false, false};
  BOOST_TEST(split("pays[en]", brackets) == "pays | en");
  BOOST_TEST(split("pays(en)", brackets) == "pays(en)");
  BOOST_TEST(split("pays/3", brackets) == "pays/3");
  BOOST_TEST(split("pays[en]", {false, true, true}) == "pays[en]");
  BOOST_TEST(split("pays[en]", {}) == "pays[en]");
}

BOOST_AUTO_TEST_CASE(brackets_and_quotes_in_the_values_are_minded) {
  BOOST_TEST(split("pays[a[0]-b[1]]") == "pays | a[0]-b[1]");
  BOOST_TEST(split("pays((1, 2), 3)") == "pays | (1, 2), 3");
  BOOST_TEST(split("pays(\")\", 2)") == "pays | \")\", 2");
  BOOST_TEST(split("pays('a)', \"say \\\")\\\"\")") == "pays | 'a)', \"say \\\")\\\"\"");
  BOOST_TEST(split("pays[it's]") == "pays | it's");
  BOOST_TEST(split("pays[:(]") == "pays | :(");
  BOOST_TEST(split("pays[5\" mug]") == "pays | 5\" mug");
}

BOOST_AUTO_TEST_CASE(of_a_signature_and_an_index_the_index_is_the_parameter) {
  BOOST_TEST(split("add(int, int)[1]") == "add(int, int) | 1");
  BOOST_TEST(split("add(int[], int)[1]") == "add(int[], int) | 1");
  BOOST_TEST(split("add(int, int)[1]", {false, true, false}) == "add(int, int)[1]");
}

BOOST_AUTO_TEST_CASE(what_is_not_sure_stays_whole) {
  for (const auto* name :
       {"pays()",
        "pays( )",
        "pays[]",
        "[1] a, b",
        "[1]",
        "(a)",
        "pays[a]b]",
        "pays[a[b]",
        "pays[1][2]",
        "pays(1)(2)",
        "pays by card (as admin)",
        "a :)",
        "pays",
        "",
        "/users/3",
        "GET /users/3",
        "3/4",
        "http://shop/3",
        "Adds/",
        "Adds//3"}) {
    BOOST_TEST(split(name) == name);
  }
}

BOOST_AUTO_TEST_CASE(the_results_of_a_report_get_name_and_parameters) {
  auto report = read("<testcase name='pays[en]'/><testcase name='pays[de]'/><testcase name='x'/>");
  parsers::split_parameters(report, all);
  BOOST_TEST(report.results.at(0).name == "pays");
  BOOST_TEST(report.results[0].parameters == "en");
  BOOST_TEST(report.results[1].name == "pays");
  BOOST_TEST(report.results[1].parameters == "de");
  BOOST_TEST(report.results[2].name == "x");
  BOOST_TEST(report.results[2].parameters.empty());
}

BOOST_AUTO_TEST_CASE(two_executions_of_one_test_are_split_alike) {
  auto report = read("<testcase name='pays[en]'/><testcase name='pays[en]'/>");
  parsers::split_parameters(report, all);
  BOOST_TEST(report.results.at(0).parameters == "en");
  BOOST_TEST(report.results.at(1).parameters == "en");
}

BOOST_AUTO_TEST_CASE(two_tests_that_would_be_called_alike_stay_whole) {
  auto report = read(
      "<testcase name='pays[1]'/><testcase name='pays(1)'/><testcase name='pays/2'/>"
      "<testcase name='pays[1]' classname='Other'/>"
  );
  parsers::split_parameters(report, all);
  BOOST_TEST(report.results.at(0).name == "pays[1]");
  BOOST_TEST(report.results[1].name == "pays(1)");
  BOOST_TEST(report.results[2].name == "pays");
  BOOST_TEST(report.results[3].name == "pays");
}

BOOST_AUTO_TEST_CASE(without_a_rule_nothing_changes) {
  auto report = read("<testcase name='pays[1]'/>");
  parsers::split_parameters(report, {});
  BOOST_TEST(report.results.at(0).name == "pays[1]");
}

BOOST_AUTO_TEST_SUITE_END()
