#include "importer/token.hpp"
#include "importer/error.hpp"
#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <sstream>

using importer::read_token;
using importer::UsageError;

BOOST_AUTO_TEST_SUITE(token)

namespace {

importer::Environment variable(const std::string& value) {
  return [value](const char* name) -> std::optional<std::string> {
    return std::string(name) == "PRACTITEST_TOKEN" ? std::optional(value) : std::nullopt;
  };
}

const importer::Environment no_environment = [](const char*) {
  return std::optional<std::string>();
};

std::string from_environment(const std::string& value) {
  std::istringstream no_input;
  return read_token(by_hand::options(), variable(value), no_input);
}

std::string from_file(const std::string& path, const std::string& input = {}) {
  auto options = by_hand::options();
  options.token_file = path;
  std::istringstream standard_input(input);
  return read_token(options, no_environment, standard_input);
}

template <class Read>
std::string refusal(const Read& read) {
  try {
    read();
  } catch (const UsageError& error) {
    return error.what();
  }
  return {};
}

bool holds(const std::string& text, std::string_view fragment) {
  return text.find(fragment) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(it_comes_from_the_environment_a_file_or_standard_input) {
  const Folder folder;
  BOOST_TEST(from_environment("abc123") == "abc123");
  BOOST_TEST(from_file(folder.write("token", "abc123")) == "abc123");
  BOOST_TEST(from_file("-", "abc123") == "abc123");
}

BOOST_AUTO_TEST_CASE(a_file_beats_the_environment) {
  const Folder folder;
  auto options = by_hand::options();
  options.token_file = folder.write("token", "of-the-file");
  std::istringstream no_input;
  BOOST_TEST(read_token(options, variable("of-the-environment"), no_input).text() == "of-the-file");
}

BOOST_AUTO_TEST_CASE(white_space_around_it_does_not_matter) {
  const Folder folder;
  BOOST_TEST(from_environment(" abc123\n") == "abc123");
  BOOST_TEST(from_file(folder.write("token", "abc123\r\n\n")) == "abc123");
  BOOST_TEST(from_file("-", "\tabc123 \n") == "abc123");
}

BOOST_AUTO_TEST_CASE(without_one_the_message_says_where_to_put_it) {
  std::istringstream no_input;
  const auto said = refusal([&] { read_token(by_hand::options(), no_environment, no_input); });
  for (const auto* fragment : {"PRACTITEST_TOKEN", "--token-file", "--sandbox"}) {
    BOOST_TEST(holds(said, fragment), said);
  }
}

BOOST_AUTO_TEST_CASE(an_empty_one_is_refused_and_its_source_named) {
  const Folder folder;
  const auto file = folder.write("token", "\n");
  BOOST_TEST(holds(refusal([] { from_environment(""); }), "PRACTITEST_TOKEN is empty"));
  BOOST_TEST(holds(refusal([] { from_environment("  "); }), "PRACTITEST_TOKEN is empty"));
  BOOST_TEST(holds(refusal([&] { from_file(file); }), file + " is empty"));
  BOOST_TEST(holds(refusal([] { from_file("-"); }), "standard input"));
}

BOOST_AUTO_TEST_CASE(what_is_no_single_word_is_refused_and_never_repeated) {
  const std::string_view secret = "s3cr3tt0k3n";
  const Folder folder;
  const std::string texts[] = {
      "s3cr3tt0k3n second",
      "s3cr3tt0k3n\nPROJECT=5\n",
      "PTToken: s3cr3tt0k3n",
      "\"s3cr3tt0k3n\tx\"",
      "s3cr3tt0k3n\x01x",
      "s3cr3tt0k3n\xc3\xa9",
      "s3cr3tt0k3n" + std::string(5'000, 'x'),
      std::string(5'000, 'x') + "s3cr3tt0k3n",
  };
  for (const auto& text : texts) {
    const auto file = folder.write("token", text);
    for (const auto& said :
         {refusal([&] { from_environment(text); }), refusal([&] { from_file(file); }), refusal([&] {
            from_file("-", text);
          })}) {
      BOOST_TEST(holds(said, "does not hold an API token"), said);
      BOOST_TEST(!holds(said, secret), said);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_longest_that_is_taken_has_4096_bytes) {
  const Folder folder;
  const std::string longest(4'096, 'x');
  BOOST_TEST(from_file(folder.write("token", longest + "\n")) == longest);
  BOOST_TEST(from_environment(longest) == longest);
  BOOST_TEST(!refusal([&] { from_file(folder.write("token", longest + "x")); }).empty());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_refused_with_the_reason) {
  const Folder folder;
  const auto said = refusal([&] { from_file(folder / "none"); });
  BOOST_TEST(holds(said, "--token-file"), said);
  BOOST_TEST(holds(said, "No such file"), said);
}

BOOST_AUTO_TEST_CASE(a_file_that_others_may_read_or_change_is_warned_about) {
  using std::filesystem::perms;
  const Folder folder;
  auto options = by_hand::options();
  options.token_file = folder.write("token", "abc123");
  for (const auto allowed : {perms::group_read, perms::others_read, perms::group_write}) {
    std::filesystem::permissions(options.token_file, perms::owner_read | allowed);
    const auto warning = importer::open_to_others(options);
    BOOST_TEST_REQUIRE(warning.has_value());
    BOOST_TEST(holds(*warning, options.token_file), *warning);
    BOOST_TEST(holds(*warning, "chmod 600"), *warning);
  }
  BOOST_TEST(holds(*importer::open_to_others(options), "mode is 420"));
  std::filesystem::permissions(options.token_file, perms::owner_read | perms::owner_write);
  BOOST_TEST(!importer::open_to_others(options));
}

BOOST_AUTO_TEST_CASE(no_other_place_of_the_token_is_warned_about) {
  auto options = by_hand::options();
  for (const auto* place : {"", "-", "/dev/null", "/nowhere/token"}) {
    options.token_file = place;
    BOOST_TEST(!importer::open_to_others(options), place);
  }
}

BOOST_AUTO_TEST_CASE(a_folder_is_no_token) {
  const Folder folder;
  BOOST_TEST(holds(refusal([&] { from_file(folder.path().string()); }), "--token-file"));
}

BOOST_AUTO_TEST_CASE(a_token_given_in_place_of_its_file_is_not_repeated) {
  const auto said = refusal([] { from_file("0123456789abcdef0123456789abcdef01234567"); });
  BOOST_TEST(holds(said, "--token-file"), said);
  BOOST_TEST(!holds(said, "0123456789abcdef"), said);
}

BOOST_AUTO_TEST_SUITE_END()
