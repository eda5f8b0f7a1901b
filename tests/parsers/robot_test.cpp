#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>

BOOST_AUTO_TEST_SUITE(robot)

namespace {

using parsers::Status;

parsers::Report read(const std::string& content, const std::string& generator = "Robot 7.1") {
  return parsers::read_report(
      "output.xml", "<robot generator='" + generator + "'>" + content + "</robot>"
  );
}

parsers::Report read_test(const std::string& content) {
  return read("<suite name='S'><test name='T'>" + content + "</test></suite>");
}

std::string teardown(const std::string& status, const std::string& message) {
  return "<kw name='Close' type='TEARDOWN'><status status='" + status + "'>" + message +
         "</status></kw>";
}

std::string test(const std::string& status, const std::string& message = "") {
  return "<test name='T'><status status='" + status + "'>" + message + "</status></test>";
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("robot", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("robot", {});
}

BOOST_AUTO_TEST_CASE(a_failed_suite_teardown_fails_what_had_passed_below_it) {
  const auto report = read(
      "<suite name='Outer'><suite name='Inner'>" + test("PASS") + test("FAIL", "broken") +
      test("SKIP", "later") + "</suite>" + teardown("FAIL", "stuck") + "</suite>"
  );
  const auto& results = report.results;
  BOOST_TEST((results.at(0).status == Status::failed));
  BOOST_TEST(results.at(0).evidence().message == "Parent suite teardown failed:\nstuck");
  BOOST_TEST((results.at(1).status == Status::failed));
  BOOST_TEST(
      results.at(1).evidence().message == "broken\n\nAlso parent suite teardown failed:\nstuck"
  );
  BOOST_TEST((results.at(2).status == Status::skipped));
}

BOOST_AUTO_TEST_CASE(a_suite_teardown_concerns_no_suite_beside_it) {
  const auto report = read(
      "<suite name='Outer'><suite name='A'>" + test("PASS") + teardown("FAIL", "stuck") +
      "</suite><suite name='B'>" + test("PASS") + "</suite></suite>"
  );
  BOOST_TEST((report.results.at(0).status == Status::failed));
  BOOST_TEST((report.results.at(1).status == Status::passed));
}

BOOST_AUTO_TEST_CASE(a_skipped_suite_teardown_skips_what_stands_below_it) {
  const auto report = read(
      "<suite name='S'>" + test("PASS") + test("FAIL", "broken") + teardown("SKIP", "no server") +
      "</suite>"
  );
  BOOST_TEST((report.results.at(0).status == Status::skipped));
  BOOST_TEST(
      report.results.at(0).evidence().message == "Skipped in parent suite teardown:\nno server"
  );
  BOOST_TEST((report.results.at(1).status == Status::skipped));
}

BOOST_AUTO_TEST_CASE(what_rebot_wrote_has_its_teardowns_applied_already) {
  const auto report = read(
      "<suite name='S'>" + test("FAIL", "Parent suite teardown failed:\nstuck") +
          teardown("FAIL", "stuck") + "</suite>",
      "Rebot 6.1"
  );
  BOOST_TEST(report.results.at(0).evidence().message == "Parent suite teardown failed:\nstuck");
}

BOOST_AUTO_TEST_CASE(a_suite_that_fails_without_a_test_is_an_error_of_the_run) {
  const auto report = read(
      "<suite name='S'><kw name='Open' type='SETUP'><status status='FAIL'>no server</status></kw>"
      "</suite>"
  );
  BOOST_TEST(report.run_errors.size() == 1U);
  BOOST_TEST(report.run_errors.at(0).message == "Suite setup failed: no server");
}

BOOST_AUTO_TEST_CASE(steps_are_what_stands_directly_in_the_test) {
  const auto report = read_test(
      "<kw name='Outer'><kw name='Inner'><msg level='FAIL'>first</msg>"
      "<msg level='FAIL'>last</msg><status status='FAIL'/></kw><status status='FAIL'/></kw>"
      "<kw name='After'><status status='NOT RUN'/></kw><status status='FAIL'>last</status>"
  );
  const auto& steps = report.results.at(0).evidence().steps;
  BOOST_TEST(steps.size() == 2U);
  BOOST_TEST(steps.at(0).name == "Outer");
  BOOST_TEST((steps.at(0).status == Status::failed));
  BOOST_TEST(steps.at(0).message == "last");
  BOOST_TEST((steps.at(1).status == Status::not_run));
}

BOOST_AUTO_TEST_CASE(an_unknown_status_is_told_and_never_a_pass) {
  const auto report = read_test("<status status='GREEN'/>");
  BOOST_TEST((report.results.at(0).status == Status::inconclusive));
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_test_that_has_no_status_never_finished) {
  const auto report = read_test("<kw name='Sleep'><status status='PASS'/></kw>");
  BOOST_TEST((report.results.at(0).status == Status::aborted));
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(both_ways_to_write_times_give_the_same) {
  const auto old = read_test(
      "<status status='PASS' starttime='20261123 23:59:59.900' endtime='20261124 00:00:01.150'/>"
  );
  const auto recent =
      read_test("<status status='PASS' start='2026-11-23T23:59:59.900000' elapsed='1.250'/>");
  for (const auto* report : {&old, &recent}) {
    const auto& result = report->results.at(0);
    BOOST_TEST(result.duration.value().count() == 1250);
    BOOST_TEST(parsers::iso_8601(result.start.value()) == "2026-11-23T23:59:59.900");
  }
}

BOOST_AUTO_TEST_CASE(times_that_are_not_available_are_no_oddity) {
  const auto report = read_test("<status status='PASS' starttime='N/A' endtime='N/A'/>");
  BOOST_TEST(!report.results.at(0).start);
  BOOST_TEST(!report.results.at(0).duration);
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(the_results_of_tests_have_the_long_name_of_their_suite_as_class) {
  const auto report =
      read("<suite name='Shop'><suite name='Cart'>" + test("PASS") + "</suite></suite>");
  BOOST_TEST(report.results.at(0).class_name == "Shop.Cart");
}

BOOST_AUTO_TEST_CASE(keywords_nested_without_end_are_read) {
  constexpr int depth = 200'000;
  std::string content;
  for (int i = 0; i < depth; ++i) {
    content += "<kw name='k'>";
  }
  content += "<msg level='FAIL'>deep down</msg>";
  for (int i = 0; i < depth; ++i) {
    content += "<status status='FAIL'/></kw>";
  }
  const auto report = read_test(content + "<status status='FAIL'/>");
  BOOST_TEST(report.results.at(0).evidence().steps.at(0).message == "deep down");
}

BOOST_AUTO_TEST_CASE(suites_nested_without_end_are_read) {
  constexpr int depth = 100'000;
  std::string content;
  for (int i = 0; i < depth; ++i) {
    content += "<suite name='suite'>" + test("PASS");
  }
  for (int i = 0; i < depth; ++i) {
    content += teardown("FAIL", "stuck") + "</suite>";
  }
  const auto report = read(content);
  BOOST_TEST(report.results.size() == static_cast<std::size_t>(depth));
  BOOST_TEST((report.results.back().status == Status::failed));
  BOOST_TEST(report.results.back().evidence().message.size() < 1000U);
}

namespace {

/// "failed Pay > Enter Card: no card", a step a line.
std::string steps_to_depth(unsigned depth, const std::string& content) {
  parsers::ReadOptions options;
  options.step_depth = depth;
  const auto report = parsers::read_report(
      "output.xml",
      "<robot generator='Robot 7.1'><suite name='S'><test name='T'>" + content +
          "<status status='FAIL'/></test></suite></robot>",
      options
  );
  std::string lines;
  for (const auto& step : report.results.at(0).evidence().steps) {
    lines += std::string(parsers::name_of(step.status)) + " " + std::string(step.name);
    lines += (step.message.empty() ? "" : ": " + std::string(step.message)) + "\n";
  }
  return lines;
}

constexpr const char* nested =
    "<kw name='Pay'><kw name='Open' type='SETUP'><status status='PASS'/></kw>"
    "<kw name='Enter Card'><kw name='Type'><msg level='FAIL'>no card</msg><status status='FAIL'/>"
    "</kw><status status='FAIL'/></kw><status status='FAIL'>no card</status></kw>";

}  // namespace

BOOST_AUTO_TEST_CASE(keywords_in_keywords_are_steps_to_the_depth_asked_for) {
  BOOST_TEST(steps_to_depth(1, nested) == "failed Pay: no card\n");
  BOOST_TEST(
      steps_to_depth(2, nested) ==
      "failed Pay\npassed Pay > Setup: Open\nfailed Pay > Enter Card: no card\n"
  );
}

BOOST_AUTO_TEST_CASE(only_the_innermost_step_that_failed_tells_the_failure) {
  const auto deep =
      "failed Pay\npassed Pay > Setup: Open\nfailed Pay > Enter Card\n"
      "failed Pay > Enter Card > Type: no card\n";
  BOOST_TEST(steps_to_depth(3, nested) == deep);
  BOOST_TEST(steps_to_depth(20, nested) == deep);
}

BOOST_AUTO_TEST_CASE(a_step_keeps_the_message_that_none_in_it_has) {
  const auto steps = steps_to_depth(
      2,
      "<kw name='All'><kw name='A'><status status='FAIL'>a</status></kw><kw name='B'>"
      "<status status='FAIL'>b</status></kw><status status='FAIL'>Several failures</status></kw>"
  );
  BOOST_TEST(steps == "failed All: Several failures\nfailed All > A: a\nfailed All > B: b\n");
}

BOOST_AUTO_TEST_CASE(rounds_of_loops_and_branches_that_were_taken_name_the_steps_in_them) {
  const auto steps = steps_to_depth(
      2,
      "<for flavor='IN'><var>${m}</var><value>red</value><value>blue</value>"
      "<iter><var name='${m}'>red</var><kw name='Add'><status status='PASS'/></kw></iter>"
      "<iter><var name='${m}'>blue</var><kw name='Add'><status status='PASS'/></kw></iter>"
      "<status status='PASS'/></for>"
      "<if><branch type='IF' condition='$a'><kw name='X'><status status='NOT RUN'/></kw>"
      "<status status='NOT RUN'/></branch><branch type='ELSE'><kw name='Y'><status status='PASS'/>"
      "</kw><status status='PASS'/></branch><status status='PASS'/></if>"
      "<kw name='${m} IN [ red ]' type='for'><kw name='${m} = red' type='foritem'><kw name='Old'>"
      "<status status='PASS'/></kw><status status='PASS'/></kw><status status='PASS'/></kw>"
  );
  BOOST_TEST(
      steps ==
      "passed FOR ${m} IN red blue\npassed FOR ${m} = red > Add\npassed FOR ${m} = blue > Add\n"
      "passed IF $a\npassed ELSE > Y\n"
      "passed FOR ${m} IN [ red ]\npassed FOR ${m} = red > Old\n"
  );
}

BOOST_AUTO_TEST_CASE(a_step_too_deep_for_its_whole_path_keeps_its_own_name) {
  const std::string longer(150, 'k');
  const auto steps = steps_to_depth(
      2,
      "<kw name='" + longer + "'><kw name='" + longer +
          "'><status status='PASS'/></kw>"
          "<status status='PASS'/></kw>"
  );
  BOOST_TEST(steps == "passed " + longer + "\npassed … > " + longer + "\n");
}

BOOST_AUTO_TEST_CASE(a_test_has_a_thousand_inner_steps_at_most_and_the_rest_is_told) {
  std::string many = "<kw name='Loop'>";
  for (int i = 0; i < 1'200; ++i) {
    many += "<kw name='k'><status status='PASS'/></kw>";
  }
  parsers::ReadOptions options;
  options.step_depth = 2;
  const auto report = parsers::read_report(
      "output.xml",
      "<robot generator='Robot 7.1'><suite name='S'><test name='T'>" + many +
          "<status status='PASS'/></kw><status status='PASS'/></test></suite></robot>",
      options
  );
  BOOST_TEST(report.results.at(0).evidence().steps.size() == 1'000U);
  BOOST_TEST(report.oddities.at(0).what.ends_with("has 1,000 steps already: 201"));
}

BOOST_AUTO_TEST_CASE(a_picture_within_a_message_is_an_attachment_within_the_report) {
  const auto report = read_test(
      "<kw name='Shot'><msg level='INFO' html='true'>&lt;img "
      "src='data:image/png;base64,iVBORw=='&gt;"
      "&lt;img src='data:image/svg+xml,%3Csvg/%3E'&gt;</msg><status status='PASS'/></kw>"
      "<status status='FAIL'>*HTML* &lt;img src='data:image/png;base64,iVBORw=='&gt;</status>"
  );
  const auto& files = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 1U);
  BOOST_TEST(files[0].content == "iVBORw==");
  BOOST_TEST(files[0].media_type == "image/png");
  BOOST_TEST(parsers::size_of_content(files[0]) == 4U);
  BOOST_REQUIRE_EQUAL(report.oddities.size(), 1U);
  BOOST_TEST(report.oddities[0].what.ends_with("not in base64, left out: 1"));
}

BOOST_AUTO_TEST_CASE(suites_that_stand_in_files_of_their_own_are_asked_for) {
  const std::string statistics =
      "<statistics><total><stat pass='2'>All Tests</stat></total></statistics>";
  const auto report = read(
      "<suite name='S'><suite name='P' src='output-001.xml'><status "
      "status='PASS'/></suite></suite>" +
      statistics
  );
  BOOST_TEST(report.run_errors.empty());
  BOOST_TEST(support::has_oddity(report, "give those files too"));
  BOOST_TEST(read("<suite name='S'/>" + statistics).run_errors.size() == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
