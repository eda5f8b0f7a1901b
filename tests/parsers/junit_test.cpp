#include "parsers/read_report.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

/// The rules of JUnit that a reader of a summary relies on, one by one; whole reports are in
/// fixtures/junit.

BOOST_AUTO_TEST_SUITE(junit)

namespace {

using parsers::Status;

parsers::Report read(const std::string& xml) { return parsers::read_report("x.xml", xml); }

/// A suite of one case with these children.
parsers::Report read_case(const std::string& children, const std::string& attributes = "") {
  return read(
      "<testsuite><testcase name=\"t\" " + attributes + ">" + children + "</testcase></testsuite>"
  );
}

Status status_of(const std::string& children, const std::string& attributes = "") {
  const auto report = read_case(children, attributes);
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  return report.results[0].status;
}

}  // namespace

BOOST_AUTO_TEST_CASE(the_children_of_a_case_decide_its_status) {
  BOOST_TEST((status_of("") == Status::passed));
  BOOST_TEST((status_of("<failure/>") == Status::failed));
  BOOST_TEST((status_of("<error/>") == Status::errored));
  BOOST_TEST((status_of("<skipped/>") == Status::skipped));
  BOOST_TEST((status_of("<failure/><error/><skipped/>") == Status::errored));
  BOOST_TEST((status_of("<skipped/><failure/>") == Status::failed));
  BOOST_TEST((status_of("<system-err>x</system-err>") == Status::passed));
}

BOOST_AUTO_TEST_CASE(the_message_is_what_tells_the_failure) {
  const auto message_of = [](const std::string& children) {
    return std::string(read_case(children).results.at(0).evidence().message);
  };
  const std::string boost =
      "\nASSERTION FAILURE:\n- file   : a.cpp\n- line   : 3\n- message: check 1 == 2 has failed\n";
  BOOST_TEST(
      message_of("<failure message='failure'>" + boost + "</failure>") == "check 1 == 2 has failed"
  );
  BOOST_TEST(message_of("<failure message='failure'>\nsomething else</failure>") == "failure");
  BOOST_TEST(
      message_of("<error message='unexpected exception'>\nUNCAUGHT EXCEPTION:\n- file: a.cpp\n- "
                 "line: 3\n\n\n"
                 "EXCEPTION STACK TRACE: --------------\nstd::runtime_error: no stock\n----</error>"
      ) == "std::runtime_error: no stock"
  );
  BOOST_TEST(
      message_of("<failure>(in test file a.bats, line 1)\n  `[ 1 -eq 2 ]' failed\nout</failure>") ==
      "`[ 1 -eq 2 ]' failed"
  );
  BOOST_TEST(message_of("<failure>(in brackets)\nout</failure>") == "(in brackets)");
  BOOST_TEST(
      message_of(
          "<failure message='Failed'>=== RUN   TestA\n    a_test.go:3: too heavy\n--- FAIL: TestA"
          "</failure>"
      ) == "a_test.go:3: too heavy"
  );
  BOOST_TEST(message_of("<failure message='Failed'>--- FAIL: TestA</failure>") == "Failed");
  BOOST_TEST(
      message_of(
          "<skipped message='=== RUN   TestA&#10;    a_test.go:3: later&#10;--- SKIP: TestA'/>"
      ) == "a_test.go:3: later"
  );
}

BOOST_AUTO_TEST_CASE(playwrights_messages_are_no_places_and_its_reasons_are_annotations) {
  const auto report = read(
      "<testsuites id='' name=''><testsuite name='a.spec.ts'>"
      "<testcase name='A › b'><failure message='a.spec.ts:9:5 b' type='FAILURE'>\n"
      "  a.spec.ts:9:5 › A › b ───\n\n    Error: expect(1).toBe(2)\n</failure></testcase>"
      "<testcase name='A › c'><properties><property name='fixme' value='SHOP-1'/></properties>"
      "<skipped/></testcase></testsuite></testsuites>"
  );
  BOOST_TEST(report.results.at(0).evidence().message == "Error: expect(1).toBe(2)");
  BOOST_TEST(report.results.at(1).evidence().message == "SHOP-1");
}

