#include "importer/progress_line.hpp"
#include "importer/text.hpp"

#include <boost/test/unit_test.hpp>

using importer::ProgressLine;

BOOST_AUTO_TEST_SUITE(progress_line)

namespace {

ProgressLine half_way() {
  ProgressLine line;
  line.phase = "recording in 'Nightly'";
  line.results = 1'000;
  line.results_done = 500;
  line.calls = 61;
  line.calls_done = 30;
  line.calls_left = 4;
  line.ends = "14:32:05";
  return line;
}

}  // namespace

BOOST_AUTO_TEST_CASE(says_how_far_it_is_what_is_left_and_when_it_ends) {
  BOOST_TEST(
      to_text(half_way(), 200, false) ==
      "recording in 'Nightly' · 500 of 1,000 results (50 %) · call 30 of 61 · 4 left in this "
      "minute "
      "· ends about 14:32:05"
  );
}

BOOST_AUTO_TEST_CASE(a_pause_stands_in_the_place_of_what_is_left) {
  auto line = half_way();
  line.pause = "waiting 12 s: the limit";
  const auto text = to_text(line, 200, false);
  BOOST_TEST((text.find("waiting 12 s") != std::string::npos), text);
  BOOST_TEST((text.find("left in") == std::string::npos), text);
}

BOOST_AUTO_TEST_CASE(on_a_narrow_terminal_a_pause_is_still_told) {
  auto line = half_way();
  line.pause = "waiting 53 s: the call budget, 30 a minute, is used up";
  const std::string results = "recording in 'Nightly' · 500 of 1,000 results (50 %) · ";
  BOOST_TEST(to_text(line, 110, false) == results + "waiting 53 s · ends about 14:32:05");
  BOOST_TEST(to_text(line, 79, false) == results + "waiting 53 s");
  BOOST_TEST(to_text(line, 40, false) == "recording in 'Nightly' · waiting 53 s");
  line.pause.clear();
  BOOST_TEST(to_text(line, 79, false) == results + "ends about 14:32:05");
}

BOOST_AUTO_TEST_CASE(never_takes_more_columns_than_there_are) {
  auto line = half_way();
  line.phase = "recording in '夜間テスト 夜間テスト'";
  for (std::size_t columns = 0; columns < 140; ++columns) {
    BOOST_TEST(importer::text::columns(to_text(line, columns, false)) <= columns);
  }
}

BOOST_AUTO_TEST_CASE(escape_sequences_are_there_only_with_colour) {
  BOOST_TEST((to_text(half_way(), 200, false).find('\x1b') == std::string::npos));
  BOOST_TEST((to_text(half_way(), 200, true).find("\x1b[36mends about") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(wide_and_combining_characters_take_the_columns_that_they_take) {
  BOOST_TEST(importer::text::columns("abc") == 3U);
  BOOST_TEST(importer::text::columns("夜間") == 4U);
  BOOST_TEST(importer::text::columns("e\u0301") == 1U);
  BOOST_TEST(importer::text::cut_to_columns("夜間テスト", 6) == "夜間…");
  BOOST_TEST(importer::text::cut_to_columns("夜間", 4) == "夜間");
  BOOST_TEST(importer::text::cut_to_columns("夜間", 0) == "");
}

BOOST_AUTO_TEST_SUITE_END()
