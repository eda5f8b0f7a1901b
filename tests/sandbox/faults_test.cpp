#include "sandbox/faults.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

using sandbox::Effect;
using sandbox::Faults;
using sandbox::fits;

BOOST_AUTO_TEST_SUITE(faults)

namespace {

Effect first_effect(const std::string& rule) { return Faults({rule}).on("POST", "runs.json", ""); }

// Which of the first ten calls the rule meets with its 500.
std::vector<int> met_by(const std::string& which) {
  Faults faults({"POST runs.json " + which + ": 500"});
  std::vector<int> met;
  for (int number = 1; number <= 10; ++number) {
    if (faults.on("POST", "runs.json", "").code) {
      met.push_back(number);
    }
  }
  return met;
}

struct Bad {
  std::string rule;
  std::string why;
};
std::ostream& operator<<(std::ostream& stream, const Bad& bad) { return stream << bad.rule; }

const std::vector<Bad> bad_rules = {
    {"", "the method is missing"},
    {"FETCH runs.json: drop", "\"FETCH\" is none of GET, POST, PUT, *"},
    {"POST", "the resource is missing"},
    {"POST runs.json:", "an effect is missing"},
    {"POST runs.json: explode", "there is no effect \"explode\""},
    {"POST runs.json #0: drop", "calls are counted from 1, the first of a range comes first"},
    {"POST runs.json #4-2: drop", "calls are counted from 1, the first of a range comes first"},
    {"POST runs.json #x: drop", "# must be a number, not \"x\""},
    {"POST runs.json every 0: drop", "every 0 is never"},
    {"POST runs.json: 999", "999 is no HTTP status"},
    {"POST runs.json: delay soon", "the delay must be a number, not \"soon\""},
    {"POST runs.json: delay", "the delay is missing"},
    {"POST runs.json: 429 retry-after", "retry-after is missing"},
    {"POST runs.json: reject run 1", "only an instance, a test, a set or a name can be rejected"},
    {"POST runs.json: limit", "the limit is missing"},
    {"POST runs.json: limit 1k", "the limit must be a number, not \"1k\""},
    {"POST runs.json: drop now", "\"now\" is not expected there"},
    {"POST runs.json: drop,", "an effect is missing"},
};

constexpr const char* batch =
    R"({"data":[{"attributes":{"instance-id":3}},{"attributes":{"instance-id":"17"}}]})";

}  // namespace

BOOST_AUTO_TEST_CASE(patterns_stand_for_parts_of_a_resource) {
  BOOST_TEST(fits("*", "sets/1/clone.json"));
  BOOST_TEST(fits("sets/*/clone.json", "sets/1/clone.json"));
  BOOST_TEST(fits("runs.json", "runs.json"));
  BOOST_TEST(fits("*s.json", "runs.json"));
  BOOST_TEST(!fits("*.json", "runs/auto_create.json"));
  BOOST_TEST(!fits("runs.json", "runs.jsonx"));
  BOOST_TEST(!fits("runs", "runs.json"));
  BOOST_TEST(!fits("sets/*", "sets/1/clone.json"));
  BOOST_TEST(fits("sets/*", "sets/1.json"));
}

BOOST_AUTO_TEST_CASE(calls_are_chosen_by_number) {
  const auto each = boost::test_tools::per_element();
  BOOST_TEST(met_by("#2") == (std::vector<int>{2}), each);
  BOOST_TEST(met_by("#2-4") == (std::vector<int>{2, 3, 4}), each);
  BOOST_TEST(met_by("#9+") == (std::vector<int>{9, 10}), each);
  BOOST_TEST(met_by("every 4") == (std::vector<int>{4, 8}), each);
  BOOST_TEST(met_by("").size() == 10);
}

BOOST_AUTO_TEST_CASE(only_fitting_calls_are_counted) {
  Faults faults({"POST runs.json #2: 500"});
  BOOST_TEST(!faults.on("POST", "runs.json", "").code);
  BOOST_TEST(!faults.on("GET", "runs.json", "").code);
  BOOST_TEST(!faults.on("POST", "sets.json", "").code);
  BOOST_TEST(faults.on("POST", "runs.json", "").code.value() == 500);
}

BOOST_AUTO_TEST_CASE(a_code_comes_before_or_after_the_call_is_carried_out) {
  BOOST_TEST(!first_effect("POST runs.json: 502").carry_out);
  BOOST_TEST(!first_effect("POST runs.json: 502 before").carry_out);
  BOOST_TEST(first_effect("POST runs.json: 502 after").carry_out);
  BOOST_TEST(first_effect("POST runs.json: 429 retry-after 7").retry_after.value() == 7);
  BOOST_TEST(!first_effect("POST runs.json: 429").retry_after);
}