BOOST_AUTO_TEST_CASE(a_go_package_without_tests_that_does_not_compile_is_an_error_of_the_run) {
  const std::string suite =
      "<testsuite tests='1' failures='0'><properties><property name='go.version' value='go1.19'/>"
      "</properties><testcase name='TestA'/></testsuite></testsuites>";
  const auto broken = read("<testsuites tests='1' failures='0' errors='2'>" + suite);
  BOOST_REQUIRE_EQUAL(broken.run_errors.size(), 1U);
  BOOST_TEST(broken.run_errors[0].message.starts_with("the summary counts 2 errors outside"));
  BOOST_TEST(read("<testsuites tests='1' failures='0' errors='0'>" + suite).run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_duration_may_be_hours_minutes_and_seconds) {
  const auto report = read_case("", "time='0:01:02.5'");
  BOOST_TEST((report.results.at(0).duration == parsers::Duration(62'500)));
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(a_failure_that_the_tool_excuses_is_a_skip) {
  BOOST_TEST((
      status_of("<skipped message='TEST_CASE tagged with !mayfail'/><failure/>") == Status::skipped
  ));
  BOOST_TEST((status_of("<skipped type='todo'/><failure/>") == Status::skipped));
}

BOOST_AUTO_TEST_CASE(a_ctest_that_could_not_run_is_blocked_and_not_skipped) {
  BOOST_TEST(
      (status_of("<skipped message='Unable to find executable'/>", "status='notrun'") ==
       Status::blocked)
  );
  BOOST_TEST(
      (status_of("<skipped message='SKIP_RETURN_CODE=77'/>", "status='notrun'") == Status::skipped)
  );
  BOOST_TEST((status_of("<skipped message='Unable to find executable'/>") == Status::skipped));
}

BOOST_AUTO_TEST_CASE(skips_that_testng_writes_as_errors_are_none) {
  BOOST_TEST((status_of("<error type='org.testng.SkipException'/>") == Status::skipped));
  BOOST_TEST(
      (status_of("<error type='java.lang.Throwable' "
                 "message='Method a() depends on not successfully finished methods'/>"
       ) == Status::blocked)
  );
  BOOST_TEST((status_of("<error type='java.lang.Throwable' message='x'/>") == Status::errored));
}

BOOST_AUTO_TEST_CASE(a_flaky_test_passed_after_its_earlier_attempts) {
  const auto report = read_case("<flakyFailure message='1'/><flakyError message='2'/>");
  BOOST_TEST((report.results[0].status == Status::passed));
  const auto& attempts = report.results[0].evidence().earlier_attempts;
  BOOST_REQUIRE_EQUAL(attempts.size(), 2U);
  BOOST_TEST(attempts[0].message == "1");
  BOOST_TEST((attempts[1].status == Status::errored));
  BOOST_TEST(!report.results[0].retried);
}

BOOST_AUTO_TEST_CASE(of_reruns_the_last_is_shown_and_the_first_failure_is_the_earliest_attempt) {
  const auto report = read_case(
      "<failure message='1'/><rerunFailure message='2'/><rerunFailure message='3'/>"
      "<system-out>out 1</system-out>"
  );
  const auto& evidence = report.results[0].evidence();
  BOOST_TEST((report.results[0].status == Status::failed));
  BOOST_TEST(evidence.message == "3");
  BOOST_REQUIRE_EQUAL(evidence.earlier_attempts.size(), 2U);
  BOOST_TEST(evidence.earlier_attempts[0].message == "1");
  BOOST_TEST(evidence.earlier_attempts[0].out == "out 1");
  BOOST_TEST(evidence.earlier_attempts[1].message == "2");
}

BOOST_AUTO_TEST_CASE(equal_names_alone_do_not_prove_a_retry) {
  const auto report =
      read("<testsuite><testcase name='t'><failure/></testcase><testcase name='t'/></testsuite>");
  BOOST_TEST(report.results.size() == 2U);
  BOOST_TEST(!report.results[0].retried);
}

BOOST_AUTO_TEST_CASE(suites_nest_to_any_depth_and_their_path_is_kept) {
  const auto report = read(
      "<testsuites><testsuite name='a'><testcase name='1'/><testsuite name=''>"
      "<testsuite name='b'><testcase name='2'/></testsuite></testsuite><testcase name='3'/>"
      "</testsuite></testsuites>"
  );
  BOOST_REQUIRE_EQUAL(report.results.size(), 3U);
  const std::vector<std::string_view> a_b{"a", "b"};
  BOOST_TEST(suite_path(report, report.results[1].suite) == a_b, boost::test_tools::per_element());
  BOOST_TEST(report.results[2].suite == 0U);
}

BOOST_AUTO_TEST_CASE(a_failure_of_a_suite_is_an_error_of_the_run) {
  const auto report = read("<testsuite name='s'>\n<error type='SetupError'/></testsuite>");
  BOOST_TEST(report.results.empty());
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(report.run_errors[0].message == "SetupError");
  BOOST_TEST(report.run_errors[0].report_line == 2U);
  BOOST_TEST((report.run_errors[0].suite == parsers::SuiteIndex{0}));
}

BOOST_AUTO_TEST_CASE(a_summary_without_its_cases_is_an_error_of_the_run) {
  BOOST_TEST(read("<testsuite tests='3'/>").run_errors.size() == 1U);
  BOOST_TEST(read("<testsuite failures='1'/>").run_errors.size() == 1U);
  BOOST_TEST(
      read("<testsuites tests='3'><testsuite tests='3'/></testsuites>").run_errors.size() == 1U
  );
  BOOST_TEST(read("<testsuite tests='0'/>").run_errors.empty());
  // Mocha's reporter counts pending tests and does not write them.
  BOOST_TEST(read("<testsuite tests='3' skipped='3'/>").run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_summary_that_disagrees_is_only_odd) {
  const auto report = read("<testsuite tests='7'><testcase name='t'/></testsuite>");
  BOOST_TEST(report.run_errors.empty());
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_step_whose_result_is_not_told_passed_only_where_the_test_did) {
  const std::string step = "<properties><property name='step' value='Pay'/></properties>";
  const auto passed = read_case(step);
  const auto failed = read_case(step + "<failure/>");
  BOOST_TEST((passed.results[0].evidence().steps.at(0).status == Status::passed));
  BOOST_TEST((failed.results[0].evidence().steps.at(0).status == Status::inconclusive));
}

BOOST_AUTO_TEST_SUITE_END()
