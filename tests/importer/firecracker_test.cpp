#include "importer/firecracker.hpp"
#include "importer/error.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>

using importer::Grain;
using importer::template_of_expression;
using importer::translate_firecracker;
using importer::Translated;
using importer::UsageError;

BOOST_AUTO_TEST_SUITE(firecracker)

namespace {

Translated translated(const std::string& json) { return translate_firecracker(json, "fc.json"); }

/// What an option of ours becomes; empty when it is not given.
std::string value_of(const Translated& translated, const std::string& option) {
  const auto found =
      std::ranges::find(translated.options, option, [](const auto& given) { return given.first; });
  return found == translated.options.end() ? "" : found->second;
}

/// Why a key of theirs was left; empty when it was not.
std::string why_left(const Translated& translated, const std::string& key) {
  const auto found = std::ranges::find(translated.left, key, &Translated::Left::key);
  return found == translated.left.end() ? "" : found->why;
}

std::string refusal(const std::string& expression) {
  try {
    template_of_expression(expression, Grain::result);
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

void check_left(const Translated& result, const std::string& key, const std::string& words) {
  const auto why = why_left(result, key);
  BOOST_TEST((why.find(words) != why.npos), key << ": " << why);
}

}  // namespace

BOOST_AUTO_TEST_CASE(what_both_have_is_taken_over) {
  const auto result = translated(R"json({
    "api-uri": "https://eu1-prod-api.practitest.app", "project-id": 42, "author-id": "7",
    "testset-name": "Nightly", "max-api-rate": 50, "test-case-as-pt-test-step": false,
    "pt-test-name": "(concat ?full-class-name \": \" ?test-case-name)",
    "display-action-logs": true})json");
  BOOST_TEST(value_of(result, "region") == "eu");
  BOOST_TEST(value_of(result, "project") == "42");
  BOOST_TEST(value_of(result, "author-id") == "7");
  BOOST_TEST(value_of(result, "set") == "Nightly");
  BOOST_TEST(value_of(result, "rate") == "50");
  BOOST_TEST(value_of(result, "test-name") == "{classname}: {name}");
  BOOST_TEST(value_of(result, "verbose") == "true");
  BOOST_TEST(result.left.empty());
}

BOOST_AUTO_TEST_CASE(a_token_is_not_taken_over) {
  const auto result = translated(R"({"api-token": "canary", "test-case-as-pt-test": true})");
  BOOST_TEST(result.options.empty());
  BOOST_TEST_REQUIRE(result.left.size() == 1U);
  check_left(result, "api-token", "PRACTITEST_TOKEN");
  check_left(result, "api-token", "replace it");
  BOOST_TEST((result.left[0].why.find("canary") == std::string::npos));
}

BOOST_AUTO_TEST_CASE(what_has_no_equivalent_is_told_with_the_reason) {
  const auto result = translated(R"({
    "multitestset": true, "pt-test-name": "?test-case-name", "use-test-step": true,
    "only-failed-steps": true, "test-case-as-pt-test-step": true, "shape": "round",
    "additional-test-fields": {"custom-fields": {}, "system-fields": {"run-status": "x"}},
    "additional-run-fields": {"custom-fields": {"---f-9": "?unknown"}, "system-fields": {}}})");
  check_left(result, "multitestset", "set = {suite}");
  check_left(result, "pt-test-name", "has {name}");
  check_left(result, "use-test-step", "not matched");
  check_left(result, "only-failed-steps", "not needed");
  check_left(result, "shape", "no option of FireCracker's");
  check_left(result, "additional-test-fields run-status", "no field that can be set here");
  check_left(result, "additional-run-fields ---f-9", "'?unknown' has no equivalent");
  BOOST_TEST(result.left.size() == 7U);
}

