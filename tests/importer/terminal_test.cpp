#include "importer/terminal.hpp"
#include "importer/text.hpp"

#include <boost/test/unit_test.hpp>

using importer::shown;

BOOST_AUTO_TEST_SUITE(what_a_terminal_shows)

BOOST_AUTO_TEST_CASE(plain_text_of_any_language_is_shown_as_it_is) {
  BOOST_TEST(
      shown("Warenkorb für 2 Bücher, 漢字, 🧪, العربية") ==
      "Warenkorb für 2 Bücher, 漢字, 🧪, العربية"
  );
}

BOOST_AUTO_TEST_CASE(escape_sequences_lose_their_power) {
  const std::string_view attacks[] = {
      "\x1b[2Jgone",           // Clears the screen.
      "\x1b]0;title\x07gone",  // Renames the window.
      "\x9b"
      "31m",                      // A lone byte, no valid UTF-8.
      "\u009b31mgone",            // CSI as one character.
      "\u009d0;title\u009cgone",  // OSC as one character.
      "back\b\b\bspace",
      "\x7f"
      "delete",
      std::string_view("a\0b", 3),
  };
  for (const auto attack : attacks) {
    const auto harmless = shown(attack);
    BOOST_TEST(!harmless.empty());
    for (std::size_t i = 0; i < harmless.size(); ++i) {
      const auto byte = static_cast<unsigned char>(harmless[i]);
      BOOST_TEST((byte >= 0x20 && byte != 0x7f));
      const bool is_c1 = byte == 0xC2 && i + 1 < harmless.size() &&
                         static_cast<unsigned char>(harmless[i + 1]) < 0xA0;
      BOOST_TEST(!is_c1);
    }
  }
}

BOOST_AUTO_TEST_CASE(marks_that_change_the_writing_direction_are_left_out) {
  const std::string_view marks[] = {
      "\u061c",
      "\u200e",
      "\u200f",
      "\u202a",
      "\u202b",
      "\u202c",
      "\u202d",
      "\u202e",
      "\u2066",
      "\u2067",
      "\u2068",
      "\u2069"};
  for (const auto mark : marks) {
    BOOST_TEST(shown("a" + std::string(mark) + "b") == "ab");
  }
}

BOOST_AUTO_TEST_CASE(invisible_characters_are_left_out) {
  BOOST_TEST(
      shown("a\u200b\ufeff\u00ad"
            "b") == "ab"
  );
}

BOOST_AUTO_TEST_CASE(it_is_always_one_line) {
  BOOST_TEST(shown("one\ntwo\r\nthree\tfour\vfive\fsix") == "one two three four five six");
  for (const std::string_view line_end : {"\u0085", "\u2028", "\u2029"}) {
    BOOST_TEST(shown("a" + std::string(line_end) + "b") == "ab");
  }
}

BOOST_AUTO_TEST_CASE(long_text_is_cut_by_characters) {
  std::string whole;
  for (int i = 0; i < 500; ++i) {
    whole += "漢";
  }
  BOOST_TEST(importer::text::characters(shown(whole)) == 160U);
  BOOST_TEST(importer::text::characters(shown(whole, 10)) == 10U);
  BOOST_TEST(shown(whole, 10).ends_with("…"));
}

BOOST_AUTO_TEST_CASE(bytes_that_are_no_utf_8_become_question_marks) {
  BOOST_TEST(
      shown("a\xff\xfe"
            "b") == "a??b"
  );
  BOOST_TEST(shown("half \xe6\xbc") == "half ??");
}

BOOST_AUTO_TEST_SUITE_END()
