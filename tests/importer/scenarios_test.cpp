#include "importer/scenarios.hpp"
#include "importer/error.hpp"
#include "parsers/read_report.hpp"
#include "tests/importer/by_hand.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <ostream>
#include <string>

/// `--features`: which scenario a result is an execution of.

using namespace importer;
namespace data = boost::unit_test::data;
namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(scenarios_of_results)

namespace {

constexpr const char* cart = R"(Feature: Cart
  Background:
    Given an empty cart

  Scenario: A mug is added
    Then 1

  Scenario Outline: Paying with <card>
    Then <card>
    Examples:
      | card |
      | visa |
      | amex |

  Rule: Limits
    Scenario: Too many things
      Then no
)";

/// What is found of one result: the line of its scenario in "cart.feature", or why none is.
struct Sought {
  std::string class_name;
  std::string name;
  std::string file;
  std::uint32_t line;
  std::string found;
};

std::ostream& operator<<(std::ostream& out, const Sought& sought) {
  return out << sought.class_name << '|' << sought.name << '|' << sought.file << ':' << sought.line;
}

const Sought all_sought[] = {
    // By the path, however it is written.
    {"", "A mug is added", "features/cart.feature", 5, "5"},
    {"", "A mug is added", "cart.feature", 5, "5"},
    {"", "A mug is added", "./features\\cart.feature", 5, "5"},
    {"", "A mug is added", "file:features/cart.feature", 5, "5"},
    {"", "A mug is added", "classpath:cart.feature", 5, "5"},
    {"Cart", "A mug is added", "/elsewhere/features/cart.feature", 5, "5"},
    {"",
     "A mug is added",
     "/elsewhere/features/cart.feature",
     5,
     "the report names neither its feature nor a file that is there"},
    // The name has the last word: lines move.
    {"", "A mug is added", "features/cart.feature", 8, "5"},
    {"", "A lamp", "features/cart.feature", 5, "features/cart.feature has no scenario of its name"},
    // Rows, as each tool calls them.
    {"Cart", "Paying with visa", "features/cart.feature", 12, "8"},
    {"Cart", "Paying with <card> - #1.2: Paying with amex", "", 0, "8"},
    {"Cart", "Paying with <card> - Few - #1.2", "", 0, "8"},
    {"Cart", "Paying with <card> - Example #1.2", "", 0, "8"},
    {"features.cart.Cart", "Paying with amex -- @1.2 ", "", 0, "8"},
    {"Shop.CartFeature", "PayingWithCard(\"amex\",null)", "", 0, "8"},
    {"Cart", "Paying with amex", "", 0, "8"},
    {"Cart", "Paying with cash", "", 0, "features/cart.feature has no scenario of its name"},
    // Only an outline has rows.
    {"Cart", "A mug is added - #1.1", "", 0, "features/cart.feature has no scenario of its name"},
    {"Cart", "A mug is added(1)", "", 0, "features/cart.feature has no scenario of its name"},
    // By names.
    {"Cart", "A mug is added", "", 0, "5"},
    {"shop.Cart", "A mug is added", "", 0, "5"},
    {"Shop.Specs.CartFeature", "AMugIsAdded", "", 0, "5"},
    {"Cart", "Limits - Too many things", "", 0, "16"},
    {"Cart", "Too many things", "", 0, "16"},
    {"shop.CartTest", "A mug is added", "", 0, "no feature is named 'shop.CartTest'"},
    {"", "A mug is added", "", 0, "the report names neither its feature nor a file that is there"},
    {"",
     "A mug is added",
     "cart.feature.cpp",
     5,
     "the report names neither its feature nor a file that is there"},
};

/// The places of the scenarios, or why there are none, in the order of the results.
std::vector<std::string> found_in(Reports& reports, const ScenariosFound& told) {
  std::vector<std::string> found;
  auto without = told.without.begin();
  for (const auto& report : reports.read) {
    for (std::size_t i = 0; i < report.results.size(); ++i) {
      const auto scenario = report.scenarios.find(i);
      found.push_back(
          scenario != report.scenarios.end() ? scenario->second->place : (without++)->why
      );
    }
  }
  BOOST_TEST((without == told.without.end()));
  return found;
}

std::vector<std::string> found(const Folder& folder, Reports& reports) {
  const auto before = fs::current_path();
  fs::current_path(folder.path());
  const auto told = find_scenarios(reports, "features");
  fs::current_path(before);
  return found_in(reports, told);
}

