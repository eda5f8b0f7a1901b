#include "parsers/decode.hpp"
#include "parsers/error.hpp"
#include "parsers/read_report.hpp"
#include "tests/parsers/files.hpp"

#include <iconv.h>

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>
#include <string>

BOOST_AUTO_TEST_SUITE(encoding)

namespace {

using namespace std::string_literals;

/// `utf8` in another encoding, as iconv writes it.
std::string encoded(std::string utf8, const char* encoding) {
  auto* const converter = iconv_open(encoding, "UTF-8");
  char* in = utf8.data();
  auto in_left = utf8.size();
  std::string bytes(utf8.size() * 4 + 16, '\0');
  char* out = bytes.data();
  auto out_left = bytes.size();
  BOOST_REQUIRE(iconv(converter, &in, &in_left, &out, &out_left) != static_cast<std::size_t>(-1));
  iconv_close(converter);
  bytes.resize(bytes.size() - out_left);
  return bytes;
}

std::string report_named(const std::string& declaration, const std::string& name) {
  return declaration + "<testsuite name=\"s\">\n<testcase name=\"" + name + "\"/>\n</testsuite>\n";
}

std::string declared(const std::string& encoding) {
  return "<?xml version=\"1.0\" encoding=\"" + encoding + "\"?>\n";
}

struct Encoding {
  const char* iconv;     ///< How the bytes are made.
  std::string declared;  ///< Empty: no declaration.
  std::string mark;      ///< Byte order mark.
  std::string name;
};

std::ostream& operator<<(std::ostream& out, const Encoding& row) {
  return out << row.iconv << " declared as \"" << row.declared << '"'
             << (row.mark.empty() ? "" : " with a byte order mark");
}

const std::array encodings = std::to_array<Encoding>({
    {"UTF-8", "", "", "grüße 漢字 😀"},
    {"UTF-8", "utf8", "", "grüße 漢字 😀"},
    {"UTF-8", "UTF-8", "\xEF\xBB\xBF", "grüße 漢字 😀"},
    {"UTF-8", "UTF-16", "", "grüße"},
    {"UTF-16LE", "UTF-16", "\xFF\xFE", "grüße 漢字 😀"},
    {"UTF-16BE", "UTF-16", "\xFE\xFF", "grüße 漢字 😀"},
    {"UTF-16LE", "UTF-16 LE", "\xFF\xFE", "grüße"},
    {"UTF-16LE", "utf-8", "\xFF\xFE", "grüße"},
    {"UTF-16LE", "UTF-16", "", "grüße"},
    {"UTF-16BE", "", "", "grüße"},
    {"UTF-32LE", "UTF-32", "\xFF\xFE\0\0"s, "grüße 😀"},
    {"UTF-32BE", "UTF-32", "\0\0\xFE\xFF"s, "grüße 😀"},
    {"ISO-8859-1", "ISO-8859-1", "", "grüße"},
    {"WINDOWS-1252", "ISO-8859-1", "", "„grüße“ – 5 €"},
    {"WINDOWS-1252", "windows-1252", "", "„grüße“"},
    {"ISO-8859-15", "ISO-8859-15", "", "5 €"},
    {"WINDOWS-1251", "windows-1251", "", "привет"},
    {"SHIFT_JIS", "Shift_JIS", "", "漢字テスト"},
    {"EUC-JP", "EUC-JP", "", "漢字テスト"},
    {"GBK", "GBK", "", "测试"},
    {"GB18030", "gb18030", "", "测试"},
    {"BIG5", "Big5", "", "測試"},
});

parsers::Report read(std::string bytes) { return parsers::read_report("x.xml", std::move(bytes)); }

std::string only_oddity(const parsers::Report& report) {
  BOOST_REQUIRE_EQUAL(report.oddities.size(), 1U);
  const auto& oddity = report.oddities[0];
  return std::to_string(oddity.report_line) + ": " + oddity.what;
}

std::string case_with(const std::string& text) {
  return "<testsuite>\n<testcase name=\"t\"><system-out>" + text +
         "</system-out></testcase></testsuite>";
}

}  // namespace

BOOST_DATA_TEST_CASE(every_encoding_becomes_utf8, encodings, row) {
  const auto declaration = row.declared.empty() ? "" : declared(row.declared);
  const auto report = read(row.mark + encoded(report_named(declaration, row.name), row.iconv));
  BOOST_REQUIRE_EQUAL(report.results.size(), 1U);
  BOOST_TEST(report.results[0].name == row.name);
}

BOOST_AUTO_TEST_CASE(a_wrong_declaration_is_told) {
  const auto report = read(report_named(declared("UTF-16"), "t"));
  BOOST_TEST(
      only_oddity(report) == "1: the declared encoding is wrong, the file was read as UTF-8: 1"
  );
}

