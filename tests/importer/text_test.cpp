#include "importer/text.hpp"

#include <boost/test/unit_test.hpp>

#include <set>

namespace text = importer::text;

BOOST_AUTO_TEST_SUITE(text_as_people_read_it)

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string whole;
  for (std::size_t i = 0; i < times; ++i) {
    whole += part;
  }
  return whole;
}

/// Whether each lead byte is followed by as many further bytes as it announces.
bool has_whole_characters(std::string_view whole) {
  for (std::size_t at = 0; at < whole.size();) {
    const auto lead = static_cast<unsigned char>(whole[at]);
    const std::size_t length = lead < 0x80   ? 1
                               : lead < 0xC0 ? 0
                               : lead < 0xE0 ? 2
                               : lead < 0xF0 ? 3
                                             : 4;
    if (length == 0 || at + length > whole.size()) {
      return false;
    }
    for (std::size_t i = 1; i < length; ++i) {
      if ((static_cast<unsigned char>(whole[at + i]) & 0xC0U) != 0x80U) {
        return false;
      }
    }
    at += length;
  }
  return true;
}

constexpr std::string_view one_to_four_bytes[] = {"x", "é", "漢", "🧪"};

}  // namespace

BOOST_AUTO_TEST_CASE(an_accent_typed_in_two_ways_becomes_the_same_text) {
  BOOST_TEST(text::nfc("Cafe\u0301") == "Caf\u00e9");
  BOOST_TEST(text::nfc("Caf\u00e9") == "Caf\u00e9");
  // Hangul from its letters, and two marks whatever their order.
  BOOST_TEST(text::nfc("\u1112\u1161\u11ab") == "\ud55c");
  BOOST_TEST(text::nfc("q\u0307\u0323") == text::nfc("q\u0323\u0307"));
}

BOOST_AUTO_TEST_CASE(unicode_form_changes_neither_look_alikes_nor_ascii) {
  BOOST_TEST(text::nfc("ﬁ") == "ﬁ");  // A ligature is another text than "fi".
  BOOST_TEST(text::nfc("plain text") == "plain text");
  BOOST_TEST(text::nfc("") == "");
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_text_stay_as_they_are) {
  BOOST_TEST(
      text::nfc("a\xff"
                "b") ==
      "a\xff"
      "b"
  );
}

BOOST_AUTO_TEST_CASE(white_space_around_a_text_goes_and_inside_it_stays) {
  BOOST_TEST(text::trimmed(" \t\r\n\v\f a  b \n") == "a  b");
  BOOST_TEST(text::trimmed(" \n ") == "");
  BOOST_TEST(text::trimmed("") == "");
  BOOST_TEST(text::trimmed("é") == "é");
}

BOOST_AUTO_TEST_CASE(on_one_line_every_run_of_white_space_is_one_blank) {
  BOOST_TEST(text::one_line("  one\n\t two\r\nthree  ") == "one two three");
  BOOST_TEST(text::one_line("\n") == "");
  BOOST_TEST(text::one_line("") == "");
}

BOOST_AUTO_TEST_CASE(characters_are_counted_and_not_bytes) {
  for (const auto character : one_to_four_bytes) {
    BOOST_TEST(text::characters(repeated(character, 7)) == 7U);
  }
  BOOST_TEST(text::characters("") == 0U);
}

BOOST_AUTO_TEST_CASE(first_and_last_count_characters_and_never_give_half_of_one) {
  const std::string_view mixed = "aé漢🧪z";
  BOOST_TEST(text::first(mixed, 0) == "");
  BOOST_TEST(text::first(mixed, 3) == "aé漢");
  BOOST_TEST(text::first(mixed, 4) == "aé漢🧪");
  BOOST_TEST(text::first(mixed, 5) == mixed);
  BOOST_TEST(text::first(mixed, 99) == mixed);
  BOOST_TEST(text::last(mixed, 0) == "");
  BOOST_TEST(text::last(mixed, 2) == "🧪z");
  BOOST_TEST(text::last(mixed, 4) == "é漢🧪z");
  BOOST_TEST(text::last(mixed, 99) == mixed);
}

