#include "importer/inputs.hpp"
#include "importer/glob.hpp"
#include "tests/importer/folder.hpp"

#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include <algorithm>

namespace fs = std::filesystem;
using importer::find_inputs;
using importer::Inputs;
using Names = std::vector<std::string>;

BOOST_AUTO_TEST_SUITE(inputs)

namespace {

/// The files found, relative to the folder.
Names names_of(const Inputs& inputs, const Folder& folder) {
  Names found;
  for (const auto& file : inputs.files) {
    found.push_back(fs::path(file.shown).lexically_relative(folder.path()).generic_string());
  }
  return found;
}

Names found(const Folder& folder, const std::string& argument) {
  return names_of(find_inputs({folder / argument}), folder);
}

}  // namespace

#define SAME(given, ...)                                           \
  do {                                                             \
    const Names got = given;                                       \
    const Names expected __VA_ARGS__;                              \
    BOOST_TEST(got == expected, boost::test_tools::per_element()); \
  } while (false)

BOOST_AUTO_TEST_CASE(a_file_is_taken_whatever_it_is_called) {
  const Folder folder;
  folder.write("results.junit");
  const auto inputs = find_inputs({folder / "results.junit"});
  BOOST_TEST_REQUIRE(inputs.files.size() == 1U);
  BOOST_TEST(inputs.files[0].shown == folder / "results.junit");
  BOOST_TEST(inputs.files[0].named);
  BOOST_TEST(inputs.missing.empty());
  BOOST_TEST(inputs.unmatched.empty());
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_text_is_read_and_told_as_text) {
  const Folder folder;
  folder.write("caf\xe9.xml");
  const auto inputs = find_inputs({folder.path().string(), folder / "th\xe9.xml"});
  SAME(names_of(inputs, folder), {"caf\uFFFD.xml"});
  BOOST_TEST(fs::exists(inputs.files.front().path));
  SAME(inputs.missing, {folder / "th\uFFFD.xml"});
}

BOOST_AUTO_TEST_CASE(a_folder_that_cannot_be_looked_into_is_told) {
  const Folder folder;
  folder.write("open/r.xml");
  folder.write("closed/r.xml");
  fs::permissions(folder.path(), fs::perms::all);
  fs::permissions(folder / "closed", fs::perms::none);
  const bool is_root = ::geteuid() == 0;
  if (is_root) {
    BOOST_TEST_REQUIRE(::seteuid(65534) == 0);  // Root may look into everything.
  }
  const auto all = find_inputs({folder.path().string()});
  const auto by_pattern = find_inputs({folder / "**/*.xml"});
  if (is_root) {
    BOOST_TEST_REQUIRE(::seteuid(0) == 0);
  }
  fs::permissions(folder / "closed", fs::perms::all);
  for (const auto& inputs : {all, by_pattern}) {
    SAME(names_of(inputs, folder), {"open/r.xml"});
    BOOST_TEST_REQUIRE(inputs.closed.size() == 1U);
    BOOST_TEST(inputs.closed.begin()->first == folder / "closed");
    BOOST_TEST(inputs.closed.begin()->second == "Permission denied");
  }
}

BOOST_AUTO_TEST_CASE(a_folder_gives_its_xml_files_at_any_depth) {
  const Folder folder;
  for (const auto* name : {"b.xml", "a.XML", "deep/er/c.xml", "notes.txt", "xml", "c.xml.bak"}) {
    folder.write(name);
  }
  const auto inputs = find_inputs({folder.path().string()});
  SAME(names_of(inputs, folder), {"a.XML", "b.xml", "deep/er/c.xml"});
  BOOST_TEST(std::ranges::none_of(inputs.files, &importer::Input::named));
}

BOOST_AUTO_TEST_CASE(a_folder_with_a_slash_behind_it_is_the_same_folder) {
  const Folder folder;
  folder.write("in/a.xml");
  SAME(found(folder, "in/"), {"in/a.xml"});
}

BOOST_AUTO_TEST_CASE(dependencies_and_version_control_are_passed_over) {
  const Folder folder;
  folder.write("node_modules/pkg/a.xml");
  folder.write("deep/node_modules/a.xml");
  folder.write(".git/a.xml");
  folder.write("node_modules_of_mine/a.xml");
  SAME(found(folder, ""), {"node_modules_of_mine/a.xml"});
  SAME(found(folder, "**/*.xml"), {"node_modules_of_mine/a.xml"});
}

BOOST_AUTO_TEST_CASE(what_is_passed_over_can_be_named) {
  const Folder folder;
  folder.write("node_modules/pkg/a.xml");
  SAME(found(folder, "node_modules"), {"node_modules/pkg/a.xml"});
  SAME(found(folder, "node_modules/**/*.xml"), {"node_modules/pkg/a.xml"});
}

