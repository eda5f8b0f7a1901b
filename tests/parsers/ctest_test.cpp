#include "parsers/inflate.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "tests/parsers/corpus.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <zlib.h>

#include <array>
#include <string>

/// The rules of CTest's Test.xml, one by one; whole reports are in fixtures/ctest.

BOOST_AUTO_TEST_SUITE(ctest)

namespace {

using parsers::Report;
using parsers::Status;

constexpr std::array explained = std::to_array<support::Explained>({
    {"ctest/CDash__DisabledTests__Test.xml", "0 1 0 0 1", "a disabled test was not run"},
    {"ctest/local-run__gen__ctest1__Test_nocompress.xml",
     "6 6 0 2 4",
     "a disabled test was not run"},
});

Report read(const std::string& xml) { return parsers::read_report("Test.xml", xml); }

std::string measurement(const std::string& name, const std::string& value) {
  return "<NamedMeasurement type='text/string' name='" + name + "'><Value>" + value +
         "</Value></NamedMeasurement>";
}

/// A report of one test with these results.
Report read_test(const std::string& status, const std::string& results = "") {
  return read(
      "<Site><Testing><Test Status='" + status + "'><Name>t</Name><Results>" + results +
      "</Results></Test></Testing></Site>"
  );
}

Status status_of(const std::string& status, const std::string& completion) {
  const auto report = read_test(status, measurement("Completion Status", completion));
  return report.results.at(0).status;
}

std::string message_of(const std::string& results) {
  return std::string(read_test("failed", results).results.at(0).evidence().message);
}

std::string base64(const std::string& bytes) {
  constexpr std::string_view letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  unsigned bits = 0;
  int count = 0;
  for (const char c : bytes) {
    bits = (bits << 8) | static_cast<unsigned char>(c);
    for (count += 8; count >= 6;) {
      count -= 6;
      text += letters[(bits >> count) & 63];
    }
  }
  if (count > 0) {
    text += letters[(bits << (6 - count)) & 63];
  }
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::string packed(const std::string& text) {
  auto size = compressBound(text.size());
  std::string bytes(size, '\0');
  compress(
      reinterpret_cast<Bytef*>(bytes.data()),
      &size,
      reinterpret_cast<const Bytef*>(text.data()),
      text.size()
  );
  bytes.resize(size);
  return bytes;
}

/// A report of one test with this packed output.
Report read_packed(const std::string& bytes) {
  return read_test(
      "passed",
      "<Measurement><Value encoding='base64' compression='gzip'>" + base64(bytes) +
          "</Value></Measurement>"
  );
}

}  // namespace

BOOST_DATA_TEST_CASE(
    every_fixture_reads_as_its_golden_says, support::fixtures("ctest", ".expected.json"), fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_CASE(every_file_of_the_collection_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("ctest", explained);
}

BOOST_AUTO_TEST_CASE(the_status_attribute_comes_before_the_completion_status) {
  BOOST_TEST((status_of("passed", "Completed") == Status::passed));
  BOOST_TEST((status_of("passed", "what the test printed") == Status::passed));
  BOOST_TEST((status_of("failed", "Completed") == Status::failed));
  BOOST_TEST((status_of("failed", "Unable to find executable") == Status::failed));
}

BOOST_AUTO_TEST_CASE(the_completion_status_tells_why_a_test_was_not_run) {
  BOOST_TEST((status_of("notrun", "SKIP_RETURN_CODE=77") == Status::skipped));
  BOOST_TEST((status_of("notrun", "\n\tSKIP_REGULAR_EXPRESSION_MATCHED ") == Status::skipped));
  BOOST_TEST((status_of("notrun", "Disabled") == Status::not_run));
  for (const auto* const reason :
       {"Unable to find executable",
        "Required Files Missing",
        "Fixture dependency failed",
        "Failed to start",
        "Missing Configuration",
        "Invalid Test Properties",
        "",
        "Completed"}) {
    BOOST_TEST((status_of("notrun", reason) == Status::blocked), reason);
  }
}

BOOST_AUTO_TEST_CASE(an_unknown_reason_or_status_is_odd_and_never_passes) {
  const auto reason = read_test("notrun", measurement("Completion Status", "bad weather"));
  BOOST_TEST((reason.results.at(0).status == Status::blocked));
  BOOST_TEST(reason.oddities.size() == 1U);
  const auto status = read_test("PASSED");
  BOOST_TEST((status.results.at(0).status == Status::inconclusive));
  BOOST_TEST(status.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(the_names_in_the_list_are_no_results) {
  const auto none = read("<Site><Testing><TestList><Test>./a</Test></TestList></Testing></Site>");
  BOOST_TEST(none.results.empty());
  BOOST_TEST(none.run_errors.size() == 1U);
  const auto some = read(
      "<Site><Testing><TestList><Test>./a</Test><Test>./b</Test></TestList>"
      "<Test Status='passed'><Name>a</Name></Test></Testing></Site>"
  );
  BOOST_TEST(some.results.size() == 1U);
  BOOST_TEST(some.run_errors.empty());
  BOOST_TEST(some.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_failure_says_the_reason_or_the_exit_code) {
  BOOST_TEST(
      message_of(measurement("Exit Code", "Failed") + measurement("Exit Value", "3")) ==
      "Failed, exit value 3"
  );
  BOOST_TEST(
      message_of(measurement("Exit Code", "Timeout") + measurement("Exit Value", "0")) == "Timeout"
  );
  BOOST_TEST(
      message_of(measurement("Exit Code", "Failed") + measurement("Fail Reason", "Regex=[x]")) ==
      "Regex=[x]"
  );
}

BOOST_AUTO_TEST_CASE(tests_of_one_name_in_several_folders_stay_apart) {
  const auto report = read(
      "<Site BuildName='b'><Testing><Test Status='passed'><Name>t</Name><Path>.</Path></Test>"
      "<Test Status='passed'><Name>t</Name><Path>./core/io</Path></Test></Testing></Site>"
  );
  BOOST_TEST(
      suite_path(report, report.results.at(0).suite) == std::vector<std::string_view>{"b"},
      boost::test_tools::per_element()
  );
  const std::vector<std::string_view> folder{"b", "core/io"};
  BOOST_TEST(
      suite_path(report, report.results.at(1).suite) == folder, boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(times_are_seconds_since_1970_and_the_words_beside_them_are_not_needed) {
  const auto report = read(
      "<Site><Testing><StartDateTime>Nov 23 16:08 Eastern Standard Time</StartDateTime>"
      "<StartTestTime>1795468136</StartTestTime><EndTestTime>1795468140</EndTestTime>"
      "</Testing></Site>"
  );
  BOOST_TEST(parsers::iso_8601(report.suites.at(0).start.value()).starts_with("2026-11-23T21:08:56")
  );
  BOOST_TEST(report.suites[0].duration.value().count() == 4000);
  BOOST_TEST(
      !read("<Site><Testing><StartTestTime>x</StartTestTime></Testing></Site>").suites.at(0).start
  );
}

BOOST_AUTO_TEST_CASE(custom_measurements_and_links_are_properties_and_ctests_own_are_not) {
  const auto report = read_test(
      "passed",
      measurement("Processors", "1") + measurement("Command Line", "sh -c x") +
          measurement("fps", " 60 ") +
          "<NamedMeasurement type='text/link' name='Log'><Value>https://a.example/</Value>"
          "</NamedMeasurement>"
  );
  const auto& properties = report.results.at(0).evidence().properties;
  BOOST_REQUIRE_EQUAL(properties.size(), 2U);
  BOOST_TEST(properties[0].value == "60");
  BOOST_TEST(properties[1].value == "https://a.example/");
}

BOOST_AUTO_TEST_CASE(enclosed_files_are_attachments_within_the_report) {
  const auto report = read(
      "<Site><Testing><Test Status='passed'><Name>t</Name><NamedMeasurement name='Attached File' "
      "encoding='base64' compression='tar/gzip' filename='core.log' type='file'><Value>H4sI</Value>"
      "</NamedMeasurement></Test></Testing></Site>"
  );
  const auto& files = report.results.at(0).evidence().attachments;
  BOOST_REQUIRE_EQUAL(files.size(), 1U);
  BOOST_TEST(files[0].name == "core.log");
  BOOST_TEST(files[0].path.empty());
  BOOST_TEST(files[0].content == "H4sI");
  BOOST_TEST((files[0].packing == parsers::Packing::base64_tar_gzip));
  BOOST_TEST(parsers::size_of_content(files[0]) == 3U);
  BOOST_TEST(report.oddities.empty());
}

BOOST_AUTO_TEST_CASE(of_a_file_that_is_packed_in_an_unknown_way_the_name_is_kept_and_told) {
  const auto report = read(
      "<Site><Testing><Test Status='passed'><Name>t</Name><NamedMeasurement name='Attached File' "
      "encoding='base64' compression='zip' filename='core.log' type='file'><Value>H4sI</Value>"
      "</NamedMeasurement></Test></Testing></Site>"
  );
  BOOST_TEST(report.results.at(0).evidence().properties.at(0).value == "core.log");
  BOOST_TEST(report.results[0].evidence().attachments.empty());
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(packed_output_is_unpacked_and_cleaned) {
  const auto report = read_packed(packed("\n\x1B[32mgreen\x1B[0m \xFF bad\n"));
  BOOST_TEST(report.results.at(0).evidence().out == "green \xEF\xBF\xBD bad");
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(packed_output_that_is_broken_gives_what_can_be_read_of_it) {
  auto bytes = packed("the first line\n" + std::string(3000, 'x'));
  bytes.resize(bytes.size() - 6);
  const auto cut = read_packed(bytes);
  BOOST_TEST(cut.results.at(0).evidence().out.starts_with("the first line"));
  BOOST_TEST(cut.oddities.size() == 1U);
  const auto noise = read_packed("this is not packed");
  BOOST_TEST(noise.results.at(0).evidence().out.empty());
  BOOST_TEST(noise.oddities.size() == 1U);
  const auto letters = read_test(
      "passed",
      "<Measurement><Value encoding='base64' compression='gzip'>&amp;%$</Value></Measurement>"
  );
  BOOST_TEST(letters.results.at(0).evidence().out.empty());
  BOOST_TEST(letters.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(output_that_unpacks_to_far_more_than_it_should_is_cut) {
  const auto report = read_packed(packed(std::string(std::size_t{32} * 1024 * 1024, 'x')));
  const auto size = report.results.at(0).evidence().out.size();
  BOOST_TEST(size > 1024U * 1024U);
  BOOST_TEST(size < 16U * 1024U * 1024U);
  BOOST_TEST(report.oddities.size() == 1U);
}

BOOST_AUTO_TEST_CASE(all_packed_outputs_of_a_report_share_one_limit) {
  const auto bomb = base64(packed(std::string(std::size_t{8} * 1024 * 1024, 'x')));
  std::string tests;
  for (int i = 0; i < 40; ++i) {
    tests +=
        "<Test Status='passed'><Name>t</Name><Results><Measurement><Value encoding='base64' "
        "compression='gzip'>" +
        bomb + "</Value></Measurement></Results></Test>";
  }
  const auto report = read("<Site><Testing>" + tests + "</Testing></Site>");
  std::size_t size = 0;
  for (const auto& result : report.results) {
    size += result.evidence().out.size();
  }
  BOOST_TEST(size == std::size_t{64} * 1024 * 1024);
}

BOOST_AUTO_TEST_CASE(base64_may_be_wrapped_and_ends_at_its_first_equals_sign) {
  BOOST_TEST(parsers::decode_base64("aGVs\n\t bG8=").value() == "hello");
  BOOST_TEST(parsers::decode_base64("aGk====").value() == "hi");
  BOOST_TEST(parsers::decode_base64("").value().empty());
  BOOST_TEST(!parsers::decode_base64("aGk*"));
}

BOOST_AUTO_TEST_CASE(the_other_parts_of_a_dashboard_are_no_reports) {
  BOOST_TEST(
      support::refusal_of("<Site><Build/></Site>").find("CTest dashboard") != std::string::npos
  );
  BOOST_TEST(support::refusal_of("<Site/>").find("CTest dashboard") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
