#include "importer/result_key.hpp"
#include "importer/shareable_arguments.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <set>

using namespace importer;

BOOST_AUTO_TEST_SUITE(result_keys)

namespace {

const ImportIdentity build_42{"https://api.practitest.com", 1, "name Nightly", "build 42"};

std::multimap<std::string, std::uint64_t> keys(Reports& reports, const ImportIdentity& import) {
  auto gathered = by_hand::gathered(reports, by_hand::options());
  give_keys(gathered, import);
  std::multimap<std::string, std::uint64_t> by_name;
  for (const auto& test : gathered.tests) {
    for (const auto& execution : test.executions) {
      by_name.emplace(test.name, execution.key);
    }
  }
  return by_name;
}

std::set<std::uint64_t> key_set(Reports& reports, const ImportIdentity& import = build_42) {
  std::set<std::uint64_t> set;
  for (const auto& [name, key] : keys(reports, import)) {
    set.insert(key);
  }
  return set;
}

}  // namespace

BOOST_AUTO_TEST_CASE(do_not_depend_on_the_place_in_the_report) {
  auto one = by_hand::passed({"adds", "pays", "adds"});
  auto other = by_hand::passed({"pays", "adds", "adds"});
  BOOST_TEST(keys(one, build_42) == keys(other, build_42));
}

BOOST_AUTO_TEST_CASE(of_equal_results_are_told_apart) {
  auto reports = by_hand::passed({"adds", "adds", "adds"});
  BOOST_TEST(key_set(reports).size() == 3U);
}

BOOST_AUTO_TEST_CASE(of_a_cut_report_are_among_those_of_the_whole_one) {
  auto cut = by_hand::passed({"adds", "adds"});
  auto whole = by_hand::passed({"adds", "adds", "pays", "adds"});
  const auto some = key_set(cut);
  const auto all = key_set(whole);
  BOOST_TEST(std::includes(all.begin(), all.end(), some.begin(), some.end()));
  BOOST_TEST(all.size() == 4U);
}

BOOST_AUTO_TEST_CASE(differ_with_everything_that_the_import_is) {
  auto reports = by_hand::passed({"adds"});
  std::set<std::uint64_t> all = key_set(reports);
  auto url = build_42;
  url.base_url += "/eu";
  auto project = build_42;
  project.project = 2;
  auto set = build_42;
  set.set = "id 5";
  auto build = build_42;
  build.build = "build 43";
  for (const auto& import : {url, project, set, build}) {
    all.merge(key_set(reports, import));
  }
  BOOST_TEST(all.size() == 5U);
}

BOOST_AUTO_TEST_CASE(are_the_same_on_every_machine) {
  // Changing this would let an interrupted import record again what an older version recorded.
  auto made = by_hand::passed({"adds"});
  BOOST_TEST(key_text(*key_set(made).begin()) == "7xyg3ewrcqtpt");
}

BOOST_AUTO_TEST_CASE(are_found_again_at_the_end_of_an_output) {
  for (const std::uint64_t key : {std::uint64_t{0}, std::uint64_t{1}, ~std::uint64_t{0}}) {
    BOOST_TEST(key_text(key).size() == 13U);
    BOOST_TEST((key_from(key_text(key)) == key));
    BOOST_TEST((key_in(with_key("", key)) == key));
    BOOST_TEST((key_in(with_key("boom [x]", key)) == key));
    BOOST_TEST((key_in(with_key(std::string(1'000, 'x'), key)) == key));
    BOOST_TEST((key_in(with_key("[ptimport 0000000000000]", key)) == key));
  }
}

BOOST_AUTO_TEST_CASE(leave_an_output_within_practitests_limit) {
  std::string long_output;
  for (int i = 0; i < 300; ++i) {
    long_output += "ä";
  }
  const auto output = with_key(long_output, 5);
  std::size_t characters = 0;
  for (const char byte : output) {
    characters += (byte & 0xc0) != 0x80 ? 1U : 0U;
  }
  BOOST_TEST(characters == client::max_output_characters);
}

BOOST_AUTO_TEST_CASE(are_seen_in_nothing_else) {
  for (const char* output :
       {"",
        "[ptimport ]",
        "[ptimport 0000000000000",
        "[ptimport 000000000000i]",
        "[ptimport zzzzzzzzzzzzz]",
        "[ptimport 00000000000000]",
        "ptimport 0000000000000"}) {
    BOOST_TEST(!key_in(output), output);
  }
}

BOOST_AUTO_TEST_CASE(stand_in_the_ledger_with_their_instance) {
  const auto item = run_item_from(run_item(77, 300'000'017));
  BOOST_TEST_REQUIRE(item.has_value());
  BOOST_TEST(item->key == 77U);
  BOOST_TEST(item->instance_id == 300'000'017);
  for (const char* text :
       {"", "5", "0000000000000", "0000000000000 x", "x 5", "0000000000000 5 6"}) {
    BOOST_TEST(!run_item_from(text), text);
  }
}

BOOST_AUTO_TEST_CASE(command_lines_are_kept_without_passwords) {
  const std::vector<std::string> given = {
      "--proxy",
      "user:secret@proxy:3128",
      "--proxy=http://user:secret@proxy:3128",
      "--url=https://me:secret@api.example",
      "--ledger",
      "postgresql://me:secret@db/ptimport",
      "--again",
      "--dry-run",
      "--set",
      "a@b:c",
      "reports/x@y.xml"};
  const std::vector<std::string> kept = {
      "--proxy",
      "user@proxy:3128",
      "--proxy=http://user@proxy:3128",
      "--url=https://me@api.example",
      "--ledger",
      "postgresql://me@db/ptimport",
      "--set",
      "a@b:c",
      "reports/x@y.xml"};
  BOOST_TEST(without_secrets(given) == kept, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
