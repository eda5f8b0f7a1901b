#include "importer/error.hpp"
#include "importer/id_pattern.hpp"
#include "importer/match_field.hpp"
#include "importer/result_key.hpp"
#include "importer/seen_ids.hpp"
#include "importer/test_id_rules.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <set>

using namespace importer;
using by_hand::add;
namespace data = boost::unit_test::data;

BOOST_AUTO_TEST_SUITE(identifying)

namespace {

/// Of every kind.
ImportOptions with_ids() {
  auto options = by_hand::options();
  options.test_ids.properties = id_properties_from("practitest_id,test_id=system");
  options.test_ids.in_names.emplace("[PT-{id}]");
  return options;
}

void give(parsers::Result& result, std::string_view property, std::string_view value) {
  result.make_evidence().properties.push_back({property, value});
}

/// What the one test of a report says whose only result has this name and these properties.
NamedTest only_test(std::string_view name, const std::vector<parsers::Property>& properties) {
  static Reports reports;
  reports = {};
  reports.read.push_back(by_hand::report());
  auto& result = add(reports.read[0], "", name);
  for (const auto& property : properties) {
    give(result, property.name, property.value);
  }
  auto gathered = by_hand::gathered(reports, with_ids());
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  return gathered.tests[0];
}

std::string id_in(const NamedTest& test) { return test.id() ? word_of(*test.id()) : "none"; }

struct TaggedName {
  const char* whole;
  const char* left;
  std::vector<client::Id> ids;
};

std::ostream& operator<<(std::ostream& out, const TaggedName& name) { return out << name.whole; }

const TaggedName tagged_names[] = {
    {"adds [PT-205]", "adds", {205}},
    {"[PT-205] adds", "adds", {205}},
    {"shop.Cart.[PT-205] adds", "shop.Cart.adds", {205}},
    {"adds [PT-205] twice", "adds twice", {205}},
    {"adds [PT-205](chrome)", "adds(chrome)", {205}},
    {"adds[PT-205]", "adds", {205}},
    {"[PT-205]", "", {205}},
    {"[PT-205] adds [PT-206]", "adds", {205, 206}},
    {"[PT-205] adds [PT-205]", "adds", {205}},
    // None of these is the documented form.
    {"adds", "adds", {}},
    {"adds [pt-205]", "adds [pt-205]", {}},
    {"adds [PT205]", "adds [PT205]", {}},
    {"adds [PT-205", "adds [PT-205", {}},
    {"adds [PT- 205]", "adds [PT- 205]", {}},
    {"adds [PT--205]", "adds [PT--205]", {}},
    {"adds [PT-0]", "adds [PT-0]", {}},
    {"adds [PT-]", "adds [PT-]", {}},
    {"adds [PT-99999999999999999999]", "adds [PT-99999999999999999999]", {}},
    {"adds PT-205", "adds PT-205", {}},
    {"adds [2]", "adds [2]", {}},
};

const TaggedName other_patterns[] = {
    {"TC12_adds", "_adds", {12}},
    {"TC12 adds", "adds", {12}},
    {"ATC12 adds", "ATC12 adds", {}},
    {"adds TC12", "adds", {12}},
    {"TC12b adds", "TC12b adds", {}},
    {"\xC3\xA9TC12 adds", "\xC3\xA9TC12 adds", {}},
};

}  // namespace

BOOST_DATA_TEST_CASE(takes_ids_out_of_names_only_in_the_documented_form, data::make(tagged_names)) {
  std::string name = sample.whole;
  BOOST_TEST(
      IdPattern("[PT-{id}]").take_from(name) == sample.ids, boost::test_tools::per_element()
  );
  BOOST_TEST(name == sample.left);
}

BOOST_DATA_TEST_CASE(a_pattern_of_letters_stands_for_whole_words, data::make(other_patterns)) {
  std::string name = sample.whole;
  BOOST_TEST(IdPattern("TC{id}").take_from(name) == sample.ids, boost::test_tools::per_element());
  BOOST_TEST(name == sample.left);
}