BOOST_AUTO_TEST_CASE(a_dropped_connection_comes_before_or_after_too) {
  const auto before = first_effect("POST runs.json: drop");
  BOOST_TEST(before.drop);
  BOOST_TEST(!before.carry_out);
  const auto after = first_effect("POST runs.json drop after");
  BOOST_TEST(after.drop);
  BOOST_TEST(after.carry_out);
}

BOOST_AUTO_TEST_CASE(effects_add_up) {
  const auto effect = first_effect("* *: delay 20, delay 30 after, cut");
  BOOST_TEST(effect.delay_before.count() == 20);
  BOOST_TEST(effect.delay_after.count() == 30);
  BOOST_TEST(effect.cut);

  Faults two({"POST *: 503", "* runs.json: 429, trickle"});
  const auto both = two.on("POST", "runs.json", "");
  BOOST_TEST(both.code.value() == 503);
  BOOST_TEST(both.trickle);
}

BOOST_AUTO_TEST_CASE(of_two_codes_the_first_brings_what_belongs_to_it) {
  Faults refused_first({"POST *: 429 retry-after 1", "POST runs.json: 502 late 50"});
  const auto refused = refused_first.on("POST", "runs.json", "");
  BOOST_TEST(refused.code.value() == 429);
  BOOST_TEST(refused.retry_after.value() == 1);
  BOOST_TEST(!refused.late);
  BOOST_TEST(!refused.carry_out);

  Faults late_first({"POST *: 502 late 50", "POST runs.json: 429 retry-after 1"});
  const auto late = late_first.on("POST", "runs.json", "");
  BOOST_TEST(late.code.value() == 502);
  BOOST_TEST(!late.retry_after);
  BOOST_TEST(late.late->count() == 50);
}

BOOST_AUTO_TEST_CASE(the_other_effects_leave_the_call_carried_out) {
  BOOST_TEST(first_effect("POST runs.json: html").html);
  BOOST_TEST(first_effect("POST runs.json: html").carry_out);
  BOOST_TEST(first_effect("POST runs.json: garbage").garbage);
  BOOST_TEST(first_effect("POST runs.json: close-idle 40").close_idle->count() == 40);
}

BOOST_AUTO_TEST_CASE(a_batch_is_rejected_for_one_of_its_elements) {
  Faults faults({"POST runs.json reject instance 17"});
  const auto met = faults.on("POST", "runs.json", batch);
  BOOST_TEST(met.rejected);
  BOOST_TEST(met.code.value() == 422);
  BOOST_TEST(!met.carry_out);
  BOOST_TEST(!faults.on("POST", "runs.json", R"({"data":{"attributes":{"instance-id":1}}})").code);
  BOOST_TEST(
      faults.on("POST", "runs.json", R"({"data":{"attributes":{"instance-id":17}}})")
          .code.value() == 422
  );
}

BOOST_AUTO_TEST_CASE(a_name_is_rejected_wherever_it_stands) {
  Faults faults({"POST *: reject name a::b, c"});
  BOOST_TEST(
      faults.on("POST", "tests.json", R"({"data":{"attributes":{"name":"a::b, c"}}})").rejected
  );
  BOOST_TEST(
      faults
          .on("POST", "runs/auto_create.json", R"({"data":{"test-attributes":{"name":"a::b, c"}}})")
          .rejected
  );
  BOOST_TEST(!faults.on("POST", "tests.json", R"({"data":{"attributes":{"name":"a"}}})").rejected);
  BOOST_TEST(!faults.on("POST", "tests.json", "not json").rejected);
}

BOOST_AUTO_TEST_CASE(a_limit_meets_only_larger_bodies) {
  Faults faults({"POST runs.json #2: limit 10"});
  BOOST_TEST(!faults.on("POST", "runs.json", std::string(11, ' ')).code);
  BOOST_TEST(!faults.on("POST", "runs.json", std::string(10, ' ')).code);
  const auto met = faults.on("POST", "runs.json", std::string(11, ' '));
  BOOST_TEST(met.code.value() == 413);
  BOOST_TEST(!met.carry_out);
}

BOOST_DATA_TEST_CASE(a_bad_rule_is_refused_with_its_reason, bad_rules, bad) {
  const auto right_words = [&](const std::runtime_error& error) {
    return error.what() == "fault rule \"" + bad.rule + "\": " + bad.why;
  };
  BOOST_CHECK_EXCEPTION(Faults({bad.rule}), std::runtime_error, right_words);
}

BOOST_AUTO_TEST_SUITE_END()
