#include "importer/import_values.hpp"
#include "importer/error.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>
#include <vector>

using importer::SetWithoutValue;
using importer::UsageError;

BOOST_AUTO_TEST_SUITE(import_values)

namespace {

using Arguments = std::vector<std::string>;

const std::map<std::string, std::string> variables{
    {"BUILD_TAG", "jenkins-shop-42"},
    {"BUILD_NUMBER", "42"},
    {"OS", "Linux {x86}"},
    {"EMPTY", ""},
    {"BROKEN", "\xff"},
    {"PRACTITEST_TOKEN", "a-secret"}};

Arguments filled(
    const Arguments& arguments, SetWithoutValue set_without_value = SetWithoutValue::refused
) {
  const auto environment = [](const char* name) {
    const auto found = variables.find(name);
    return found == variables.end() ? std::nullopt : std::optional(found->second);
  };
  // Noon in UTC, and the same day in most time zones.
  const std::chrono::system_clock::time_point noon{
      std::chrono::sys_days(std::chrono::year_month_day{
          std::chrono::year(2026), std::chrono::month(11), std::chrono::day(28)})};
  return importer::with_import_values(
      arguments, environment, noon + std::chrono::hours(12), set_without_value
  );
}

std::string refusal(const std::string& argument) {
  try {
    filled({argument});
  } catch (const UsageError& error) {
    return error.what();
  }
  return "";
}

}  // namespace

BOOST_AUTO_TEST_CASE(set_and_fields_say_what_the_build_says) {
  const Arguments given{
      "--set",
      "Nightly {date} #{ci.build}",
      "--run-field=Build={ci.build}",
      "--test-field",
      "Browser={property:browser} on {env:OS}",
      "--set-field=version={{1}}",
      "--test-name={name}",
      "r.xml",
      "--",
      "--set={date}"};
  const Arguments expected{
      "--set",
      "Nightly 2026-11-28 #42",
      "--run-field=Build=42",
      "--test-field",
      "Browser={property:browser} on Linux {{x86}}",
      "--set-field=version={{1}}",
      "--test-name={name}",
      "r.xml",
      "--",
      "--set={date}"};
  BOOST_TEST(filled(given) == expected, boost::test_tools::per_element());
  // What was filled once says the same when it is read again.
  BOOST_TEST(filled(expected) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(who_only_looks_at_options_leaves_out_a_set_that_only_a_build_can_name) {
  const auto looked_at = [](const Arguments& given) {
    return filled(given, SetWithoutValue::left_out);
  };
  const Arguments others{"--project=42", "r.xml"};
  for (const Arguments& set :
       {Arguments{"--set=Shop {ci.branch}"}, {"--set", "Shop {ci.branch}"}}) {
    auto given = set;
    given.insert(given.end(), others.begin(), others.end());
    BOOST_TEST(looked_at(given) == others, boost::test_tools::per_element());
  }
  BOOST_TEST(looked_at({"--set=Shop #{ci.build}"}).front() == "--set=Shop #42");
  BOOST_CHECK_THROW(looked_at({"--set=a {ci.bild}"}), UsageError);
}

BOOST_AUTO_TEST_CASE(a_field_without_a_value_becomes_an_empty_one) {
  BOOST_TEST(filled({"--run-field=Branch={ci.branch}"}).front() == "--run-field=Branch=");
  BOOST_TEST(filled({"--run-field=X=in {env:EMPTY} of {name}"}).front() == "--run-field=X=");
}

BOOST_AUTO_TEST_CASE(what_results_say_in_the_name_of_the_set_is_left_for_them) {
  BOOST_TEST(
      filled({"--set={suite} of {env:BUILD_TAG}"}).front() == "--set={suite} of jenkins-shop-42"
  );
}

BOOST_AUTO_TEST_CASE(what_cannot_be_filled_is_refused_with_what_to_do) {
  BOOST_TEST(
      refusal("--set=Nightly {ci.branch}") ==
      "--set 'Nightly {ci.branch}' asks for what has no value here: {env:NAME} needs the variable "
      "NAME, and {ci.…} a CI system that ptimport knows and that tells it (docs/fields.md)"
  );
  BOOST_TEST(
      refusal("--set=a {ci.bild}") ==
      "--set 'a {ci.bild}' holds {ci.bild}, which is unknown: did you mean {ci.build}? (a brace "
      "itself is {{ or }})"
  );
  BOOST_TEST(refusal("--set={tag}").starts_with("--set '{tag}' holds {tag}, which is unknown"));
  BOOST_TEST(refusal("--set-field=version={name}").find("which is unknown") != std::string::npos);
  BOOST_TEST(
      refusal("--run-field=Build={env:BROKEN}") ==
      "--run-field Build asks for {env:BROKEN}, whose value is no text in UTF-8, which is all that "
      "PractiTest takes"
  );
}

BOOST_AUTO_TEST_CASE(no_secret_goes_into_practitest) {
  for (const std::string name : {"PRACTITEST_TOKEN", "DB_PASSWORD", "AWS_SECRET_ACCESS_KEY"}) {
    const auto why = refusal("--run-field=Build={env:" + name + "}");
    BOOST_TEST(
        why.starts_with("--run-field Build asks for the variable " + name + ", which sounds as if ")
    );
    BOOST_TEST(why.find("a-secret") == std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
