#include "parsers/read_report.hpp"
#include "parsers/report_json.hpp"
#include "parsers/text.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <regex>
#include <string>

/// No report is refused for an attribute or an element that its tool left out.

BOOST_AUTO_TEST_SUITE(optional)

namespace {

constexpr const char* folders[] = {"trx", "xunit"};

/// Reads `bytes` without what stands from `at` on.
void read_without(const std::string& bytes, std::size_t at, std::size_t size) {
  auto rest = bytes;
  rest.erase(at, size);
  BOOST_TEST_CONTEXT("without " << bytes.substr(at, std::min<std::size_t>(size, 80))) {
    const auto report = parsers::read_report("x.xml", rest);
    for (const auto& result : report.results) {
      BOOST_TEST_REQUIRE(result.suite < report.suites.size());
      BOOST_TEST_REQUIRE(parsers::is_clean(result.name));
    }
    BOOST_TEST(!parsers::to_json(report).empty());
  }
}

}  // namespace

BOOST_DATA_TEST_CASE(every_attribute_is_optional, boost::unit_test::data::make(folders), folder) {
  std::size_t left_out = 0;
  for (const auto& fixture : support::fixtures(folder, ".expected.json")) {
    const auto bytes = support::slurp(fixture.report);
    const std::regex attribute(" (?!xmlns|version|encoding)[A-Za-z-]+=\"[^\"]*\"");
    for (std::sregex_iterator found(bytes.begin(), bytes.end(), attribute), end; found != end;
         ++found, ++left_out) {
      read_without(
          bytes,
          static_cast<std::size_t>(found->position()),
          static_cast<std::size_t>(found->length())
      );
    }
  }
  BOOST_TEST(left_out > 50U);
}

BOOST_DATA_TEST_CASE(every_element_is_optional, boost::unit_test::data::make(folders), folder) {
  std::size_t left_out = 0;
  for (const auto& fixture : support::fixtures(folder, ".expected.json")) {
    const auto bytes = support::slurp(fixture.report);
    for (std::size_t at = bytes.find("\n  "); at != std::string::npos;
         at = bytes.find("\n  ", at + 1)) {
      const auto tag = bytes.find_first_not_of(" \n", at);
      if (bytes[tag] != '<' || bytes[tag + 1] == '/' || bytes[tag + 1] == '!') {
        continue;
      }
      const auto name = bytes.substr(tag + 1, bytes.find_first_of(" />", tag + 1) - tag - 1);
      // Indentation tells where it ends: on its own line, or at the end tag below.
      const auto indent = bytes.substr(at, tag - at);
      const auto line_end = bytes.find('\n', tag);
      const auto line = bytes.substr(tag, line_end - tag);
      const bool on_one_line = line.ends_with("/>") || line.ends_with("</" + name + ">");
      const auto end_tag = "</" + name + ">";
      const auto below = bytes.find(end_tag, tag);
      const auto end = on_one_line ? line_end : bytes.find(indent + end_tag, tag);
      const auto stop = on_one_line                ? line_end
                        : end != std::string::npos ? end + indent.size() + end_tag.size()
                                                   : below + end_tag.size();
      BOOST_REQUIRE(stop <= bytes.size());
      read_without(bytes, at, stop - at);
      ++left_out;
    }
  }
  BOOST_TEST(left_out > 20U);
}

BOOST_AUTO_TEST_SUITE_END()
