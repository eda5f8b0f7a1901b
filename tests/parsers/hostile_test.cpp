#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "parsers/text.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <random>
#include <string>

BOOST_AUTO_TEST_SUITE(hostile)

namespace {

namespace fs = std::filesystem;

std::string repeated(std::string_view text, std::size_t times) {
  std::string all;
  all.reserve(text.size() * times);
  for (std::size_t i = 0; i < times; ++i) {
    all += text;
  }
  return all;
}

parsers::Report read(std::string bytes) { return parsers::read_report("x.xml", std::move(bytes)); }

/// Whatever the bytes, there is a report of clean text or a ParseError.
void read_somehow(std::string bytes) {
  try {
    const auto report = read(std::move(bytes));
    for (const auto& result : report.results) {
      BOOST_TEST_REQUIRE(parsers::is_clean(result.name));
      BOOST_TEST_REQUIRE(parsers::is_clean(result.evidence().details));
      BOOST_TEST_REQUIRE(result.suite < report.suites.size());
    }
    parsers::to_json(report);
  } catch (const parsers::ParseError& error) {
    BOOST_TEST_REQUIRE(std::string_view(error.what()) != "");
    BOOST_TEST_REQUIRE(parsers::is_clean(error.what()));
  }
}

/// The report with a few bytes changed, left out or repeated.
std::string damaged(std::string whole, std::mt19937& random) {
  constexpr std::string_view interesting = "<>&\"'/=!?[]{}:,\\-;#x \n\0\x1B\xFF\xC3\xED";
  for (auto flips = 1 + random() % 8; flips > 0; --flips) {
    const auto at = random() % whole.size();
    switch (random() % 4) {
    case 0:
      whole[at] = static_cast<char>(random());
      break;
    case 1:
      whole[at] = interesting[random() % interesting.size()];
      break;
    case 2:
      whole.erase(at, 1 + random() % 20);
      break;
    default:
      whole.insert(at, whole.substr(random() % whole.size(), random() % 40));
    }
  }
  return whole;
}

/// A small report with something of everything.
std::string rich_report() {
  return support::slurp(fs::path(FIXTURES_DIR) / "junit" / "handmade-everything.xml");
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_million_nested_suites_are_read) {
  constexpr std::size_t depth = 1'000'000;
  const auto report = read(
      repeated("<testsuite>", depth) + "<testcase name=\"t\"/>" + repeated("</testsuite>", depth)
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.suites.size() == depth);
  BOOST_TEST(suite_path(report, report.results[0].suite).empty());
}

BOOST_AUTO_TEST_CASE(a_million_nested_elements_of_any_kind_are_passed_over) {
  constexpr std::size_t depth = 1'000'000;
  const auto report = read(
      "<testsuite><testcase name=\"t\"/>" + repeated("<x>", depth) + repeated("</x>", depth) +
      "</testsuite>"
  );
  BOOST_TEST(report.results.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_million_suites_that_are_never_closed_are_a_cut_file) {
  const auto refusal = support::refusal_of(repeated("<testsuite>", 1'000'000));
  BOOST_TEST(refusal.find("the file ends in the middle of <testsuite>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(ten_million_attributes_keep_a_bounded_number) {
  const auto report =
      read("<testsuite><testcase name=\"t\"" + repeated(" a='1'", 10'000'000) + "/></testsuite>");
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.results[0].evidence().properties.size() == 100U);
  BOOST_REQUIRE_EQUAL(report.oddities.size(), 1U);
  BOOST_TEST(report.oddities[0].what == "surplus attributes of test cases left out: 9999900");
}

BOOST_AUTO_TEST_CASE(entities_are_never_expanded_or_fetched) {
  for (const std::string doctype :
       {"<!DOCTYPE a [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>",
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"http://127.0.0.1:1/x\">]>",
        "<!DOCTYPE a [\n<!ENTITY % p SYSTEM \"http://127.0.0.1:1/x\"> %p;]>"}) {
    const auto refusal = support::refusal_of(doctype + "<testsuite/>");
    BOOST_TEST(refusal.find("the report declares an entity") != std::string::npos);
  }
  BOOST_TEST(read("<!DOCTYPE testsuite SYSTEM \"junit.dtd\"><testsuite/>").results.empty());
  BOOST_TEST(read("<!DOCTYPE testsuite [<!ELEMENT testsuite ANY> <!-- <!ENTITY -->]><testsuite/>")
                 .results.empty());
}

BOOST_AUTO_TEST_CASE(many_character_references_are_ordinary) {
  const auto report = read(
      "<testsuite><testcase name=\"t\"><system-out>x" + repeated("&#10;", 1'000'000) +
      "y</system-out></testcase></testsuite>"
  );
  BOOST_TEST(report.results[0].evidence().out.size() == 1'000'002U);
}

BOOST_AUTO_TEST_CASE(many_pieces_and_markers_take_time_in_proportion) {
  // A minute or more, or all memory, if any of them took the square of it.
  constexpr std::size_t many = 100'000;
  const auto outputs = repeated("<system-out>line of output</system-out>", many);
  const auto report = read(
      "<testsuite>" + outputs + "<testcase name=\"t\">" + outputs +
      repeated("<failure message=\"aaaaaaaaaa\">aaaaaaaaab</failure>", many) +
      "</testcase><testcase name=\"u\"><system-out>" + repeated("[[PROPERTY|x]]", many) +
      repeated("[[", many) + repeated("[[ATTACHMENT|x", many) +
      "</system-out></testcase></testsuite>"
  );
  BOOST_TEST(report.suites[0].out.size() == many * 15 - 1);
  BOOST_TEST(report.results[0].evidence().out.size() == many * 15 - 1);
  BOOST_TEST(report.results[1].evidence().attachments.empty());
}

BOOST_AUTO_TEST_CASE(a_cut_case_of_a_million_nested_elements_is_left_out) {
  const auto report =
      read("<testsuite><testcase name=\"t\"/><testcase>" + repeated("<x>", 1'000'000));
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.cut_off.value().element == "x");
}

BOOST_AUTO_TEST_CASE(a_million_suites_are_read_up_to_where_they_are_cut) {
  constexpr std::size_t depth = 1'000'000;
  const auto report = read(
      repeated("<testsuite>", depth) + "<testcase name=\"t\"/>" +
      repeated("</testsuite>", depth - 1)
  );
  BOOST_TEST(report.results.size() == 1U);
  BOOST_TEST(report.cut_off.value().element == "testsuite");
}

BOOST_AUTO_TEST_CASE(a_report_cut_anywhere_never_crashes) {
  const auto whole = rich_report();
  BOOST_TEST(read(whole).results.size() > 5U);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    read_somehow(whole.substr(0, size));
  }
}

BOOST_AUTO_TEST_CASE(random_damage_never_crashes) {
  std::mt19937 random(4711);
  const auto whole = rich_report();
  for (int round = 0; round < 4000; ++round) {
    read_somehow(damaged(whole, random));
  }
}

BOOST_AUTO_TEST_CASE(random_damage_to_json_never_crashes) {
  std::mt19937 random(4712);
  for (const std::string name :
       {"cucumber/handmade-jvm.json",
        "cucumber-messages/handmade-retries.ndjson",
        "behave/behave-cart.json"}) {
    const auto whole = support::slurp(fs::path(FIXTURES_DIR) / name);
    for (int round = 0; round < 1000; ++round) {
      BOOST_TEST_CONTEXT(name << ", round " << round) { read_somehow(damaged(whole, random)); }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
