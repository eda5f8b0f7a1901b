#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(absent)

namespace {

using Shown = std::vector<std::string>;

/// A set of three tests that passed, and a report of the first.
struct OneOfThree : Bench {
  OneOfThree() {
    has_recorded({passed("adds"), passed("removes"), passed("pays")});
    first = report("r.xml", {passed("adds")});
  }
  std::string first;
};

void check_forecast(const Told& told) {
  const auto summary = told.json();
  BOOST_TEST(summary.at("calls").at("total") == summary.at("planned_calls").at("total"));
  BOOST_TEST(summary.at("calls").at("total").to_number<std::size_t>() == told.calls.size());
}

}  // namespace

BOOST_AUTO_TEST_CASE(tests_of_the_set_that_no_report_mentions_show_it) {
  const OneOfThree bench;
  const auto plan = bench.plan({"--absent", "no-run", bench.first});
  BOOST_TEST(plan.says("no report mentions it; its instance in the set is"), plan.out);
  BOOST_TEST(plan.says("2 tests of the set that no report mentions, as NO RUN"), plan.out);
  const auto told = bench.import({"--absent", "no-run", "--format", "json", bench.first});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(
      bench.set_shows() ==
          (Shown{"shop.Cart.adds: PASSED", "shop.Cart.removes: NO RUN", "shop.Cart.pays: NO RUN"}),
      boost::test_tools::per_element()
  );
  check_forecast(told);
  BOOST_TEST(told.calls.size() == 3U);  // Set, instances, and all three runs in one call.
  BOOST_TEST(told.json().at("results").to_number<int>() == 1);
  BOOST_TEST(told.json().at("unmentioned").to_number<int>() == 2);
  const auto run = bench.runs_of("shop.Cart.pays").back();
  BOOST_TEST(without_key(run.output).find("no report") != std::string::npos, run.output);
}

BOOST_AUTO_TEST_CASE(without_the_option_they_stay_as_they_were) {
  const OneOfThree bench;
  BOOST_TEST(bench.import({bench.first}).exit_code == 0);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 1U);
}

BOOST_AUTO_TEST_CASE(what_shows_it_already_gets_no_further_run) {
  const OneOfThree bench;
  const std::vector<std::string> same{"--absent", "na", "--build", "7", bench.first};
  BOOST_TEST(bench.import(same).exit_code == 0);
  BOOST_TEST(bench.import(same).calls.empty());
  BOOST_TEST(bench.import({"--absent", "na", bench.first}).exit_code == 0);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 3U);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 2U);
  BOOST_TEST(bench.set_shows().back() == "shop.Cart.pays: N/A");
}

BOOST_AUTO_TEST_CASE(a_result_that_is_left_out_mentions_its_test_all_the_same) {
  const OneOfThree bench;
  const auto report = bench.report("s.xml", {passed("adds"), skipped("removes"), passed("pays")});
  BOOST_TEST(bench.import({"--absent", "no-run", "--skipped", "omit", report}).exit_code == 0);
  BOOST_TEST(bench.runs_of("shop.Cart.removes").size() == 1U);
}

BOOST_AUTO_TEST_CASE(each_of_several_tests_of_one_name_is_one) {
  const OneOfThree bench;
  ByHand by_hand(*bench.server);
  const auto set = by_hand.set("By hand");
  for (int i = 0; i < 2; ++i) {
    const auto twin = by_hand.test("twin");
    by_hand.instance(set, twin);
    by_hand.instance(set, twin);  // Recorded in is the first of them.
  }
  const auto told =
      bench.import({"--absent", "na", "--set", "By hand", "--format", "json", bench.first});
  BOOST_TEST(told.exit_code == 0, told.err);
  check_forecast(told);
  BOOST_TEST(
      bench.set_shows("By hand") ==
          (Shown{"twin: N/A", "twin: NO RUN", "twin: N/A", "twin: NO RUN", "shop.Cart.adds: PASSED"}
          ),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(in_a_copy_of_a_set_they_are_found_too) {
  const OneOfThree bench;
  const std::vector<std::string> arguments{
      "--absent", "na", "--set", "Copy", "--clone-set", "Nightly", "--format", "json", bench.first};
  const auto plan = bench.plan(arguments);
  const auto told = bench.import(arguments);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(plan.json().at("planned_calls").at("total") == told.json().at("calls").at("total"));
  BOOST_TEST(
      bench.set_shows("Copy") ==
          (Shown{"shop.Cart.adds: PASSED", "shop.Cart.removes: N/A", "shop.Cart.pays: N/A"}),
      boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_CASE(an_import_that_was_cut_off_before_them_records_them_when_it_goes_on) {
  Bench bench;
  bench.has_recorded(many(60));
  const auto report = bench.report("r.xml", many(20));
  const std::vector<std::string> same{"--absent", "no-run", "--build", "7", report};
  bench.server->set_faults({"POST runs.json #2-9: 401 before"});
  BOOST_TEST(bench.import(same).exit_code != 0);
  bench.server->set_faults({});
  const auto held = bench.server->runs().size();
  BOOST_TEST(held == 60U + 20U);
  const auto told = bench.import(same);
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 60U + 60U);
  BOOST_TEST(bench.import(same).calls.empty());
}

BOOST_AUTO_TEST_CASE(a_saved_plan_holds_them) {
  const OneOfThree bench;
  const auto file = (bench.workspace.path() / "plan.json").string();
  const auto saved = bench.plan({"--absent", "no-run", "--build", "7", "--out", file, bench.first});
  BOOST_TEST(saved.exit_code == 0, saved.err);
  const auto told = bench.import({"--build", "7", "--plan", file, "--format", "json"});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() == 1U);
  BOOST_TEST(told.json().at("results").to_number<int>() == 1);
  BOOST_TEST(told.json().at("unmentioned").to_number<int>() == 2);
  BOOST_TEST(bench.set_shows().back() == "shop.Cart.pays: NO RUN");
}

BOOST_AUTO_TEST_SUITE_END()
