#include "importer/file_name.hpp"

#include "importer/sizes.hpp"
#include "importer/text.hpp"

#include <boost/test/unit_test.hpp>

using importer::FileNames;
using importer::max_file_name_characters;
using importer::size_from;
using importer::size_text;

BOOST_AUTO_TEST_SUITE(file_names)

BOOST_AUTO_TEST_CASE(a_name_has_no_folders_and_no_control_characters) {
  const auto alone = [](const char* wanted) { return FileNames().name_for(wanted, wanted); };
  BOOST_TEST(alone("shots/a.png") == "a.png");
  BOOST_TEST(alone("C:\\shots\\a.png") == "a.png");
  BOOST_TEST(alone("a\u202egnp.exe") == "agnp.exe");
  BOOST_TEST(alone("shots/") == "shots");
  BOOST_TEST(alone("..") == "file");
  BOOST_TEST(alone("") == "file");
}

BOOST_AUTO_TEST_CASE(files_of_one_name_are_told_apart_in_the_same_way_every_time) {
  FileNames names;
  BOOST_TEST(names.name_for("a/shot.png", "a/shot.png") == "shot.png");
  const auto second = names.name_for("b/shot.png", "b/shot.png");
  BOOST_TEST(second.starts_with("shot-"));
  BOOST_TEST(second.ends_with(".png"));
  BOOST_TEST(names.name_for("b/shot.png", "b/shot.png") != second);
  FileNames again;
  again.name_for("a/shot.png", "a/shot.png");
  BOOST_TEST(again.name_for("b/shot.png", "b/shot.png") == second);
}

BOOST_AUTO_TEST_CASE(a_long_name_is_cut_and_keeps_its_ending) {
  FileNames names;
  const auto name = names.name_for(std::string(400, 'x') + ".tar.gz", "");
  BOOST_TEST(importer::text::characters(name) == max_file_name_characters);
  BOOST_TEST(name.ends_with(".tar.gz"));
  const auto other = names.name_for(std::string(400, 'x') + ".tar.gz", "other");
  BOOST_TEST(other != name);
  BOOST_TEST(importer::text::characters(other) <= max_file_name_characters);
}

BOOST_AUTO_TEST_CASE(sizes_are_read_and_written_as_people_do) {
  BOOST_TEST(size_from("812").value() == 812U);
  BOOST_TEST(size_from("3M").value() == 3U << 20U);
  BOOST_TEST(size_from("3mb").value() == 3U << 20U);
  BOOST_TEST(size_from("2K").value() == 2'048U);
  for (const auto* wrong :
       {"", "M", "-1", "1.5M", "3 M", "3MM", "3T", "99999999999999999999", "18014398509481984K"}) {
    BOOST_TEST(!size_from(wrong), wrong);
  }
  BOOST_TEST(size_text(1) == "1 byte");
  BOOST_TEST(size_text(999) == "999 bytes");
  BOOST_TEST(size_text(3U << 20U) == "3.0 MB");
}

BOOST_AUTO_TEST_SUITE_END()
