#include "importer/configuration_file.hpp"
#include "importer/error.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

using importer::configuration_line;
using importer::parse_configuration;

BOOST_AUTO_TEST_SUITE(configuration_file)

namespace {

/// What the only line of a file gives its key.
std::string value_of(const std::string& line) {
  const auto lines = parse_configuration(line, "f.ini");
  BOOST_TEST_REQUIRE(lines.size() == 1U, line);
  return lines[0].value;
}

/// What the refusal says; empty when there was none.
std::string refusal(const std::string& content) {
  try {
    parse_configuration(content, "f.ini");
  } catch (const importer::UsageError& error) {
    return error.what();
  }
  return {};
}

void check_refusal(const std::string& content, const std::string& words) {
  const auto said = refusal(content);
  BOOST_TEST((said.find(words) != said.npos), "'" << content << "' -> " << said);
  BOOST_TEST((said.find("secret") == said.npos), said);
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_line_is_a_key_and_the_rest_of_it_the_value) {
  const auto lines = parse_configuration(
      "# The nightly build.\n\nproject = 42\r\n  set=Nightly run\n; or a comment so\nstrict = true",
      "f.ini"
  );
  BOOST_TEST_REQUIRE(lines.size() == 3U);
  BOOST_TEST(lines[0].key == "project");
  BOOST_TEST(lines[0].value == "42");
  BOOST_TEST(lines[0].line == 3U);
  BOOST_TEST(lines[1].key == "set");
  BOOST_TEST(lines[1].value == "Nightly run");
  BOOST_TEST(lines[1].line == 4U);
  BOOST_TEST(lines[2].line == 6U);
}

BOOST_AUTO_TEST_CASE(a_value_is_cut_nowhere) {
  BOOST_TEST(value_of("set = build #12") == "build #12");
  BOOST_TEST(value_of("set = a;b = c") == "a;b = c");
  BOOST_TEST(value_of("set = it's \"here\"") == "it's \"here\"");
  BOOST_TEST(value_of("proxy =") == "");
}

BOOST_AUTO_TEST_CASE(quotes_around_a_whole_value_are_taken_off_and_keep_what_is_within) {
  BOOST_TEST(value_of("set = \"Nightly\"") == "Nightly");
  BOOST_TEST(value_of("set = ' Nightly '") == " Nightly ");
  BOOST_TEST(value_of("set = \"a # b\"") == "a # b");
  BOOST_TEST(value_of("set = '\"Nightly\"'") == "\"Nightly\"");
  BOOST_TEST(value_of("set = \"\"") == "");
}

BOOST_AUTO_TEST_CASE(what_could_be_meant_in_two_ways_is_refused) {
  check_refusal("set = \"secret", "f.ini:1: the value begins with a quote");
  check_refusal("set = \"secret\" and \"b\"", "begins with a quote");
  check_refusal("set = \"", "begins with a quote");
  check_refusal("set = secret # the usual", "is the end of the value a comment?");
  check_refusal("set = secret ; the usual", "is the end of the value a comment?");
}

BOOST_AUTO_TEST_CASE(what_is_no_configuration_is_refused_with_its_line) {
  check_refusal("project = 1\n[secret]\n", "f.ini:2: there are no sections");
  check_refusal("\nsecret\n", "f.ini:2: this is not `key = value`");
  check_refusal(" = secret\n", "f.ini:1: this is not `key = value`");
  check_refusal("set = secret\xff", "f.ini:1: this is no text in UTF-8");
  check_refusal(std::string("s\0e\0t\0", 6), "f.ini:1: this is no text in UTF-8");
  check_refusal("set = secret\rproject = 1", "ordinary line ends");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_belongs_to_no_key) {
  BOOST_TEST(parse_configuration("\xEF\xBB\xBFset = S", "f.ini").at(0).key == "set");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_back) {
  for (const std::string value :
       {"Nightly",
        "",
        "build #12",
        "a # b",
        " padded ",
        "\"quoted\"",
        "'quoted'",
        "it's # \"",
        "é"}) {
    const auto line = configuration_line("set", value);
    if (value == "it's # \"") {
      BOOST_TEST(!line, "no quotes fit around " << value);
    } else {
      BOOST_TEST_REQUIRE(line.has_value(), value);
      BOOST_TEST(value_of(*line) == value, *line);
    }
  }
  BOOST_TEST(!configuration_line("set", "two\nlines"));
}

BOOST_AUTO_TEST_CASE(the_nearest_file_upwards_is_found) {
  const Folder folder;
  std::filesystem::create_directories(folder.path() / "a" / "b");
  BOOST_TEST(!importer::find_configuration(folder.path() / "a" / "b"));
  folder.write("ptimport.ini", "");
  const auto upper = folder.path() / "ptimport.ini";
  BOOST_TEST(importer::find_configuration(folder.path() / "a" / "b").value() == upper);
  folder.write("a/ptimport.ini", "");
  const auto nearer = folder.path() / "a" / "ptimport.ini";
  BOOST_TEST(importer::find_configuration(folder.path() / "a" / "b").value() == nearer);
}

BOOST_AUTO_TEST_SUITE_END()