BOOST_AUTO_TEST_CASE(a_pattern_matches_within_one_folder) {
  const Folder folder;
  for (const auto* name :
       {"TEST-a.xml", "TEST-b.xml", "TEST-cc.xml", "other.xml", "deep/TEST-a.xml"}) {
    folder.write(name);
  }
  SAME(found(folder, "TEST-*.xml"), {"TEST-a.xml", "TEST-b.xml", "TEST-cc.xml"});
  SAME(found(folder, "TEST-?.xml"), {"TEST-a.xml", "TEST-b.xml"});
  SAME(found(folder, "TEST-[bx].xml"), {"TEST-b.xml"});
  SAME(found(folder, "*/TEST-a.xml"), {"deep/TEST-a.xml"});
}

BOOST_AUTO_TEST_CASE(two_stars_match_any_number_of_folders) {
  const Folder folder;
  for (const auto* name : {"a.xml", "x/a.xml", "x/y/a.xml", "x/y/z/a.xml", "x/y/b.xml"}) {
    folder.write(name);
  }
  SAME(found(folder, "**/a.xml"), {"a.xml", "x/a.xml", "x/y/a.xml", "x/y/z/a.xml"});
  SAME(found(folder, "x/**/a.xml"), {"x/a.xml", "x/y/a.xml", "x/y/z/a.xml"});
  SAME(found(folder, "**/y/*.xml"), {"x/y/a.xml", "x/y/b.xml"});
  SAME(found(folder, "**/y/**/a.xml"), {"x/y/a.xml", "x/y/z/a.xml"});
  SAME(found(folder, "**/**/a.xml"), {"a.xml", "x/a.xml", "x/y/a.xml", "x/y/z/a.xml"});
}

BOOST_AUTO_TEST_CASE(two_stars_at_the_end_mean_what_the_folder_itself_would) {
  const Folder folder;
  folder.write("x/a.xml");
  folder.write("x/y/b.xml");
  folder.write("x/y/screenshot.png");
  folder.write("c.xml");
  SAME(found(folder, "x/**"), {"x/a.xml", "x/y/b.xml"});
  SAME(found(folder, "x/**/"), {"x/a.xml", "x/y/b.xml"});
}