BOOST_AUTO_TEST_CASE(patterns_and_lists_that_mean_nothing_are_refused) {
  for (const auto* pattern : {"", "PT-", "{id}", "[{id}-{id}]", "[PT-{ID}]", "[PT-{id}\xE9]"}) {
    BOOST_CHECK_THROW(IdPattern{pattern}, UsageError);
  }
  for (const auto* list : {"", "a,,b", "a=hidden", "=system", "a,a=system"}) {
    BOOST_CHECK_THROW(id_properties_from(list), UsageError);
  }
  BOOST_TEST(id_properties_from("off").empty());
  const auto two = id_properties_from(" pt = display , api=system");
  BOOST_TEST_REQUIRE(two.size() == 2U);
  BOOST_TEST(two[0].name == "pt");
  BOOST_TEST((two[0].digits == TestId::Kind::display));
  BOOST_TEST((two[1].digits == TestId::Kind::system));
}

BOOST_AUTO_TEST_CASE(each_property_has_its_kind_of_id) {
  BOOST_TEST(id_in(only_test("adds", {{"practitest_id", "205"}})) == "PT-205");
  BOOST_TEST(id_in(only_test("adds", {{"practitest_id", " PT-205 "}})) == "PT-205");
  BOOST_TEST(id_in(only_test("adds", {{"test_id", "4711"}})) == "system id 4711");
  BOOST_TEST(id_in(only_test("adds", {{"test_id", "PT-205"}})) == "PT-205");
  BOOST_TEST(id_in(only_test("adds", {{"other_id", "205"}})) == "none");
  // Left empty by a template of the test tool.
  BOOST_TEST(!only_test("adds", {{"practitest_id", "  "}}).said);
}

// TestRail's and others' numbers stand in properties of this name, and PractiTest may have such an
// id.
BOOST_AUTO_TEST_CASE(digits_are_no_id_where_a_property_must_spell_it_out) {
  const auto properties = id_properties_from("practitest_id,test_id=PT");
  BOOST_TEST_REQUIRE(properties.size() == 2U);
  BOOST_TEST(!properties[1].digits.has_value());
  BOOST_TEST(!test_id_from("4711", properties[1].digits).has_value());
  BOOST_TEST(word_of(test_id_from("PT-205", properties[1].digits).value()) == "PT-205");
}

BOOST_AUTO_TEST_CASE(what_is_no_id_is_refused_but_in_the_property_that_other_tools_have) {
  const auto refused = only_test("adds", {{"practitest_id", "PT-2O5"}});
  BOOST_TEST_REQUIRE(refused.said);
  BOOST_TEST((refused.said->contradiction.find("'PT-2O5', which is no id") != std::string::npos));
  const auto of_testrail = only_test("adds", {{"test_id", "C17"}});
  BOOST_TEST(!of_testrail.said);
  BOOST_TEST(of_testrail.name == "adds");
}

BOOST_AUTO_TEST_CASE(places_that_say_different_ids_are_named_and_none_is_taken) {
  const auto test = only_test("adds [PT-206]", {{"practitest_id", "205"}});
  BOOST_TEST_REQUIRE(test.said);
  const auto& why = test.said->contradiction;
  BOOST_TEST((why.find("PT-205 in property practitest_id") != std::string::npos), why);
  BOOST_TEST((why.find("PT-206 in its name") != std::string::npos), why);
  BOOST_TEST(test.name == "adds");
  BOOST_TEST(only_test("adds [PT-205]", {{"practitest_id", "205"}}).said->contradiction.empty());
  BOOST_TEST(!only_test(
                  "adds", {{"practitest_id", "205"}, {"practitest_id", "206"}}
  ).said->contradiction.empty());
}

BOOST_AUTO_TEST_CASE(a_system_id_beside_a_display_id_is_left_for_practitest_to_compare) {
  for (const auto& test :
       {only_test("adds [PT-205]", {{"test_id", "4711"}}),
        only_test("adds", {{"practitest_id", "205"}, {"test_id", "4711"}})}) {
    BOOST_TEST(id_in(test) == "PT-205");
    BOOST_TEST(test.said->contradiction.empty());
    BOOST_TEST_REQUIRE(test.said->beside.has_value());
    BOOST_TEST(word_of(*test.said->beside) == "system id 4711");
  }
}