BOOST_AUTO_TEST_CASE(fields_are_templates_here) {
  const auto result = translated(R"json({
    "additional-test-fields": {"custom-fields": {"---f-123": "?class-name", "---f-124": ""},
                               "system-fields": {"version": "1.2 {beta}", "assigned-to-id": 5}},
    "additional-run-fields": {"custom-fields": {"---f-9": "(concat ?package-name \"!\")"}}})json");
  BOOST_TEST(result.left.empty());
  std::vector<std::string> fields;
  for (const auto& [name, value] : result.options) {
    if (name.ends_with("-field")) {
      fields.push_back(name + " " + value);
    }
  }
  const std::vector<std::string> expected{
      "test-field ---f-123={class}",
      "test-field version=1.2 {{beta}}",
      "test-field assigned-to=5",
      "run-field ---f-9={package}!"};
  BOOST_TEST(fields == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_says_nothing_is_not_spoken_of) {
  const auto result = translated(R"({
    "multitestset": false, "email": "", "sample": null, "test-case-as-pt-test-step": "false",
    "additional-testset-fields": {"custom-fields": {}, "system-fields": {}}})");
  BOOST_TEST(result.options.empty());
  BOOST_TEST(result.left.empty());
}

BOOST_AUTO_TEST_CASE(one_test_for_each_class_is_firecracker_s_default) {
  for (const auto* text :
       {"{}",
        R"({"test-case-as-pt-test-step": true, "pt-test-name": "?pt-test-name"})",
        R"({"pt-test-step-name": "?test-case-name"})"}) {
    const auto result = translated(text);
    BOOST_TEST(value_of(result, "granularity") == "class");
    BOOST_TEST(value_of(result, "test-name") == "{class}");
    BOOST_TEST(result.left.empty());
  }
  const auto named = translated(R"json({"pt-test-name": "(concat ?suite-name ?class-name)"})json");
  BOOST_TEST(value_of(named, "test-name") == "{suite}{class}");
  const auto by_case = translated(R"({"test-case-as-pt-test": true})");
  BOOST_TEST(by_case.options.empty());
  BOOST_TEST(by_case.left.empty());
}

BOOST_AUTO_TEST_CASE(a_set_has_one_name) {
  const auto result = translated(R"({"testset-name": "N", "testset-id": 5})");
  BOOST_TEST(value_of(result, "set") == "N");
  BOOST_TEST(value_of(result, "set-id") == "");
  check_left(result, "testset-id", "testset-name is taken");
  BOOST_TEST(value_of(translated(R"({"testset-id": 5})"), "set-id") == "5");
}

BOOST_AUTO_TEST_CASE(addresses_become_regions_or_stay) {
  const auto address = [](const std::string& uri) {
    return translated(R"({"api-uri": ")" + uri + R"("})");
  };
  BOOST_TEST(value_of(address("https://api.practitest.com/"), "region") == "us");
  BOOST_TEST(value_of(address("https://eu1-prod.practitest.app"), "region") == "eu");
  BOOST_TEST(
      value_of(address("https://gateway.example/pt"), "url") == "https://gateway.example/pt"
  );
  check_left(address("http://plain.example"), "api-uri", "no https:// address");
}

BOOST_AUTO_TEST_CASE(expressions_become_templates) {
  BOOST_TEST(template_of_expression("?test-case-name", Grain::result) == "{name}");
  BOOST_TEST(template_of_expression("?pt-name-combine", Grain::method) == "{class} - {name}");
  BOOST_TEST(
      template_of_expression(
          R"((concat "[" (join ?package-name) "] \"" ?test-case-name "\" {x}"))", Grain::result
      ) == R"([{package}] "{name}" {{x}})"
  );
}

BOOST_AUTO_TEST_CASE(expressions_without_an_equivalent_say_what_has_none) {
  const auto says = [](const std::string& expression, const std::string& words) {
    const auto why = refusal(expression);
    BOOST_TEST((why.find(words) != why.npos), expression << " -> " << why);
  };
  says("(join (capitalize (tokenize-class-name ?test-case-name)))", "'capitalize'");
  says("?outline-params-row", "'?outline-params-row'");
  says("(concat ?test-case-name", "not well-formed");
  says("?test-case-name)", "not well-formed");
  says("\"open", "not well-formed");
  says("", "not well-formed");
  says("?class-name", "lacks {name}");
}

BOOST_AUTO_TEST_CASE(what_is_no_configuration_is_refused) {
  for (const auto* text : {"", "[]", "{\"project-id\": ", "project=1"}) {
    BOOST_CHECK_THROW(translated(text), UsageError);
  }
}

BOOST_AUTO_TEST_SUITE_END()
