#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <fmt/format.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <string>

/// The rules of TestNG's own report, one by one; whole reports are in fixtures/testng.

BOOST_AUTO_TEST_SUITE(testng)

namespace {

using parsers::Report;
using parsers::Status;

constexpr std::array explained = std::to_array<support::Explained>({
    {"testng/jenkins-testng__testng-failed-test-config.xml",
     "0 0 0 0 1",
     "the skipped test was blocked by the set-up that failed"},
    {"testng/jenkins-testng__testng-precheckins.xml",
     "36 1 0 0 1",
     "the skipped test was blocked by the set-up that failed"},
});

Report read(const std::string& xml) { return parsers::read_report("testng-results.xml", xml); }

/// A run of one class with these methods.
Report read_class(const std::string& methods, const std::string& attributes = "") {
  return read(
      "<testng-results " + attributes + "><suite name='s'><test name='t'><class name='shop.Cart'>" +
      methods + "</class></test></suite></testng-results>"
  );
}

std::string method(
    const std::string& name,
    const std::string& status,
    const std::string& children = "",
    const std::string& attributes = ""
) {
  return fmt::format(
      "<test-method name='{0}' signature='{0}()' status='{1}' {3}>{2}</test-method>",
      name,
      status,
      children,
      attributes
  );
}

std::string configuration(const std::string& name, const std::string& attributes = "") {
  return method(
      name,
      "FAIL",
      "<exception class='E'><message>no network</message></exception>",
      "is-config='true' " + attributes
  );
}

std::string exception(const std::string& type, const std::string& message) {
  return fmt::format("<exception class='{}'><message>{}</message></exception>", type, message);
}

Status status_of(const std::string& status, const std::string& children = "") {
  return read_class(method("t", status, children)).results.at(0).status;
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("testng", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("testng", explained);
}

BOOST_AUTO_TEST_CASE(the_status_attribute_decides) {
  BOOST_TEST((status_of("PASS") == Status::passed));
  BOOST_TEST((status_of("FAIL") == Status::failed));
  BOOST_TEST((status_of("SKIP") == Status::skipped));
  BOOST_TEST((status_of("SUCCESS_PERCENTAGE_FAILURE") == Status::passed));
  BOOST_TEST((status_of("pass") == Status::passed));
  BOOST_TEST((status_of("Fail") == Status::failed));
}

BOOST_AUTO_TEST_CASE(a_status_that_testng_does_not_have_never_passes) {
  for (const auto* const status : {"", "PASSABLE", "STARTED"}) {
    const auto report = read_class(method("t", status));
    BOOST_TEST((report.results.at(0).status == Status::inconclusive));
    BOOST_TEST(report.oddities.size() == 1U);
  }
}

BOOST_AUTO_TEST_CASE(an_expected_exception_is_no_message_of_a_pass) {
  const auto report = read_class(method("t", "PASS", exception("E", "expected")));
  BOOST_TEST(report.results.at(0).evidence().message.empty());
}

BOOST_AUTO_TEST_CASE(a_skip_is_blocked_by_a_dependency_and_not_by_a_skip_exception) {
  const auto depends = exception(
      "java.lang.Throwable", "Method a() depends on not successfully finished methods in group x"
  );
  BOOST_TEST((status_of("SKIP", depends) == Status::blocked));
  BOOST_TEST((status_of("SKIP", exception("org.testng.SkipException", "no gpu")) == Status::skipped)
  );
}

BOOST_AUTO_TEST_CASE(a_failed_configuration_method_blocks_what_is_skipped_after_it) {
  const auto report = read_class(configuration("connect") + method("t", "SKIP"));
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  const auto& result = report.results[0];
  BOOST_TEST((result.status == Status::blocked));
  BOOST_TEST(result.evidence().message == "configuration method connect failed: no network");
  BOOST_TEST(result.evidence().type == "E");
  BOOST_TEST(report.run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_failed_configuration_method_that_blocks_nothing_is_an_error_of_the_run) {
  const auto report = read_class(method("t", "PASS") + configuration("close"));
  BOOST_TEST((report.results.at(0).status == Status::passed));
  BOOST_REQUIRE_EQUAL(report.run_errors.size(), 1U);
  BOOST_TEST(
      report.run_errors[0].message == "configuration method shop.Cart.close failed: no network"
  );
}

BOOST_AUTO_TEST_CASE(a_configuration_method_explains_nothing_that_was_skipped_before_it) {
  const auto report = read_class(
      method("t", "SKIP", "", "started-at='2026-11-23T10:00:00Z'") +
      configuration("close", "started-at='2026-11-23T10:00:01Z'")
  );
  BOOST_TEST((report.results.at(0).status == Status::skipped));
  BOOST_TEST(report.run_errors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_configuration_method_of_the_own_class_comes_before_that_of_another) {
  const auto report = read(
      "<testng-results><suite><test><class name='A'>" + configuration("setUp") +
      "</class><class name='B'>" + configuration("open") + method("t", "SKIP") +
      "</class><class name='C'>" + method("u", "SKIP") + "</class></test></suite></testng-results>"
  );
  BOOST_TEST(report.results.at(0).evidence().message.starts_with("configuration method open "));
  BOOST_TEST((report.results.at(1).status == Status::blocked));
}

BOOST_AUTO_TEST_CASE(a_failure_in_one_suite_blocks_nothing_in_the_next) {
  const auto report = read(
      "<testng-results><suite><test><class name='A'>" + configuration("setUp") +
      "</class></test></suite><suite><test><class name='A'>" + method("t", "SKIP") +
      "</class></test></suite></testng-results>"
  );
  BOOST_TEST((report.results.at(0).status == Status::skipped));
  BOOST_TEST(report.run_errors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(before_version_7_a_skip_with_a_failure_was_retried_when_the_test_then_ended) {
  const auto failure = exception("java.lang.AssertionError", "1 != 2");
  const auto report = read_class(
      method("t", "SKIP", failure) + method("t", "PASS") + method("other", "SKIP", failure)
  );
  BOOST_TEST(report.results.at(0).retried);
  BOOST_TEST((report.results[0].status == Status::failed));
  BOOST_TEST(!report.results.at(1).retried);
  BOOST_TEST(!report.results.at(2).retried);
  BOOST_TEST((report.results[2].status == Status::skipped));
}

BOOST_AUTO_TEST_CASE(executions_with_other_parameters_are_no_retries) {
  const auto params = [](const std::string& value) {
    return "<params><param index='0'><value>" + value + "</value></param></params>";
  };
  const auto report = read_class(
      method("t", "SKIP", params("1") + exception("E", "x")) + method("t", "PASS", params("2"))
  );
  BOOST_TEST(!report.results.at(0).retried);
}

BOOST_AUTO_TEST_CASE(version_7_says_itself_what_was_retried) {
  const auto failure = exception("java.lang.AssertionError", "1 != 2");
  const auto report = read_class(
      method("t", "SKIP", failure, "retried='true'") + method("u", "SKIP", failure) +
          method("u", "PASS"),
      "ignored='0'"
  );
  BOOST_TEST(report.results.at(0).retried);
  BOOST_TEST((report.results[0].status == Status::failed));
  BOOST_TEST(!report.results.at(1).retried);
}

BOOST_AUTO_TEST_CASE(a_z_behind_a_time_does_not_mean_utc_but_an_offset_means_itself) {
  const auto start = [](const std::string& time) {
    const auto report = read_class(method("t", "PASS", "", "started-at='" + time + "'"));
    return parsers::iso_8601(report.results.at(0).start.value());
  };
  BOOST_TEST(start("2026-11-23T21:12:10Z") == "2026-11-23T21:12:10");
  BOOST_TEST(start("2026-11-23T21:12:10 IST") == "2026-11-23T21:12:10");
  BOOST_TEST(start("2026-11-23T21:12:10 GMT-05:00") == "2026-11-23T21:12:10-05:00");
}

BOOST_AUTO_TEST_CASE(parameters_keep_their_blanks_and_empty_ones_can_be_seen) {
  const auto report = read_class(method(
      "t",
      "PASS",
      "<params><param><value>\n <![CDATA[ a ]]>\n</value></param>"
      "<param><value is-null='true'/></param><param><value><![CDATA[]]></value></param></params>"
  ));
  BOOST_TEST(report.results.at(0).parameters == " a , null, \"\"");
}

BOOST_AUTO_TEST_CASE(groups_are_tags_of_the_methods_that_they_name) {
  const auto report = read(
      "<testng-results><suite><groups><group name='smoke'>"
      "<method signature='Base.t()[pri:0, instance:shop.Cart@1]' class='shop.Base'/></group>"
      "<group name='slow'><method signature='Cart.u(int)' class='shop.Cart'/></group></groups>"
      "<test><class name='shop.Cart'>"
      "<test-method name='t' status='PASS' signature='t()[pri:0, instance:shop.Cart@1]'/>"
      "<test-method name='t' status='PASS' signature='t()[pri:0, instance:shop.Cart@2]'/>"
      "<test-method name='u' status='PASS' signature='u(int)'/>"
      "</class></test></suite></testng-results>"
  );
  const auto tags = [&](std::size_t index) { return report.results.at(index).evidence().tags; };
  BOOST_TEST((tags(0) == std::vector<std::string_view>{"smoke"}));
  BOOST_TEST(tags(1).empty());
  BOOST_TEST((tags(2) == std::vector<std::string_view>{"slow"}));
}

BOOST_AUTO_TEST_CASE(what_a_test_tells_the_reporter_is_its_output_and_names_its_screenshots) {
  const auto report = read_class(method(
      "t",
      "FAIL",
      "<reporter-output><line><![CDATA[one]]></line>"
      "<line><![CDATA[<a href='shots/a.png'><img src='shots/a.png'/></a> two]]></line>"
      "<line><![CDATA[[[ATTACHMENT|shots/b.png]]]]></line>"
      "<line><![CDATA[<img src='data:image/png;base64,iVBORw0K'>]]></line></reporter-output>"
  ));
  const auto& evidence = report.results.at(0).evidence();
  BOOST_TEST(evidence.out.starts_with("one\n"));
  BOOST_REQUIRE_EQUAL(evidence.attachments.size(), 3U);
  BOOST_TEST(evidence.attachments[0].path == "shots/b.png");
  BOOST_TEST(evidence.attachments[1].path == "shots/a.png");
  BOOST_TEST(evidence.attachments[2].media_type == "image/png");
  BOOST_TEST(evidence.attachments[2].content == "iVBORw0K");
}

BOOST_AUTO_TEST_CASE(output_of_a_configuration_method_is_that_of_the_test_around_it) {
  const auto report = read(
      "<testng-results><reporter-output><line>up</line><line>outside</line><line>own</line>"
      "</reporter-output><suite><test><class name='A'>"
      "<test-method name='setUp' status='PASS' is-config='true'><reporter-output><line>up</line>"
      "</reporter-output></test-method>"
      "<test-method name='t' status='PASS'><reporter-output><line>own</line></reporter-output>"
      "</test-method></class></test></suite></testng-results>"
  );
  BOOST_TEST(report.suites.at(0).out == "outside");
  BOOST_TEST(report.suites.at(1).out == "up");
  BOOST_TEST(report.results.at(0).evidence().out == "own");
}

BOOST_AUTO_TEST_CASE(a_summary_without_its_tests_is_an_error_of_the_run) {
  BOOST_TEST(read("<testng-results passed='2' failed='1'/>").run_errors.size() == 1U);
  BOOST_TEST(read("<testng-results passed='0' failed='0' skipped='0'/>").run_errors.empty());
  // The results are in a file of their own.
  const auto split = read("<testng-results passed='2'><suite url='a/b.xml'/></testng-results>");
  BOOST_TEST(split.run_errors.empty());
  BOOST_TEST(split.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(many_skips_and_many_failed_configuration_methods_take_no_quadratic_time) {
  std::string methods;
  for (int i = 0; i < 20'000; ++i) {
    methods += configuration("setUp") + method("t", "SKIP");
  }
  const auto report = read_class(methods);
  BOOST_TEST(report.results.size() == 20'000U);
  BOOST_TEST((report.results.back().status == Status::blocked));
}

BOOST_AUTO_TEST_SUITE_END()
