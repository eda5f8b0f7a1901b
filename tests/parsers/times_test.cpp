#include "parsers/times.hpp"
#include "parsers/report_json.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <clocale>
#include <locale>
#include <ostream>

BOOST_AUTO_TEST_SUITE(times)

namespace {

using parsers::Comma;
using parsers::CommaHint;

struct Seconds {
  std::string_view text;
  Comma comma;
  std::string_view milliseconds;  ///< Empty: not readable.
};

std::ostream& operator<<(std::ostream& out, const Seconds& row) {
  return out << '"' << row.text << '"';
}

constexpr std::array seconds = std::to_array<Seconds>({
    {"0", Comma::decimal, "0"},
    {"12", Comma::decimal, "12000"},
    {"0.", Comma::decimal, "0"},
    {"0.0004", Comma::decimal, "0"},
    {"0.0005", Comma::decimal, "1"},
    {"4.2426", Comma::decimal, "4243"},
    {".5", Comma::decimal, "500"},
    {" 1.5 ", Comma::decimal, "1500"},
    {"+1.5", Comma::decimal, "1500"},
    {"7.1e-05", Comma::decimal, "0"},
    {"5.3E-05", Comma::decimal, "0"},
    {"1.5e2", Comma::decimal, "150000"},
    {"1e-400", Comma::decimal, "0"},
    {"0,014", Comma::thousands, "14"},
    {"1,5", Comma::thousands, "1500"},
    {"1,041", Comma::decimal, "1041"},
    {"1,041", Comma::thousands, "1041000"},
    {"1,134.5", Comma::decimal, "1134500"},
    {"1,000,000", Comma::decimal, "1000000000"},
    {"1.134,5", Comma::decimal, "1134500"},
    {"123456789.25", Comma::decimal, "123456789250"},
    {"1234567890.25", Comma::decimal, "1234567890250"},
    {"", Comma::decimal, ""},
    {"-1.120", Comma::decimal, ""},
    {"-0", Comma::decimal, ""},
    {"-345345", Comma::decimal, ""},
    {"NaN", Comma::decimal, ""},
    {"inf", Comma::decimal, ""},
    {"1e400", Comma::decimal, ""},
    {"99999999999999999999", Comma::decimal, ""},
    {"x.x.x.x", Comma::decimal, ""},
    {"1.2.3", Comma::decimal, ""},
    {"1.5s", Comma::decimal, ""},
    {"0x10", Comma::decimal, ""},
    {",", Comma::decimal, ""},
    {".", Comma::decimal, ""},
});

std::string read_seconds(const Seconds& row) {
  const auto duration = parsers::parse_seconds(row.text, row.comma);
  return duration ? std::to_string(duration->count()) : "";
}

struct Hint {
  std::string_view text;
  CommaHint hint;
};

std::ostream& operator<<(std::ostream& out, const Hint& row) {
  return out << '"' << row.text << '"';
}

constexpr std::array hints = std::to_array<Hint>({
    {"1.5", CommaHint::none},
    {"1,041", CommaHint::ambiguous},
    {"999,999", CommaHint::ambiguous},
    {"0,041", CommaHint::decimal},
    {"1,04", CommaHint::decimal},
    {"1,0412", CommaHint::decimal},
    {"1234,567", CommaHint::decimal},
    {",500", CommaHint::decimal},
    {"1.134,5", CommaHint::decimal},
    {"1,134.5", CommaHint::thousands},
    {"1,134,500", CommaHint::thousands},
});

struct Timestamp {
  std::string_view text;
  std::string_view expected;  ///< Empty: not readable.
};

std::ostream& operator<<(std::ostream& out, const Timestamp& row) {
  return out << '"' << row.text << '"';
}

constexpr std::array timestamps = std::to_array<Timestamp>({
    {"2026-11-23T21:08:56", "2026-11-23T21:08:56"},
    {"2026-11-23T21:08:56Z", "2026-11-23T21:08:56Z"},
    {"2026-11-23T21:08:56+00:00", "2026-11-23T21:08:56Z"},
    {"2026-11-23T21:08:56.12", "2026-11-23T21:08:56.120"},
    {"2026-11-23T21:08:56,120", "2026-11-23T21:08:56.120"},
    {"2026-11-23T21:08:56.1234567-01:00", "2026-11-23T21:08:56.123-01:00"},
    {"2026-11-23T21:08:56+0530", "2026-11-23T21:08:56+05:30"},
    {"2026-11-23T21:08:56+01", "2026-11-23T21:08:56+01:00"},
    {"2026-11-23T21:08", "2026-11-23T21:08:00"},
    {"2021-03-07T10:36:56 UTC", "2021-03-07T10:36:56Z"},
    {"2024-01-03 12:27:54Z", "2024-01-03T12:27:54Z"},
    {"2024-01-03", "2024-01-03T00:00:00"},
    {"2024-01-03T 12:40:13", "2024-01-03T12:40:13"},
    {"2026-02-21T15:48:03 GMT-05:00", "2026-02-21T15:48:03-05:00"},
    {"2026-02-21T15:48:03 IST", "2026-02-21T15:48:03"},
    {"Mon, 23 Nov 2026 21:08:56 GMT", "2026-11-23T21:08:56Z"},
    {"23 Nov 2026 21:08:56", "2026-11-23T21:08:56"},
    {"1700000000", "2023-11-14T22:13:20Z"},
    {"1700000000123", "2023-11-14T22:13:20.123Z"},
    {"1970-01-01T00:00:00.000", ""},
    {"0001-01-01T00:00:00Z", ""},
    {"0001-01-01 00:00:00", ""},
    {"2026-02-30T00:00:00", ""},
    {"2026-11-23T25:00:00", ""},
    {"2026-11-23T21:08:56 +x", ""},
    {"2026-11-23X21:08:56", ""},
    {"yesterday", ""},
    {"", ""},
});

std::string read_timestamp(std::string_view text) {
  const auto start = parsers::parse_timestamp(text);
  return start ? parsers::iso_8601(*start) : "";
}

/// What no machine need have installed: 1.234,5.
class GermanNumbers : public std::numpunct<char> {
protected:
  char do_decimal_point() const override { return ','; }
  char do_thousands_sep() const override { return '.'; }
  std::string do_grouping() const override { return "\3"; }
};

}  // namespace

