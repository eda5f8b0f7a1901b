#include "tests/e2e/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <iostream>
#include <set>

using namespace e2e;

namespace fs = std::filesystem;

BOOST_AUTO_TEST_SUITE(corpus)

BOOST_AUTO_TEST_CASE(reports_of_other_projects_are_recorded_but_for_the_broken_ones) {
  const auto folder = fs::path(CORPUS_DIR) / "junit";
  if (!fs::is_directory(folder)) {
    std::cout << "corpus: skipped, there is no " << folder.filename() << " of other projects\n";
    BOOST_TEST(true);
    return;
  }
  const Bench bench;
  // Thousands of calls, of a program and a server with sanitizers.
  auto command = bench.command("import", {"--format", "json", folder.string()});
  command.limit = std::chrono::minutes(5);
  const auto told = bench.run(command);
  BOOST_TEST(told.exit_code == 1);
  const auto summary = told.json();
  const auto& outcomes = summary.at("outcomes");
  const auto recorded = outcomes.at("recorded").to_number<std::size_t>();
  // Two say PT-17, which this project does not have.
  const auto refused = outcomes.at("refused").to_number<std::size_t>();
  BOOST_TEST(refused == 2U);
  BOOST_TEST(recorded + refused == summary.at("results").to_number<std::size_t>());
  BOOST_TEST(recorded > 1'000U);
  BOOST_TEST(bench.server->runs().size() == recorded);
  BOOST_TEST(!summary.at("reports").at("unreadable").as_array().empty());
  BOOST_TEST(summary.at("reports").at("read").as_array().size() > 200U);
  BOOST_TEST(
      summary.at("calls").at("total").to_number<std::size_t>() ==
      summary.at("planned_calls").at("total").to_number<std::size_t>()
  );
  std::set<std::string> names;
  for (const auto& test : bench.server->tests()) {
    BOOST_TEST(names.insert(test.name).second, "made twice: " << test.name);
  }
}

BOOST_AUTO_TEST_CASE(our_own_fixtures_are_recorded_each_with_all_its_results) {
  const Bench bench;
  const auto told = bench.import({"--format", "json", FIXTURES_DIR "/junit"});
  const auto summary = told.json();
  const auto recorded = summary.at("outcomes").at("recorded").to_number<std::size_t>();
  BOOST_TEST(recorded == summary.at("results").to_number<std::size_t>());
  BOOST_TEST(recorded > 50U);
  BOOST_TEST(bench.server->runs().size() == recorded);
  BOOST_TEST(summary.at("reports").at("unreadable").as_array().empty());
}

BOOST_AUTO_TEST_SUITE_END()