BOOST_AUTO_TEST_CASE(an_encoding_that_nobody_knows_is_refused) {
  BOOST_TEST(
      support::refusal_of(report_named(declared("klingon-8"), "t")) ==
      "1:0: the file declares the encoding \"klingon-8\", which is not known: save it as UTF-8"
  );
  BOOST_TEST(
      support::refusal_of(report_named(declared("../../etc/x"), "t")) ==
      "1:0: the file declares the encoding \"../../etc/x\", which is not known: save it as UTF-8"
  );
}

BOOST_AUTO_TEST_CASE(xml_1_1_is_read) {
  BOOST_TEST(
      read(report_named("<?xml version='1.1' encoding='UTF-8'?>", "t")).results.size() == 1U
  );
}

BOOST_AUTO_TEST_CASE(bytes_that_are_not_utf8_are_replaced_and_counted) {
  const auto report =
      read(case_with("a\xFF"
                     "b\xC3(\xED\xA0\x80\xF5"));
  BOOST_TEST(report.results[0].evidence().out == "a\uFFFDb\uFFFD(\uFFFD\uFFFD\uFFFD\uFFFD");
  BOOST_TEST(only_oddity(report) == "2: bytes that are not UTF-8 replaced by U+FFFD: 6");
}

BOOST_AUTO_TEST_CASE(control_characters_are_replaced_and_counted) {
  const auto report =
      read(case_with("a\x01"
                     "b\x7F"
                     "c\xC2\x85"
                     "d\0e"s));
  BOOST_TEST(report.results[0].evidence().out == "a\uFFFDb\uFFFDc\uFFFDd\uFFFDe");
  BOOST_TEST(only_oddity(report) == "2: control characters replaced by U+FFFD: 4");
}

BOOST_AUTO_TEST_CASE(colours_are_removed) {
  const auto report =
      read(case_with("\x1B[1;31mred\x1B[0m \x1B]8;;http://x\x1B\\link\x1B]8;;\a \x1B[38;5;9mx\x1B[K"
      ));
  BOOST_TEST(report.results[0].evidence().out == "red link x");
  BOOST_TEST(only_oddity(report) == "2: terminal colour sequences removed: 6");
}

BOOST_AUTO_TEST_CASE(references_to_forbidden_characters_are_repaired) {
  const auto report =
      read(case_with("&#x1B;[31mred&#x1b;[0m a&#1;b&#xFFFF;c&#xD800;d&#99999999999;"));
  BOOST_TEST(report.results[0].evidence().out == "red a\uFFFDb\uFFFDc\uFFFDd\uFFFD");
  BOOST_TEST(only_oddity(report) == "2: references to forbidden characters removed or replaced: 6");
}

BOOST_AUTO_TEST_CASE(references_are_decoded_once) {
  const auto report = read(
      "<testsuite name=\"a &amp;lt; b\"><testcase name=\"&lt;&#233;&#x1F600;&apos;&quot;&gt;\">"
      "<system-out>&amp;amp;<![CDATA[&amp;]]>&#13;&#10;x</system-out></testcase></testsuite>"
  );
  BOOST_TEST(report.suites[0].name == "a &lt; b");
  BOOST_TEST(report.results[0].name == "<é😀'\">");
  BOOST_TEST(report.results[0].evidence().out == "&amp;&amp;\nx");
}

BOOST_AUTO_TEST_CASE(line_ends_of_windows_become_newlines) {
  const auto report = read(
      "<testsuite>\r\n<testcase name=\"t\">\r\n<failure message=\"a\r\nb\">c\r\nd"
      "</failure></testcase>\r\n<testcase name=\"u\"/></testsuite>"
  );
  BOOST_TEST(report.results[0].evidence().message == "a\nb");
  BOOST_TEST(report.results[0].evidence().details == "c\nd");
  BOOST_TEST(report.results[1].report_line == 6U);
}

BOOST_AUTO_TEST_CASE(what_stands_around_the_document_is_passed_over) {
  BOOST_TEST(
      only_oddity(read("\n\n " + declared("UTF-8") + case_with("x"))) ==
      "1: white space before the XML declaration passed over: 1"
  );
  BOOST_TEST(
      only_oddity(read(case_with("x") + "\nBUILD <b>FAILED</b>\n")) ==
      "3: text after the end of the report passed over, bytes: 19"
  );
  BOOST_TEST(read(case_with("x") + "\n<!-- end --><?done?>\n").oddities.empty());
}

BOOST_AUTO_TEST_CASE(a_file_of_4_gib_is_refused) {
  BOOST_CHECK_NO_THROW(parsers::refuse_if_too_large(4'000'000'000));
  BOOST_CHECK_THROW(parsers::refuse_if_too_large(1ULL << 32), parsers::ParseError);
}

BOOST_AUTO_TEST_SUITE_END()
