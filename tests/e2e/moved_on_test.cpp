#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <algorithm>
#include <set>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(moved_on)

namespace {

/// What each of the set's tests shows, without those of other sets.
std::size_t tests_with_a_run(const Bench& bench, const std::string& set) {
  std::set<std::string> tests;
  for (const auto& run : bench.server->runs()) {
    if (run.set == set) {
      tests.insert(run.test);
    }
  }
  return tests.size();
}

/// Every test has one instance in the set: nothing was made twice.
void check_nothing_is_there_twice(const Bench& bench) {
  std::set<std::pair<std::string, std::string>> seen;
  for (const auto& instance : bench.server->held()) {
    BOOST_TEST(seen.emplace(instance.set, instance.test).second, instance.test);
  }
  std::set<std::string> names;
  for (const auto& name : bench.test_names()) {
    BOOST_TEST(names.insert(name).second, name);
  }
}

}  // namespace

// What earlier imports have seen is used without looking. Where PractiTest has changed meanwhile
// the import looks again, at what is concerned, and does not fail.
BOOST_AUTO_TEST_CASE(an_instance_that_is_gone_is_made_anew_and_costs_its_batch_a_look) {
  const Bench bench;
  bench.has_recorded(many(45));
  bench.server->remove(bench.server->held().at(7).id);
  const auto told = bench.import({bench.report("r.xml", many(45))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(tests_with_a_run(bench, "Nightly") == 45U);
  BOOST_TEST(bench.server->runs().size() == 44U + 45U);
  check_nothing_is_there_twice(bench);
  BOOST_TEST(told.calls.size() < 15U);
  BOOST_TEST(told.says("1 test planned anew"), told.out);
  // It is remembered as it is now.
  BOOST_TEST(bench.import({bench.report("r.xml", many(45))}).calls.size() == 3U);
}

BOOST_AUTO_TEST_CASE(an_instance_that_was_replaced_by_another_gets_the_run_there) {
  const Bench bench;
  bench.has_recorded(many(25));
  const auto old = bench.server->held().at(3);
  bench.server->remove(old.id);
  ByHand(*bench.server).instance(old.set_id, old.test_id);
  const auto told = bench.import({bench.report("r.xml", many(25))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 24U + 25U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(a_test_that_is_gone_is_made_anew) {
  const Bench bench;
  bench.has_recorded(many(45));
  bench.server->remove(bench.server->held().at(7).test_id);
  const auto told = bench.import({bench.report("r.xml", many(45))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 45U);
  BOOST_TEST(tests_with_a_run(bench, "Nightly") == 45U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(a_set_that_is_gone_is_made_anew_after_a_few_calls_in_vain) {
  const Bench bench;
  bench.has_recorded(many(200));
  bench.server->remove(bench.server->held().at(0).set_id);
  const auto told = bench.import({bench.report("r.xml", many(200))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 200U);
  BOOST_TEST(bench.set_shows().size() == 200U);
  BOOST_TEST(bench.server->runs().size() == 200U);
  check_nothing_is_there_twice(bench);
  BOOST_TEST(told.calls.size() < 60U);
}

BOOST_AUTO_TEST_CASE(a_known_test_that_is_gone_does_not_keep_a_new_set_from_being_made) {
  const Bench bench;
  bench.has_recorded(many(30));
  bench.server->remove(bench.server->held().at(7).test_id);
  const auto told = bench.import({"--set", "Build 2", bench.report("r.xml", many(30))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("Build 2").size() == 30U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(a_known_test_that_is_gone_is_made_when_it_comes_into_a_known_set) {
  const Bench bench;
  bench.has_recorded(many(1));
  auto others = many(6);
  others.erase(others.begin());
  bench.has_recorded(others, "Weekly");
  bench.server->remove(bench.server->held().back().test_id);
  const auto told = bench.import({bench.report("r.xml", many(6))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows().size() == 6U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(an_instance_that_somebody_else_made_is_not_made_a_second_time) {
  const Bench bench;
  bench.has_recorded(many(1));
  auto others = many(30);
  others.erase(others.begin());
  bench.has_recorded(others, "Weekly");
  const auto nightly = bench.server->held().at(0).set_id;
  ByHand hand(*bench.server);
  for (const auto& instance : bench.server->held()) {
    if (instance.set == "Weekly") {
      hand.instance(nightly, instance.test_id);
    }
  }
  BOOST_TEST(bench.import({bench.report("r.xml", many(30))}).exit_code == 0);
  BOOST_TEST(bench.set_shows().size() == 30U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(a_practitest_without_auto_create_is_found_out_once_and_remembered) {
  auto options = practitest();
  options.auto_create = false;
  const Bench bench(options);
  const auto first = bench.import({bench.report("r.xml", many(25))});
  BOOST_TEST(first.exit_code == 0, first.err);
  BOOST_TEST(first.count("POST", "runs/auto_create.json") == 1U);
  BOOST_TEST(first.count("POST", "tests.json") == 25U);
  BOOST_TEST(bench.server->runs().size() == 25U);
  const auto second = bench.import({bench.report("r.xml", many(30))});
  BOOST_TEST(second.exit_code == 0, second.err);
  BOOST_TEST(second.count("POST", "runs/auto_create.json") == 0U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(a_set_call_that_is_too_large_is_made_smaller) {
  auto options = practitest();
  options.max_body = 7'000;
  Bench bench(options);
  bench.has_recorded(many(600));
  const auto told = bench.import({"--set", "Build 2", bench.report("r.xml", many(600))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("Build 2").size() == 600U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_CASE(a_lost_answer_of_auto_create_is_cleared_up) {
  for (const auto* fault : {"drop after", "drop before", "502 after", "502 before", "html"}) {
    const Bench bench;
    bench.server->set_faults({fmt::format("POST runs/auto_create.json #3: {}", fault)});
    const auto told = bench.import({bench.report("r.xml", many(8))});
    BOOST_TEST(told.exit_code == 0, fault << told.err);
    BOOST_TEST(bench.server->runs().size() == 8U, fault);
    check_nothing_is_there_twice(bench);
  }
}

BOOST_AUTO_TEST_CASE(a_late_auto_create_is_waited_for) {
  const Bench bench;
  bench.server->set_faults({"POST runs/auto_create.json #3: 504 late 700"});
  const auto told = bench.import({"--settle", "2", bench.report("r.xml", many(8))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 8U);
  check_nothing_is_there_twice(bench);
}

BOOST_AUTO_TEST_SUITE_END()
