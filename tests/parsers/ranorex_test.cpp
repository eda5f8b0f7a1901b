#include "parsers/ranorex_values.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "parsers/secrets.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>
#include <string>
#include <string_view>

BOOST_AUTO_TEST_SUITE(ranorex)

namespace {

using parsers::Status;
using support::Explained;

constexpr std::string_view blocked = "Ignored is what Ranorex itself shows as blocked";

constexpr std::array explained = std::to_array<Explained>({
    {"ranorex/DashBoardRanorex__DashboardAutomation__bin__Debug__Reports__DashboardAutomation3_"
     "20200527_113435.rxlog.data",
     "2 1 0 0 5",
     blocked},
    {"ranorex/DashBoardRanorex__DashboardAutomation__bin__Debug__Reports__DashboardAutomation_"
     "20200523_120631.rxlog.data",
     "0 1 0 0 1",
     blocked},
    {"ranorex/ranorex-to-junit__test__files__single_test_with_errors.data", "0 1 0 0 1", blocked},
    {"ranorex/DashBoardRanorex__DashboardLibrary__bin__Debug__Reports__CreateSortField_20200525_"
     "152234.rxlog.data",
     "0 1 0 0 0",
     "a recording that was run without a suite is the test"},
});

std::string activity(
    const std::string& type, const std::string& result, const std::string& content = ""
) {
  return "<activity type='" + type + "' result='" + result + "'>" + content + "</activity>";
}

parsers::Report read(const std::string& content, const std::string& result = "Success") {
  return parsers::read_report(
      "run.rxlog.data", "<report>" + activity("root", result, content) + "</report>"
  );
}

struct DurationRow {
  std::string_view text;
  long long milliseconds;
};
std::ostream& operator<<(std::ostream& out, const DurationRow& row) { return out << row.text; }

constexpr std::array durations = std::to_array<DurationRow>({
    {"0ms", 0},
    {"954ms", 954},
    {"5.86s", 5860},
    {"1m", 60'000},
    {"19.8m", 1'188'000},
    {"1.1h", 3'960'000},
    {"2d", 172'800'000},
    {"00:01:04.195", 64'195},
    {"1.00:00:04.195", 86'404'195},
});

struct NameRow {
  std::string_view name;
  bool secret;
};
std::ostream& operator<<(std::ostream& out, const NameRow& row) { return out << row.name; }

constexpr std::array names = std::to_array<NameRow>({
    {"password", true},
    {"AdminPassword2", true},
    {"DB_PWD", true},
    {"accessToken", true},
    {"clientSecret", true},
    {"ApiKey", true},
    {"APIKEY", true},
    {"key", true},
    {"ssh_key", true},
    {"encryptionKeys", true},
    {"keyFile", true},
    {"keyboard", false},
    {"monkey", false},
    {"hockeyTeam", false},
    {"username", false},
});

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("ranorex", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("ranorex", explained);
}

BOOST_AUTO_TEST_CASE(ignored_is_blocked_and_active_never_finished) {
  const auto report = read(
      activity("test-case", "Success") + activity("test-case", "Failed") +
      activity("test-case", "Ignored") + activity("test-case", "Active") +
      activity("test-case", "Green")
  );
  const auto& results = report.results;
  BOOST_TEST((results.at(0).status == Status::passed));
  BOOST_TEST((results.at(1).status == Status::failed));
  BOOST_TEST((results.at(2).status == Status::blocked));
  BOOST_TEST((results.at(3).status == Status::aborted));
  BOOST_TEST((results.at(4).status == Status::inconclusive));
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(an_old_test_case_with_iterations_is_its_iterations) {
  const auto iteration = activity("test case iteration", "Success");
  BOOST_TEST(read(activity("test case", "Success", iteration + iteration)).results.size() == 2U);
  BOOST_TEST(
      read(activity("test case", "Success", activity("test case", "Success"))).results.size() == 2U
  );
}

BOOST_AUTO_TEST_CASE(modules_are_the_steps_of_the_innermost_test) {
  const auto report = read(activity(
      "test case",
      "Success",
      activity("test module", "Success") +
          activity(
              "test case",
              "Success",
              activity(
                  "module group",
                  "Success",
                  activity("test module", "Success") + activity("test module", "Success")
              )
          )
  ));
  BOOST_TEST(report.results.at(0).evidence().steps.size() == 1U);
  BOOST_TEST(report.results.at(1).evidence().steps.size() == 2U);
}

BOOST_AUTO_TEST_CASE(a_module_directly_in_the_run_is_a_test) {
  const auto report = read(
      "<activity type='test-module' modulename='Sort' result='Failed'>"
      "<errormessage>\n\t\tno box\n\t</errormessage></activity>",
      "Failed"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.results.at(0).name == "Sort");
  BOOST_TEST(report.results.at(0).evidence().message == "no box");
  BOOST_TEST(report.run_errors.empty());
}

BOOST_AUTO_TEST_CASE(a_setup_that_fails_outside_all_tests_is_an_error_of_the_run) {
  const auto report = read(
      activity(
          "test-suite",
          "Failed",
          activity(
              "setup-container",
              "Failed",
              "<activity type='test-module' modulename='Start' result='Failed'>"
              "<errormessage>port taken</errormessage></activity>"
          ) + activity("test-case", "Ignored")
      ),
      "Failed"
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.run_errors.size() == 1U);
  BOOST_TEST(report.run_errors.at(0).message == "Setup: Start: port taken");
}

BOOST_AUTO_TEST_CASE(a_run_that_failed_though_its_tests_did_not_says_so) {
  const auto report = read(
      activity("test-case", "Success") +
          "<item level='Failure'><message>thread aborted<br/>at Find</message></item>",
      "Failed"
  );
  BOOST_TEST(report.run_errors.size() == 1U);
  BOOST_TEST(report.run_errors.at(0).message == "thread aborted");
  BOOST_TEST(report.run_errors.at(0).details == "thread aborted\nat Find");
}

BOOST_AUTO_TEST_CASE(a_run_that_is_going_on_says_so) {
  const auto report = read(activity("test-case", "Success"), "Active");
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.run_errors.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_iso_timestamp_is_utc) {
  const auto report = parsers::read_report(
      "x",
      "<report><activity type='root' result='Success' timestamp='5/6/2020 1:24:06 PM' "
      "timestampiso='2020-05-06T06:24:06'><activity type='test-case' result='Success'/>"
      "</activity></report>"
  );
  BOOST_TEST(parsers::iso_8601(report.suites.at(0).start.value()) == "2020-05-06T06:24:06Z");
}

BOOST_AUTO_TEST_CASE(a_local_date_is_read_only_when_its_day_is_certain) {
  using parsers::ranorex::parse_local_date;
  BOOST_TEST(
      parsers::iso_8601(parse_local_date("5/24/2020 1:24:06 PM").value()) == "2020-05-24T13:24:06"
  );
  BOOST_TEST(
      parsers::iso_8601(parse_local_date("16/03/2016 12:13:34 AM").value()) == "2016-03-16T00:13:34"
  );
  BOOST_TEST(
      parsers::iso_8601(parse_local_date("05.04.2013 10:47:15").value()) == "2013-04-05T10:47:15"
  );
  BOOST_TEST(!parse_local_date("05/04/2013 10:47:15"));
  BOOST_TEST(!parse_local_date("yesterday"));
}

BOOST_DATA_TEST_CASE(durations_are_read_in_every_unit, durations, row) {
  BOOST_TEST(parsers::ranorex::parse_duration(row.text).value().count() == row.milliseconds);
}

BOOST_AUTO_TEST_CASE(what_is_no_duration_is_none) {
  for (const auto text : {"", "soon", "5", "-3s", "5 parsecs", "a:b:c", "1.2.3s"}) {
    BOOST_TEST(!parsers::ranorex::parse_duration(text), text);
  }
}

BOOST_DATA_TEST_CASE(names_of_secrets_are_known_by_their_words, names, row) {
  BOOST_TEST(parsers::sounds_secret(row.name) == row.secret);
}

BOOST_AUTO_TEST_CASE(no_secret_value_gets_into_the_model) {
  const auto report = read(
      "<activity type='test-case' testcontainername='T' result='Failed'>"
      "<params><param name='password'>correct horse</param></params>"
      "<datarow><field name='token'>tok-4711</field></datarow>"
      "<activity type='test-module' modulename='M' result='Failed'>"
      "<varbindings><varbinding name='apiKey' value='battery'/></varbindings>"
      "<errormessage>refused: correct horse, tok-4711, battery</errormessage></activity>"
      "</activity>",
      "Failed"
  );
  const auto json = parsers::pretty(parsers::to_json(report));
  BOOST_TEST(json.find("correct horse") == std::string::npos);
  BOOST_TEST(json.find("tok-4711") == std::string::npos);
  BOOST_TEST(json.find("battery") == std::string::npos);
  BOOST_TEST(report.results.at(0).evidence().message == "refused: ***, ***, ***");
  BOOST_TEST(report.oddities.size() == 1U);
  BOOST_TEST(report.oddities.at(0).what.ends_with("masked: 2"));
}

BOOST_AUTO_TEST_CASE(activities_nested_without_end_are_read) {
  constexpr int depth = 100'000;
  std::string content;
  for (int i = 0; i < depth; ++i) {
    content +=
        "<activity type='test case' testcasename='T' result='Success'>"
        "<params><param name='p'>v</param></params>";
  }
  for (int i = 0; i < depth; ++i) {
    content += "</activity>";
  }
  BOOST_TEST(read(content).results.size() == static_cast<std::size_t>(depth));
}

BOOST_AUTO_TEST_SUITE_END()
