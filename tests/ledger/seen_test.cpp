#include "tests/ledger/shelf.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace data = boost::unit_test::data;
using namespace ledger;

namespace {

/// A ledger that has seen two tests, two sets, and three instances.
struct Seen {
  explicit Seen(Backend backend) : shelf(backend), ledger(shelf.open()) {
    Changes changes;
    changes.tests = {{.name = "Login", .id = 11}, {.name = "Logout", .id = 12}};
    changes.sets = {{.name = "Nightly", .id = 21}, {.name = "Weekly", .id = 22}};
    changes.instances = {
        {.set_id = 21, .test_id = 11, .id = 31},
        {.set_id = 21, .test_id = 12, .id = 32},
        {.set_id = 22, .test_id = 11, .id = 33}};
    import = ledger.begin(nightly()).value();
    ledger.write(import, changes);
  }
  Shelf shelf;
  Ledger ledger;
  ImportId import = 0;
};

std::vector<Id> ids(const std::vector<SeenInstance>& instances) {
  std::vector<Id> all;
  for (const auto& instance : instances) {
    all.push_back(instance.id);
  }
  return all;
}

using Ids = std::vector<Id>;

}  // namespace

BOOST_DATA_TEST_CASE(ids_are_found_by_name, data::make(backends()), backend) {
  Seen seen(backend);
  auto later = seen.shelf.open();
  BOOST_TEST(later.test_named("Login").value() == 11);
  BOOST_TEST(later.set_named("Weekly").value() == 22);
  BOOST_TEST(!later.test_named("login").has_value());
  BOOST_TEST(!later.test_named("Nightly").has_value());
  BOOST_TEST(later.tests().size() == 2u);
  BOOST_TEST(later.tests()[0].name == "Login");
  BOOST_TEST((ids(later.instances_of(21)) == Ids{31, 32}));
  BOOST_TEST(later.instances_of(22).at(0).test_id == 11);
}

BOOST_DATA_TEST_CASE(
    several_tests_may_have_a_name_but_one_id_has_one_name, data::make(backends()), backend
) {
  Seen seen(backend);
  Changes changes;
  changes.tests = {{.name = "Login", .id = 9}, {.name = "Sign out", .id = 12}};
  changes.instances = {{.set_id = 22, .test_id = 12, .id = 31}};
  seen.ledger.write(seen.import, changes);
  BOOST_TEST(seen.ledger.test_named("Login").value() == 9);
  BOOST_TEST(seen.ledger.tests().size() == 3u);
  BOOST_TEST(seen.ledger.test_named("Sign out").value() == 12);
  BOOST_TEST(!seen.ledger.test_named("Logout").has_value());
  BOOST_TEST((ids(seen.ledger.instances_of(22)) == Ids{31, 33}));
}

BOOST_DATA_TEST_CASE(
    what_is_gone_is_forgotten_with_its_instances, data::make(backends()), backend
) {
  Seen seen(backend);
  BOOST_TEST(seen.ledger.write(seen.import, {.gone_instances = {32}}));
  BOOST_TEST((ids(seen.ledger.instances_of(21)) == Ids{31}));
  BOOST_TEST(seen.ledger.write(seen.import, {.gone_tests = {11, 4711}}));
  BOOST_TEST(!seen.ledger.test_named("Login").has_value());
  BOOST_TEST(seen.ledger.test_named("Logout").has_value());
  BOOST_TEST(seen.ledger.instances_of(21).empty());
  BOOST_TEST(seen.ledger.instances_of(22).empty());
  BOOST_TEST(seen.ledger.write(seen.import, {.gone_sets = {21}}));
  BOOST_TEST(!seen.ledger.set_named("Nightly").has_value());
  BOOST_TEST(seen.ledger.set_named("Weekly").has_value());
}

BOOST_DATA_TEST_CASE(
    a_call_that_is_missing_is_asked_for_again_after_30_days, data::make(backends()), backend
) {
  Seen seen(backend);
  BOOST_TEST(!seen.ledger.is_missing("runs/auto_create.json"));
  Changes changes;
  changes.missing_calls = {"runs/auto_create.json"};
  seen.ledger.write(seen.import, changes);
  BOOST_TEST(seen.ledger.is_missing("runs/auto_create.json"));
  BOOST_TEST(!seen.ledger.is_missing("tests/bulk_search.json"));
  seen.shelf.sql("update missing_calls set found = found - 2592000000");
  BOOST_TEST(!seen.ledger.is_missing("runs/auto_create.json"));
}

BOOST_DATA_TEST_CASE(a_very_long_name_is_simply_not_remembered, data::make(backends()), backend) {
  Seen seen(backend);
  Changes changes;
  changes.tests = {{.name = std::string(5000, 'x'), .id = 5}};
  changes.sets = {{.name = std::string(5000, 'y'), .id = 6}};
  BOOST_TEST(seen.ledger.write(seen.import, changes));
  BOOST_TEST(!seen.ledger.test_named(changes.tests[0].name).has_value());
}