/// The same for one result.
std::string found(const Folder& folder, const Sought& sought) {
  Reports reports;
  reports.read.push_back(by_hand::report());
  auto& result = by_hand::add(reports.read[0], sought.class_name, sought.name);
  result.file = sought.file;
  result.source_line = sought.line;
  return found(folder, reports).at(0);
}

ScenariosFound read_below(const Folder& folder) {
  auto reports = by_hand::passed({"a"});
  return find_scenarios(reports, folder.path().string());
}

}  // namespace

BOOST_DATA_TEST_CASE(a_scenario_is_found_by_file_and_name, data::make(all_sought), sought) {
  const Folder folder;
  folder.write("features/cart.feature", cart);
  const bool is_line = sought.found.find(' ') == std::string::npos;
  BOOST_TEST(
      found(folder, sought) == (is_line ? "features/cart.feature:" + sought.found : sought.found)
  );
}

/// Reports of the tools themselves, and the feature file that they ran.
BOOST_AUTO_TEST_CASE(all_results_of_real_reports_have_their_scenario) {
  const Folder folder;
  fs::create_directory(folder.path() / "features");
  fs::copy_file(
      fs::path(FIXTURES_DIR) / "features/cart.feature", folder.path() / "features/cart.feature"
  );
  for (const auto* file :
       {"cucumber-messages/cucumber-js-cart.ndjson",
        "cucumber/cucumber-js-cart.json",
        "cucumber/cucumber-ruby-cart.json",
        "behave/behave-cart.json",
        "junit/cucumber-js-cart.xml",
        "junit/behave-cart.xml"}) {
    std::ifstream in(fs::path(FIXTURES_DIR) / file, std::ios::binary);
    Reports reports;
    reports.read.push_back(parsers::read_report(file, {std::istreambuf_iterator<char>(in), {}}));
    BOOST_TEST(reports.read[0].results.size() > 5U);
    const auto places = found(folder, reports);
    for (std::size_t i = 0; i < places.size(); ++i) {
      const auto& result = reports.read[0].results[i];
      if (result.class_name.ends_with("Cart")) {
        BOOST_TEST(
            places[i].starts_with("features/cart.feature:"),
            file << ": " << result.name << ": " << places[i]
        );
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(of_equal_names_the_path_tells_and_else_none_is_taken) {
  const Folder folder;
  folder.write("features/a/cart.feature", cart);
  folder.write("features/b/cart.feature", cart);
  BOOST_TEST(
      found(folder, {"Cart", "A mug is added", "", 0, ""}) ==
      "2 scenarios could be it (features/a/cart.feature:5, features/b/cart.feature:5), and none is "
      "taken"
  );
  BOOST_TEST(
      found(folder, {"Cart", "A mug is added", "x/b/cart.feature", 5, ""}) ==
      "features/b/cart.feature:5"
  );
}

BOOST_AUTO_TEST_CASE(of_equal_names_in_a_file_the_line_tells) {
  const Folder folder;
  folder.write("features/a.feature", "Feature: F\nScenario: S\nGiven 1\nScenario: S\nGiven 2\n");
  BOOST_TEST(found(folder, {"F", "S", "features/a.feature", 4, ""}) == "features/a.feature:4");
  BOOST_TEST(
      found(folder, {"F", "S", "features/a.feature", 3, ""}) ==
      "2 scenarios could be it (features/a.feature:2, features/a.feature:4), and none is taken"
  );
}

BOOST_AUTO_TEST_CASE(a_name_as_it_is_written_beats_one_of_the_same_letters) {
  const Folder folder;
  folder.write("features/a.feature", "Feature: F\nScenario: It's on!\nScenario: Its on\n");
  BOOST_TEST(found(folder, {"F", "Its on", "", 0, ""}) == "features/a.feature:3");
  BOOST_TEST(
      found(folder, {"F", "ItsOn", "", 0, ""}) ==
      "2 scenarios could be it (features/a.feature:2, features/a.feature:3), and none is taken"
  );
}

BOOST_AUTO_TEST_CASE(a_test_has_the_scenario_of_its_first_result) {
  const Folder folder;
  folder.write("features/f.feature", "Feature: F\nScenario: S\nGiven 1\n");
  folder.write("features/g.feature", "Feature: G\nScenario: S\nGiven 2\n");
  Reports reports;
  reports.read.push_back(by_hand::report());
  by_hand::add(reports.read[0], "G", "S", parsers::Status::failed);  // Goes last.
  by_hand::add(reports.read[0], "F", "S");
  find_scenarios(reports, folder / "features");
  auto options = by_hand::options();
  options.name_template = "{name}";
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  const auto made = new_test(gathered.tests[0]);
  BOOST_TEST(made.test_type == "BDDTest");
  BOOST_TEST(made.scenario == "Scenario: S\nGiven 2");
}

BOOST_AUTO_TEST_CASE(results_that_are_steps_of_one_test_must_share_their_scenario) {
  const Folder folder;
  const std::string outline = "Scenario Outline: O\nGiven <a>\nExamples:\n|a|\n|1|\n|2|\n";
  folder.write("features/f.feature", "Feature: F\n" + outline);
  folder.write("features/g.feature", "Feature: G\n" + outline);
  auto options = by_hand::options();
  options.grain = Grain::method;
  options.name_template = "{name}";
  for (const auto* other : {"F", "G"}) {
    Reports reports;
    reports.read.push_back(by_hand::report());
    for (const auto* feature : {"F", "F", other}) {
      by_hand::add(reports.read[0], feature, "O").parameters = "(1)";
    }
    find_scenarios(reports, folder / "features");
    const auto gathered = by_hand::gathered(reports, options);
    BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
    BOOST_TEST_REQUIRE(gathered.tests[0].executions.size() == 1U);
    BOOST_TEST((gathered.tests[0].scenario != nullptr) == (other == std::string("F")));
  }
}

BOOST_AUTO_TEST_CASE(a_scenario_that_is_too_long_is_cut_and_told) {
  const Folder folder;
  std::string text = "Feature: F\nScenario: S\n";
  while (text.size() < longest_scenario + 100) {
    text += "  Given a lämp\n";
  }
  folder.write("a.feature", text);
  auto reports = by_hand::passed({"S"});
  reports.read[0].results[0].class_name = "F";
  const auto told = find_scenarios(reports, folder.path().string());
  BOOST_TEST_REQUIRE(told.shortened.size() == 1U);
  BOOST_TEST(told.shortened[0] == folder / "a.feature:2");
  const auto& sent = reports.read[0].scenarios.at(0)->text;
  BOOST_TEST(sent.size() <= longest_scenario);
  BOOST_TEST(sent.size() > longest_scenario - 8);
  BOOST_TEST(sent.ends_with("\n# The rest is in " + (folder / "a.feature:2")));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_told_and_stops_nothing) {
  const Folder folder;
  const Folder outside;
  outside.write("secret.feature", "Feature: Secret\n");
  folder.write(
      "a.feature",
      "\xEF\xBB\xBF"
      "Feature: F\n"
  );
  folder.write("b.feature", "Feature: \xE9\n");
  folder.write("c.feature", "nothing\n");
  folder.write("large.feature", "Feature: F\n" + std::string(8U << 20U, '#'));
  folder.write("notes.txt", "nothing\n");
  folder.link("out.feature", outside / "secret.feature");
  folder.link("same.feature", folder / "a.feature");
  const auto told = read_below(folder);
  BOOST_TEST(told.files == 2U);
  std::vector<std::string> unread;
  for (const auto& file : told.unread) {
    unread.push_back(to_text(file).substr(folder.path().string().size() + 1));
  }
  const std::vector<std::string> expected{
      "b.feature: it is no text in UTF-8",
      "c.feature:1: a feature was expected here; where its keyword is not English, the first line "
      "has to say the language, as `# language: de` does",
      "large.feature: it is larger than 8.0 MB",
      "out.feature: a symbolic link leads out of the folder of --features"};
  BOOST_TEST(unread == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_no_folder_is_refused) {
  const Folder folder;
  auto reports = by_hand::passed({"a"});
  const auto refused = [&](const std::string& name, const std::string& why) {
    const auto told = "--features takes the folder of the feature files, and '" + (folder / name) +
                      "' cannot be searched: " + why;
    BOOST_CHECK_EXCEPTION(
        find_scenarios(reports, folder / name),
        UsageError,
        [&](const auto& error) {
          BOOST_TEST(error.what() == told);
          return true;
        }
    );
  };
  folder.write("a.feature", "Feature: F\n");
  refused("missing", "No such file or directory");
  refused("a.feature", "Not a directory");
}

BOOST_AUTO_TEST_SUITE_END()