BOOST_AUTO_TEST_CASE(a_pattern_of_the_current_folder_needs_no_path) {
  const Folder folder;
  folder.write("x/ptimport-here.xml");
  const auto before = fs::current_path();
  fs::current_path(folder.path());
  const auto inputs = find_inputs({"**/ptimport-*.xml"});
  const auto dotted = find_inputs({"./**/ptimport-*.xml"});
  const auto above = find_inputs({"x/../x/*.xml"});
  fs::current_path(before);
  BOOST_TEST_REQUIRE(inputs.files.size() == 1U);
  BOOST_TEST(inputs.files[0].shown == "x/ptimport-here.xml");
  BOOST_TEST(dotted.files.size() == 1U);
  BOOST_TEST(above.files.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_star_does_not_match_a_leading_dot) {
  const Folder folder;
  folder.write(".hidden.xml");
  folder.write("shown.xml");
  SAME(found(folder, "*.xml"), {"shown.xml"});
  SAME(found(folder, ".*.xml"), {".hidden.xml"});
}

BOOST_AUTO_TEST_CASE(a_file_whose_name_holds_a_pattern_is_that_file) {
  const Folder folder;
  folder.write("results[chrome].xml");
  folder.write("resultsc.xml");
  folder.write("a*.xml");
  folder.write("ab.xml");
  SAME(found(folder, "results[chrome].xml"), {"results[chrome].xml"});
  SAME(found(folder, "a*.xml"), {"a*.xml"});
}

BOOST_AUTO_TEST_CASE(a_folder_whose_name_holds_a_pattern_is_that_folder) {
  const Folder folder;
  folder.write("build[1]/a.xml");
  SAME(found(folder, "build[1]"), {"build[1]/a.xml"});
  SAME(found(folder, "build[1]/*.xml"), {"build[1]/a.xml"});
}

BOOST_AUTO_TEST_CASE(the_order_is_that_of_the_names_whatever_the_order_of_creation) {
  const Names created[] = {
      {"b.xml", "a.xml", "B.xml", "a/a.xml", "10.xml", "9.xml", "é.xml", "a-b.xml"},
      {"é.xml", "9.xml", "a/a.xml", "a.xml", "a-b.xml", "10.xml", "B.xml", "b.xml"},
  };
  for (const auto& order : created) {
    const Folder folder;
    for (const auto& name : order) {
      folder.write(name);
    }
    const Names sorted = {
        "10.xml", "9.xml", "B.xml", "a-b.xml", "a.xml", "a/a.xml", "b.xml", "é.xml"};
    BOOST_TEST(found(folder, "") == sorted, boost::test_tools::per_element());
    BOOST_TEST(found(folder, "**/*.xml") == sorted, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(arguments_are_taken_in_their_order) {
  const Folder folder;
  folder.write("a.xml");
  folder.write("b/1.xml");
  folder.write("c.xml");
  SAME(
      names_of(find_inputs({folder / "c.xml", folder / "b", folder / "a.xml"}), folder),
      {"c.xml", "b/1.xml", "a.xml"}
  );
}

BOOST_AUTO_TEST_CASE(a_file_reached_twice_is_given_once) {
  const Folder folder;
  folder.write("x/a.xml");
  folder.link("same.xml", "x/a.xml");
  const Names arguments[] = {
      {folder / "x/a.xml", folder / "x/a.xml"},
      {folder / "x/a.xml", folder / "x/../x/./a.xml"},
      {folder / "x/a.xml", folder.path().string()},
      {folder / "x/a.xml", folder / "same.xml"},
      {folder / "x/*.xml", folder / "**/a.xml"},
  };
  for (const auto& given : arguments) {
    SAME(names_of(find_inputs(given), folder), {"x/a.xml"});
  }
}

BOOST_AUTO_TEST_CASE(a_link_to_a_file_is_a_file_and_a_broken_one_is_nothing) {
  const Folder folder;
  folder.write("elsewhere/a.xml");
  folder.link("in/link.xml", "../elsewhere/a.xml");
  folder.link("in/broken.xml", "nowhere.xml");
  folder.link("in/loop.xml", "loop.xml");
  SAME(found(folder, "in"), {"in/link.xml"});
  SAME(found(folder, "in/*.xml"), {"in/link.xml"});
}

BOOST_AUTO_TEST_CASE(links_to_folders_are_followed_only_where_they_are_named) {
  const Folder folder;
  folder.write("elsewhere/a.xml");
  folder.link("in/folder", "../elsewhere");
  SAME(found(folder, "in"), {});
  SAME(found(folder, "in/**/*.xml"), {});
  SAME(found(folder, "in/folder"), {"in/folder/a.xml"});
  SAME(found(folder, "in/folder/*.xml"), {"in/folder/a.xml"});
}

BOOST_AUTO_TEST_CASE(links_that_lead_in_circles_end) {
  const Folder folder;
  folder.write("x/a.xml");
  folder.link("x/up", "..");
  folder.link("x/self", ".");
  SAME(found(folder, ""), {"x/a.xml"});
  SAME(found(folder, "**/**/*.xml"), {"x/a.xml"});
}

BOOST_AUTO_TEST_CASE(what_is_named_and_not_there_is_told) {
  const Folder folder;
  folder.link("loop", "loop");
  folder.link("broken", "nowhere");
  const Names given = {folder / "none.xml", folder / "loop", folder / "broken"};
  const auto inputs = find_inputs(given);
  BOOST_TEST(inputs.files.empty());
  BOOST_TEST(inputs.missing == given, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_file_is_no_folder) {
  const Folder folder;
  folder.write("a.xml");
  const auto inputs = find_inputs({folder / "a.xml/b.xml"});
  BOOST_TEST(inputs.missing.size() == 1U);
  SAME(found(folder, "a.xml/*"), {});
}

BOOST_AUTO_TEST_CASE(a_pattern_or_folder_without_any_file_is_told) {
  const Folder folder;
  folder.make_folder("empty");
  folder.write("no-xml/notes.txt");
  const Names given = {folder / "empty", folder / "no-xml", folder / "*.xml", folder / "no/**/*.x"};
  const auto inputs = find_inputs(given);
  BOOST_TEST(inputs.files.empty());
  BOOST_TEST(inputs.missing.empty());
  BOOST_TEST(inputs.unmatched == given, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_folder_that_matches_a_pattern_is_no_file) {
  const Folder folder;
  folder.make_folder("folder.xml");
  folder.write("file.xml");
  SAME(found(folder, "*.xml"), {"file.xml"});
}

BOOST_AUTO_TEST_CASE(a_dash_is_standard_input_once) {
  const Folder folder;
  folder.write("a.xml");
  const auto inputs = find_inputs({folder / "a.xml", "-", "-"});
  BOOST_TEST_REQUIRE(inputs.files.size() == 2U);
  BOOST_TEST(inputs.files[1].path.empty());
  BOOST_TEST(inputs.files[1].shown == "standard input");
  BOOST_TEST(inputs.files[1].named);
}

BOOST_AUTO_TEST_CASE(only_star_question_mark_and_bracket_make_a_pattern) {
  for (const auto* pattern : {"*.xml", "a?.xml", "[ab].xml", "**"}) {
    BOOST_TEST(importer::is_pattern(pattern));
  }
  for (const auto* name : {"", "a.xml", "a]b.xml", "{a,b}.xml", "a b.xml"}) {
    BOOST_TEST(!importer::is_pattern(name));
  }
}

BOOST_AUTO_TEST_SUITE_END()
