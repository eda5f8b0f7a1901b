#include "parsers/mask_rules.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

using namespace parsers;

BOOST_AUTO_TEST_SUITE(mask)

namespace {

Report read(const std::string& inside, const MaskRules& rules = {}) {
  ReadOptions options;
  options.mask = rules;
  return read_report(
      "r.xml",
      "<testsuite name='s'>\n<testcase classname='a.B' name='c'>" + inside +
          "</testcase></testsuite>",
      options
  );
}

bool holds(const Report& report, const std::string& text) {
  return pretty(to_json(report)).find(text) != std::string::npos;
}

std::string with_property(const std::string& name, const std::string& value) {
  return "<properties><property name='" + name + "' value='" + value + "'/></properties>";
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_property_that_sounds_secret_is_masked_wherever_its_value_stands) {
  const auto report = read(
      with_property("db.password", "hunter2") +
      "<failure message='m hunter2' type='T'>at hunter2</failure><system-out>o hunter2 hunter2"
      "</system-out><system-err>e hunter2</system-err>"
  );
  BOOST_TEST(!holds(report, "hunter2"));
  const auto& evidence = report.results.at(0).evidence();
  BOOST_TEST(evidence.properties.at(0).name == "db.password");
  BOOST_TEST(evidence.properties.at(0).value == "***");
  BOOST_TEST(evidence.message == "m ***");
  BOOST_TEST(evidence.out == "o *** ***");
  BOOST_TEST_REQUIRE(report.oddities.size() == 1U);
  BOOST_TEST(report.oddities[0].report_line == 2U);
  BOOST_TEST(report.oddities[0].what.ends_with("masked: 1"));
}

BOOST_AUTO_TEST_CASE(a_report_without_secrets_is_as_it_was) {
  const auto report =
      read(with_property("browser", "firefox") + "<system-out>password=x</system-out>");
  BOOST_TEST(holds(report, "firefox"));
  BOOST_TEST(holds(report, "password=x"));
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(short_and_common_values_are_masked_in_their_own_place_only) {
  for (const std::string value : {"abc", "true", "none"}) {
    const auto report =
        read(with_property("token", value) + "<system-out>o " + value + "</system-out>");
    BOOST_TEST(report.results.at(0).evidence().properties.at(0).value == "***");
    BOOST_TEST(report.results.at(0).evidence().out == "o " + value);
  }
}

BOOST_AUTO_TEST_CASE(names_of_tests_stay_as_tests_are_found_by_them) {
  const auto report = read_report(
      "r.xml",
      "<testsuite name='hunter2'><properties><property name='password' "
      "value='hunter2'/></properties>"
      "<testcase classname='hunter2' name='hunter2'/></testsuite>"
  );
  BOOST_TEST(report.results.at(0).name == "hunter2");
  BOOST_TEST(report.results.at(0).class_name == "hunter2");
  BOOST_TEST(report.suites.at(report.results[0].suite).properties.at(0).value == "***");
}

BOOST_AUTO_TEST_CASE(patterns_add_names_in_any_case) {
  MaskRules rules;
  rules.patterns = {"sess*", "cust?mer"};
  BOOST_TEST(rules.cover("SessionId"));
  BOOST_TEST(rules.cover("CUSTOMER"));
  BOOST_TEST(rules.cover("password"));
  BOOST_TEST(!rules.cover("mysession"));
  BOOST_TEST(!holds(read(with_property("SessionId", "4711-abc"), rules), "4711-abc"));
}

BOOST_AUTO_TEST_CASE(without_masking_all_stays) {
  MaskRules rules;
  rules.none = true;
  const auto report = read(with_property("password", "hunter2"), rules);
  BOOST_TEST(holds(report, "hunter2"));
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(the_key_of_a_ticket_is_no_secret) {
  for (const auto* name : {"test_key", "testKey", "issue-key", "requirement.key", "PROJECT_KEY"}) {
    BOOST_TEST(!sounds_secret(name), name);
  }
  for (const auto* name : {"api_key", "key", "testApiKey", "key_of_test"}) {
    BOOST_TEST(sounds_secret(name), name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