BOOST_AUTO_TEST_CASE(results_of_one_id_are_one_test_and_their_runs_say_their_names) {
  Reports reports;
  reports.read.push_back(by_hand::report());
  add(reports.read[0], "", "adds [PT-205]", parsers::Status::failed);
  add(reports.read[0], "", "sums up [PT-205]");
  add(reports.read[0], "", "adds");
  const auto gathered = by_hand::gathered(reports, with_ids());
  BOOST_TEST_REQUIRE(gathered.tests.size() == 2U);
  const auto& test = gathered.tests[0];
  BOOST_TEST_REQUIRE(test.executions.size() == 2U);
  const StatusTable statuses;
  BOOST_TEST(run_of(test.executions[0], statuses).output == "sums up");
  BOOST_TEST((run_of(test.executions[1], statuses).output.starts_with("adds")));
  BOOST_TEST((test.executions[1].status == RunStatus::failed));
  BOOST_TEST(gathered.tests[1].executions[0].name == nullptr);
}

BOOST_AUTO_TEST_CASE(ids_of_cases_say_nothing_of_the_class_that_they_are_steps_of) {
  Reports reports;
  reports.read.push_back(by_hand::report());
  give(add(reports.read[0], "Cart", "adds"), "practitest_id", "205");
  give(add(reports.read[0], "Cart", "pays"), "practitest_id", "206");
  auto options = with_ids();
  options.grain = Grain::test_class;
  options.name_template = default_template(Grain::test_class);
  const auto gathered = by_hand::gathered(reports, options);
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  BOOST_TEST(!gathered.tests[0].said);
  BOOST_TEST(gathered.unused.of_cases.results == 2U);
}

BOOST_AUTO_TEST_CASE(keys_go_by_the_id_and_stay_what_they_were_without_one) {
  const ImportIdentity import{"https://api.practitest.com", 1, "name Nightly", "build 42"};
  Reports reports;
  reports.read.push_back(by_hand::report());
  add(reports.read[0], "", "pays");
  give(add(reports.read[0], "", "adds"), "practitest_id", "205");
  give(add(reports.read[0], "", "adds"), "practitest_id", "206");
  give(add(reports.read[0], "", "adds"), "practitest_id", "wrong");
  give(add(reports.read[0], "", "adds"), "practitest_id", "also wrong");
  add(reports.read[0], "", "adds");
  auto with = by_hand::gathered(reports, with_ids());
  auto without = by_hand::gathered(reports, by_hand::options());
  give_keys(with, import);
  give_keys(without, import);
  std::set<std::uint64_t> keys;
  for (const auto& test : with.tests) {
    for (const auto& execution : test.executions) {
      keys.insert(execution.key);
    }
  }
  BOOST_TEST(keys.size() == 6U);
  BOOST_TEST(with.tests.front().executions[0].key == without.tests.front().executions[0].key);
  BOOST_TEST(with.tests.back().executions[0].key == without.tests.back().executions[0].key);
}

BOOST_AUTO_TEST_CASE(display_ids_are_told_from_names_in_the_ledger) {
  std::vector<ledger::SeenTest> tests{
      {"adds", 4711}, seen_id({TestId::Kind::display, 205}, 4711), {"4711", 4712}};
  const auto ids = take_ids(tests);
  BOOST_TEST_REQUIRE(ids.size() == 1U);
  BOOST_TEST(ids.at(205) == 4711);
  BOOST_TEST(tests.size() == 2U);
  BOOST_TEST(gone_id({TestId::Kind::display, 205}) == seen_id({TestId::Kind::display, 205}, 1).id);
}

BOOST_AUTO_TEST_CASE(values_of_fields_are_told_from_display_ids_in_the_ledger) {
  const auto value = id_of_value("Automation ID", "CART-1");
  BOOST_TEST((value == id_of_value("Automation ID", " CART-1 ")));
  BOOST_TEST((value != id_of_value("Automation ID", "cart-1")));
  BOOST_TEST((value != id_of_value("Build", "CART-1")));
  std::vector<ledger::SeenTest> tests{
      seen_id({TestId::Kind::display, 205}, 4711), seen_id(value, 4712)};
  const auto ids = take_ids(tests);
  BOOST_TEST(ids.at(205) == 4711);
  BOOST_TEST(ids.at(value.number) == 4712);
}

BOOST_AUTO_TEST_SUITE_END()