BOOST_DATA_TEST_CASE(seconds_are_read_in_every_notation, seconds, row) {
  BOOST_TEST(read_seconds(row) == row.milliseconds);
}

BOOST_DATA_TEST_CASE(a_comma_tells_what_it_can_stand_for, hints, row) {
  BOOST_TEST((parsers::comma_hint(row.text) == row.hint));
}

BOOST_AUTO_TEST_CASE(one_sure_decimal_comma_decides_for_the_whole_file) {
  parsers::CommaVote vote;
  vote.add(CommaHint::ambiguous);
  BOOST_TEST((vote.verdict() == Comma::decimal));
  vote.add(CommaHint::thousands);
  BOOST_TEST((vote.verdict() == Comma::thousands));
  vote.add(CommaHint::decimal);
  BOOST_TEST((vote.verdict() == Comma::decimal));
}

BOOST_DATA_TEST_CASE(timestamps_are_read_in_every_shape, timestamps, row) {
  BOOST_TEST(read_timestamp(row.text) == row.expected);
}

BOOST_AUTO_TEST_CASE(the_locale_of_the_machine_changes_nothing) {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const auto* name : {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "de_DE"}) {
    if (std::setlocale(LC_ALL, name) != nullptr) {
      break;
    }
  }
  const auto global = std::locale::global(std::locale(std::locale::classic(), new GermanNumbers));
  BOOST_TEST(read_seconds({"1234.5", Comma::decimal, ""}) == "1234500");
  BOOST_TEST(read_seconds({"7.5e1", Comma::decimal, ""}) == "75000");
  BOOST_TEST(read_seconds({"1,234,567", Comma::decimal, ""}) == "1234567000");
  BOOST_TEST(read_timestamp("Mon, 23 Nov 2026 21:08:56 GMT") == "2026-11-23T21:08:56Z");
  BOOST_TEST(parsers::pretty(1234.5) == "1234.5\n");
  std::locale::global(global);
  std::setlocale(LC_ALL, before.c_str());
}

BOOST_AUTO_TEST_SUITE_END()
