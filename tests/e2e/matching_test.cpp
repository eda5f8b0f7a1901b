#include "tests/e2e/bench.hpp"
#include "tests/e2e/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(matching)

namespace {

constexpr const char* decomposed =
    "u\xCC\x88"
    "bt";  ///< "übt", the u and its dots apart: NFD.
constexpr const char* composed =
    "\xC3\xBC"
    "bt";  ///< The same in NFC.

}  // namespace

BOOST_AUTO_TEST_CASE(a_set_with_instances_made_by_hand_takes_the_runs) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto test = hand.test("shop.Cart.adds");
  hand.set("Nightly", {test});
  const auto told = bench.import({bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 1U);
  BOOST_TEST(bench.server->held().size() == 1U);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 1U);
  BOOST_TEST(told.calls.size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_test_that_the_project_knows_comes_into_the_set_and_is_not_made_again) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("shop.Cart.adds");
  hand.test("shop.Cart.pays");
  hand.set("Nightly");
  const auto told = bench.import({bench.report("r.xml", {passed("adds"), passed("pays")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.count("POST", "tests.json") == 0U);
  BOOST_TEST(told.count("POST", "instances.json") == 1U);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(results_that_are_not_in_the_report_leave_their_instances_alone) {
  const Bench bench;
  bench.has_recorded({passed("adds"), passed("pays")});
  bench.import({bench.report("r.xml", {failed("adds")})});
  BOOST_TEST(bench.set_shows().at(0) == "shop.Cart.adds: FAILED");
  BOOST_TEST(bench.set_shows().at(1) == "shop.Cart.pays: PASSED");
}

BOOST_AUTO_TEST_CASE(of_two_tests_of_one_name_the_one_with_an_instance_in_the_set_wins) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto lower = hand.test("shop.Cart.adds");
  const auto higher = hand.test("shop.Cart.adds");
  const auto instance = hand.instance(hand.set("Nightly"), higher);
  const auto told = bench.import({bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST_REQUIRE(bench.server->runs().size() == 1U);
  BOOST_TEST(bench.server->runs()[0].instance_id == instance);
  BOOST_TEST(bench.server->held().size() == 1U);
  (void)lower;
}

BOOST_AUTO_TEST_CASE(of_two_tests_of_one_name_the_lowest_id_wins_and_the_summary_names_both) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto lower = hand.test("shop.Cart.adds");
  const auto higher = hand.test("shop.Cart.adds");
  const auto told =
      bench.import({"--match", "loose", "--format", "json", bench.report("r.xml", {passed("adds")})}
      );
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 2U);
  BOOST_TEST(told.json().at("tests").at(0).at("test_id").to_number<std::int64_t>() == lower);
  BOOST_TEST(told.err.find(fmt::format("{}, {}", lower, higher)) != std::string::npos, told.err);
}

BOOST_AUTO_TEST_CASE(of_two_instances_of_one_test_in_the_set_it_is_always_the_same_one) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto test = hand.test("shop.Cart.adds");
  const auto set = hand.set("Nightly");
  const auto older = hand.instance(set, test);
  hand.instance(set, test);
  const auto report = bench.report("r.xml", {passed("adds")});
  BOOST_TEST(bench.import({report}).exit_code == 0);
  BOOST_TEST(bench.import({report}).exit_code == 0);
  const auto runs = bench.server->runs();
  BOOST_TEST_REQUIRE(runs.size() == 2U);
  BOOST_TEST(runs[0].instance_id == older);
  BOOST_TEST(runs[1].instance_id == older);
}

BOOST_AUTO_TEST_CASE(on_ambiguous_refuse_records_nothing_for_the_name_and_the_rest_all_the_same) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("shop.Cart.adds");
  hand.test("shop.Cart.adds");
  const auto told = bench.import(
      {"--on-ambiguous", "refuse", bench.report("r.xml", {passed("adds"), passed("pays")})}
  );
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").empty());
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 1U);
  BOOST_TEST((told.err.find("r.xml:3: 'shop.Cart.adds' refused") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(of_two_sets_of_one_name_the_lowest_id_wins_and_both_are_told) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto lower = hand.set("Nightly");
  const auto higher = hand.set("Nightly");
  const auto told = bench.import({"--format", "json", bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.json().at("set").at("id").to_number<std::int64_t>() == lower);
  BOOST_TEST(told.err.find(fmt::format("{}, {}", lower, higher)) != std::string::npos, told.err);
}

BOOST_AUTO_TEST_CASE(on_ambiguous_refuse_records_nothing_when_two_sets_have_the_name) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set("Nightly");
  hand.set("Nightly");
  const auto told =
      bench.import({"--on-ambiguous", "refuse", bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(bench.server->runs().empty());
  BOOST_TEST(bench.server->tests().empty());
}

BOOST_AUTO_TEST_CASE(set_id_names_a_set_with_instances) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto set = hand.set("By hand", {hand.test("shop.Cart.adds")});
  const auto told =
      bench.import({"--set-id", std::to_string(set), bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("By hand").at(0) == "shop.Cart.adds: PASSED");
}

BOOST_AUTO_TEST_CASE(set_id_names_an_empty_set) {
  const Bench bench;
  ByHand hand(*bench.server);
  const auto set = hand.set("By hand");
  const auto told =
      bench.import({"--set-id", std::to_string(set), bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.set_shows("By hand").at(0) == "shop.Cart.adds: PASSED");
}

BOOST_AUTO_TEST_CASE(set_id_of_a_missing_set_is_a_wrong_configuration_and_records_nothing) {
  const Bench bench;
  const auto told = bench.import({"--set-id", "12", bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(told.exit_code == 2);
  BOOST_TEST((told.err.find("display id") != std::string::npos), told.err);
  BOOST_TEST(bench.server->tests().empty());
}

BOOST_AUTO_TEST_CASE(unicode_form_and_blanks_do_not_matter_for_tests_of_the_set) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set(
      "Nightly", {hand.test(fmt::format("shop.Cart.{}", decomposed)), hand.test(" shop.Cart.adds ")}
  );
  const auto told = bench.import({bench.report("r.xml", {passed(composed), passed("adds ")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 2U);
  BOOST_TEST(bench.server->held().size() == 2U);
}

BOOST_AUTO_TEST_CASE(unicode_form_and_blanks_do_not_matter_for_tests_of_the_project) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test(fmt::format("shop.Cart.{}", decomposed));
  hand.test(" shop.Cart.adds ");
  const auto told = bench.import({bench.report("r.xml", {passed(composed), passed("adds")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(with_match_loose_unicode_form_and_blanks_never_matter) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test(fmt::format(" shop.Cart.{} ", decomposed));
  const auto told = bench.import({"--match", "loose", bench.report("r.xml", {passed(composed)})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 1U, "the test was made a second time");
}

BOOST_AUTO_TEST_CASE(unicode_form_does_not_matter_for_the_set) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.set(decomposed);
  const auto report = bench.report("r.xml", {passed("adds"), passed("pays")});
  BOOST_TEST(bench.import({"--set", composed, report}).exit_code == 0);
  BOOST_TEST(bench.set_shows(decomposed).size() == 2U, "the set was made a second time");
}

BOOST_AUTO_TEST_CASE(case_matters) {
  const Bench bench;
  ByHand hand(*bench.server);
  hand.test("shop.cart.ADDS");
  bench.import({bench.report("r.xml", {passed("adds")})});
  BOOST_TEST(bench.server->tests().size() == 2U);
}

BOOST_AUTO_TEST_CASE(long_names_are_shortened_and_stay_apart_and_are_found_again) {
  const Bench bench;
  const std::string same(300, 'n');
  const auto report = bench.report("r.xml", {passed(same + "1" + same), passed(same + "2" + same)});
  BOOST_TEST(bench.import({report}).exit_code == 0);
  BOOST_TEST(bench.import({report}).exit_code == 0);
  const auto names = bench.test_names();
  BOOST_TEST_REQUIRE(names.size() == 2U);
  BOOST_TEST(names[0] != names[1]);
  BOOST_TEST(names[0].starts_with("shop.Cart.nnn"));
  BOOST_TEST(bench.server->runs().size() == 4U);
}

BOOST_AUTO_TEST_CASE(test_name_makes_names_from_a_template) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  BOOST_TEST(bench.import({"--test-name", "{suite} / {class}: {name}", report}).exit_code == 0);
  BOOST_TEST(bench.test_names().at(0) == "shop / Cart: adds");
}

BOOST_AUTO_TEST_CASE(test_name_is_refused_when_it_is_wrong_before_anything_is_asked) {
  const Bench bench;
  const auto report = bench.report("r.xml", {passed("adds")});
  for (const auto* wrong : {"{clas}.{name}", "{class}", "{name", "{name}}"}) {
    const auto told = bench.import({"--test-name", wrong, report});
    BOOST_TEST(told.exit_code == 2, wrong);
    BOOST_TEST(told.calls.empty());
  }
}

BOOST_AUTO_TEST_CASE(existing_tests_and_sets_are_never_changed) {
  const Bench bench;
  bench.has_recorded(many(3));
  const auto told = bench.import({bench.report("r.xml", {failed("adds0"), passed("adds1")})});
  BOOST_TEST(told.count("PUT", "*") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