BOOST_AUTO_TEST_CASE(what_fits_is_not_cut) {
  for (const auto character : one_to_four_bytes) {
    const auto just_fits = repeated(character, 255);
    BOOST_TEST(text::cut(just_fits, 255) == just_fits);
    BOOST_TEST(text::cut_in_the_middle(just_fits, 255) == just_fits);
  }
}

BOOST_AUTO_TEST_CASE(a_cut_at_the_end_shows_an_ellipsis_and_keeps_to_the_limit) {
  for (const auto character : one_to_four_bytes) {
    const auto shortened = text::cut(repeated(character, 256), 255);
    BOOST_TEST(text::characters(shortened) == 255U);
    BOOST_TEST(shortened.ends_with("…"));
    BOOST_TEST(has_whole_characters(shortened));
  }
  BOOST_TEST(text::cut("abc", 1) == "…");
}

BOOST_AUTO_TEST_CASE(a_cut_in_the_middle_keeps_both_ends_and_to_the_limit) {
  for (const auto character : one_to_four_bytes) {
    for (const std::size_t length : {256U, 257U, 1000U}) {
      const auto whole = "BEGIN" + repeated(character, length) + "END";
      const auto shortened = text::cut_in_the_middle(whole, 255);
      BOOST_TEST(text::characters(shortened) == 255U);
      BOOST_TEST(shortened.starts_with("BEGIN"));
      BOOST_TEST(shortened.ends_with("END"));
      BOOST_TEST(has_whole_characters(shortened));
    }
  }
}

BOOST_AUTO_TEST_CASE(long_texts_that_differ_only_in_the_middle_stay_different) {
  std::set<std::string> shortened;
  for (int i = 0; i < 1000; ++i) {
    const auto whole = repeated("é", 300) + std::to_string(i) + repeated("é", 300);
    shortened.insert(text::cut_in_the_middle(whole, 255));
  }
  BOOST_TEST(shortened.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(a_long_text_is_cut_as_every_earlier_version_cut_it) {
  // Tests in PractiTest have the name that was made then. The hash is the text's SHA-256.
  BOOST_TEST(text::cut_in_the_middle(repeated("x", 50), 20) == "xxx…77cf12060d47…xxx");
}

BOOST_AUTO_TEST_CASE(the_first_telling_line_has_a_letter_or_a_digit) {
  const std::pair<std::string_view, std::string_view> table[] = {
      {"expected 3", "expected 3"},
      {"\n\n   \n  expected 3  \nbut got 4", "expected 3"},
      {"=======\n-------\n7\nrest", "7"},
      {"{\n  \"a\": 1\n}", "\"a\": 1"},
      {"äöü", "äöü"},
      {"比較に失敗", "比較に失敗"},
      {"first\r\nsecond", "first"},
      {"", ""},
      {"\n***\n", ""},
      {"───────\nexpected 3", "expected 3"},
      {"engine_test.cpp:23\nexpected 3", "expected 3"},
      {"unknown file\nC++ exception", "C++ exception"},
      {"cart.js:3:14\n\n", "cart.js:3:14"},
      {"expected: 23\nbut got 24", "expected: 23"},
  };
  for (const auto& [whole, line] : table) {
    BOOST_TEST(text::first_telling_line(whole) == line);
  }
}

BOOST_AUTO_TEST_CASE(numbers_are_grouped_by_thousands) {
  BOOST_TEST(text::grouped(0) == "0");
  BOOST_TEST(text::grouped(999) == "999");
  BOOST_TEST(text::grouped(1'000) == "1,000");
  BOOST_TEST(text::grouped(123'456) == "123,456");
  BOOST_TEST(text::grouped(1'234'567) == "1,234,567");
}

BOOST_AUTO_TEST_CASE(one_is_singular_and_none_and_many_are_plural) {
  BOOST_TEST(text::counted(0, "test") == "0 tests");
  BOOST_TEST(text::counted(1, "test") == "1 test");
  BOOST_TEST(text::counted(2'000, "test") == "2,000 tests");
}

BOOST_AUTO_TEST_SUITE_END()
