#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(create)

namespace {

/// A project with the set "Nightly" that holds "in_set"; "in_project" is a test without instance.
struct Allowed {
  const char* create;
  bool new_test;          ///< Is a result recorded whose test is not there?
  bool known_test;        ///< … whose test is there, but not in the set?
  bool in_a_new_set;      ///< … whose test is there, while the set is not?
  bool all_in_a_new_set;  ///< … when neither is there?
};

std::ostream& operator<<(std::ostream& out, const Allowed& allowed) {
  return out << "--create " << allowed.create;
}

constexpr Allowed combinations[] = {
    {"all", true, true, true, true},
    {"none", false, false, false, false},
    {"tests", false, false, false, false},
    {"instances", false, true, false, false},
    {"sets", false, false, false, false},
    {"tests,instances", true, true, false, false},
    {"tests,sets", false, false, false, false},
    {"instances,sets", false, true, true, false},
    {"tests,instances,sets", true, true, true, true},
};

}  // namespace

BOOST_DATA_TEST_CASE(makes_in_an_existing_set_what_it_may, combinations, allowed) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set("Nightly", {hand.test("shop.Cart.in_set")});
  hand.test("shop.Cart.in_project");
  const auto told = bench.import(
      {"--create",
       allowed.create,
       bench.report("r.xml", {passed("in_set"), passed("in_project"), passed("new")})}
  );
  BOOST_TEST(told.exit_code == (allowed.new_test && allowed.known_test ? 0 : 1), told.err);
  BOOST_TEST(bench.runs_of("shop.Cart.in_set").size() == 1U);
  BOOST_TEST(bench.runs_of("shop.Cart.in_project").size() == (allowed.known_test ? 1U : 0U));
  BOOST_TEST(bench.runs_of("shop.Cart.new").size() == (allowed.new_test ? 1U : 0U));
  BOOST_TEST(bench.server->tests().size() == (allowed.new_test ? 3U : 2U), "no test in vain");
}

BOOST_DATA_TEST_CASE(makes_a_set_when_it_may, combinations, allowed) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("shop.Cart.in_project");
  const auto told = bench.import(
      {"--create", allowed.create, bench.report("r.xml", {passed("in_project"), passed("new")})}
  );
  BOOST_TEST(told.exit_code == (allowed.all_in_a_new_set && allowed.in_a_new_set ? 0 : 1));
  BOOST_TEST(bench.runs_of("shop.Cart.in_project").size() == (allowed.in_a_new_set ? 1U : 0U));
  BOOST_TEST(bench.runs_of("shop.Cart.new").size() == (allowed.all_in_a_new_set ? 1U : 0U));
  BOOST_TEST(told.count("POST", "sets.json") == (allowed.in_a_new_set ? 1U : 0U), "no empty set");
}

BOOST_AUTO_TEST_CASE(says_of_each_result_that_is_not_recorded_where_it_stands_and_why) {
  const Bench bench;
  bench.has_recorded({passed("adds")});
  const auto told =
      bench.import({"--create", "none", bench.report("r.xml", {passed("adds"), passed("pays")})});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST((told.err.find("r.xml:4: 'shop.Cart.pays' refused") != std::string::npos), told.err);
  BOOST_TEST((told.err.find("--create") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(refuses_a_word_that_it_does_not_know) {
  const Bench bench;
  const auto told = bench.import({"--create", "everything", bench.report("r.xml", many(1))});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST(told.calls.empty());
}

BOOST_AUTO_TEST_SUITE_END()
