#include "tests/e2e/backfills.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value_to.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <string_view>
#include <vector>

using namespace e2e;

/// What becomes of the results of builds of which something changes.
BOOST_AUTO_TEST_SUITE(backfill_runs)

BOOST_AUTO_TEST_CASE(records_only_what_changes_by_as_many_calls_as_were_planned) {
  const ChangingBuilds bench;
  const std::vector<std::string> changes{"--results", "changes", bench.home};
  const auto told = bench.as_planned(changes);
  BOOST_TEST(bench.statuses_of("shop.Cart.adds") == "PASSED PASSED");  // The first and the last.
  BOOST_TEST(bench.statuses_of("shop.Cart.pays") == "PASSED FAILED PASSED PASSED");
  BOOST_TEST(bench.state(told, "recorded") == 7U);
  std::size_t left_out = 0;
  const auto answer = told.json();
  for (const auto& build : answer.at("builds").as_array()) {
    const auto* const number = build.as_object().if_contains("left_out");
    left_out += number == nullptr ? 0 : number->to_number<std::size_t>();
  }
  BOOST_TEST(left_out == 2U * 7U - 6U);
  BOOST_TEST(bench.backfill(changes).calls.empty());
  // What was left out can be recorded later, and nothing comes twice.
  BOOST_TEST(bench.backfill({bench.home}).exit_code == 0);
  BOOST_TEST(bench.runs_of("shop.Cart.adds").size() == 7U);
  BOOST_TEST(bench.runs_of("shop.Cart.pays").size() == 7U);
}

BOOST_AUTO_TEST_CASE(records_only_failures_and_says_what_that_saves) {
  const ChangingBuilds bench;
  const std::vector<std::string> failures{"--results", "failures", bench.home};
  const auto plan = bench.backfill({"--plan", "--results", "failures", bench.home});
  BOOST_TEST(plan.says("12  runs left out by --results"), plan.out);
  BOOST_TEST(plan.says("of all builds it would be"), plan.out);
  bench.as_planned(failures);
  BOOST_TEST(bench.statuses_of("shop.Cart.pays") == "FAILED FAILED");
  BOOST_TEST(
      bench.test_names() == std::vector<std::string>{"shop.Cart.pays"},
      boost::test_tools::per_element()
  );
}

namespace {

/// The day that the run brings; empty for none.
std::string day_of(const sandbox::HeldRun& run) {
  const auto attributes = boost::json::parse(run.attributes).as_object();
  const auto* const day = attributes.if_contains("run-date");
  return day == nullptr ? std::string() : boost::json::value_to<std::string>(*day);
}

/// With an account's token, which may name a tester.
struct Dated : ChangingBuilds {
  Dated() { environment["PRACTITEST_TOKEN"] = server->address().account_token; }

  static std::vector<std::string> with_tester(std::vector<std::string> more) {
    more.insert(more.begin(), {"--date-runs", "--author-id", "5001"});
    return more;
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(runs_bring_the_day_of_their_build_where_that_is_asked_for) {
  const Dated bench;
  bench.as_planned(Dated::with_tester({bench.home}));
  BOOST_TEST(
      bench.statuses_of("shop.Cart.pays") == "PASSED PASSED FAILED FAILED PASSED PASSED PASSED"
  );
  const auto runs = bench.runs_of("shop.Cart.pays");
  BOOST_TEST(runs.front().run_type == "ManualRun");
  BOOST_TEST(day_of(runs.front()) == "2024-01-16");
  BOOST_TEST(day_of(runs.back()) == "2024-01-22");
  // Manual runs have no output: it is in a step.
  BOOST_TEST(runs.at(2).output.empty());
  BOOST_TEST_REQUIRE(!runs.at(2).steps.empty());
  const auto& said = runs.at(2).steps.front().actual_results;
  BOOST_TEST(said.find("expected 3 but was 4") != std::string::npos, said);
  BOOST_TEST(bench.backfill(Dated::with_tester({bench.home})).calls.empty());
}

// Such runs carry no key: one that came although the answer was lost is known by its time.
BOOST_AUTO_TEST_CASE(dated_runs_whose_answer_was_lost_are_recorded_once) {
  const Dated bench;
  bench.server->set_faults({"POST runs.json #2: 502 after"});
  const auto told = bench.backfill(Dated::with_tester({bench.home}));
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 14U);
}

BOOST_AUTO_TEST_CASE(dated_runs_without_a_tester_end_it_at_the_first_call) {
  Dated bench;
  bench.options["--author-id"] = "5001";
  bench.has_recorded({passed("adds"), passed("pays")});
  bench.options.erase("--author-id");
  const auto told = bench.backfill({"--date-runs", bench.home});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST(told.says("give --author-id ID, the id of a user"), told.err);
  BOOST_TEST(told.count("POST", "runs.json") == 1U);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(the_page_shows_what_became_of_each_build_and_how_they_went) {
  const ChangingBuilds bench;
  const auto page = bench.workspace.path() / "page.html";
  const auto shown = [&page](std::string_view text) {
    return content_of(page).find(text) != std::string::npos;
  };
  const std::vector<std::string> arguments{
      "--set", "{build}", "--report", page.string(), bench.home};
  auto planning = arguments;
  planning.emplace_back("--plan");
  BOOST_TEST(bench.backfill(planning).exit_code == 0);
  BOOST_TEST(shown("A plan: nothing was changed in PractiTest."));
  BOOST_TEST(shown("planned · 2 results, 1 failed · to be 2 runs in &apos;3&apos;"));
  BOOST_TEST(bench.backfill(arguments).exit_code == 0);
  BOOST_TEST(shown("All builds are recorded."));
  BOOST_TEST(shown("<title>shop #3, 2024-01-18 04:00: 2 results, 1 failed</title>"));
  BOOST_TEST(shown("7 builds: 14 results, 2 failed"));
  // The builds are not read again, and shown all the same.
  BOOST_TEST(bench.backfill(arguments).exit_code == 0);
  BOOST_TEST(shown("recorded before · 2 results, 1 failed"));
  BOOST_TEST(shown("7 builds: 14 results, 2 failed"));
  auto elsewhere = arguments;
  elsewhere[3] = "/proc/no/page.html";
  const auto told = bench.backfill(elsewhere);
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.says("the report /proc/no/page.html cannot be written"), told.err);
}

BOOST_AUTO_TEST_CASE(results_may_say_their_set) {
  const Backfills bench;
  for (std::size_t build = 1; build <= 3; ++build) {
    bench.jenkins_build(build, {passed("adds"), passed("pays")});
    bench.workspace.write(
        "home/jobs/shop/builds/" + std::to_string(build) + "/archive/TEST-web.xml",
        junit({failed("adds"), passed("shows")}, "web")
    );
  }
  const auto home = (bench.workspace.path() / "home").string();
  const std::vector<std::string> arguments{"--set", "{job} {suite}", home};
  const auto told = bench.as_planned(arguments);
  using Shown = std::vector<std::string>;
  BOOST_TEST(
      bench.set_shows("shop shop") == (Shown{"shop.Cart.adds: PASSED", "shop.Cart.pays: PASSED"}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(
      bench.set_shows("shop web") == (Shown{"shop.Cart.adds: FAILED", "shop.Cart.shows: PASSED"}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(bench.statuses_of("shop.Cart.pays") == "PASSED PASSED PASSED");
  BOOST_TEST(bench.server->tests().size() == 3U);
  BOOST_TEST(bench.backfill(arguments).calls.empty());
  // Of each build: that it is known costs nothing, and the runs of two sets share a call.
  bench.jenkins_build(4, {passed("adds")});
  BOOST_TEST(bench.as_planned(arguments).calls.size() == 1U);
}

BOOST_AUTO_TEST_CASE(results_that_do_not_say_their_set_go_into_that_of_their_build) {
  const Backfills bench;
  bench.jenkins_build(1, {passed("adds")});
  bench.jenkins_build(2, {passed("adds")});
  const auto home = (bench.workspace.path() / "home").string();
  const auto refused = bench.backfill({"--set={property:browser}", home});
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.says("say with --set-else NAME"), refused.err);
  BOOST_TEST(refused.calls.empty());
  const std::vector<std::string> arguments{
      "--set={property:browser}", "--set-else={job} {build}", home};
  bench.as_planned(arguments);
  BOOST_TEST(bench.set_shows("shop 1").size() == 1U);
  BOOST_TEST(bench.set_shows("shop 2").size() == 1U);
}

namespace {

Case with_aid(Case one, const std::string& value) {
  one.inside += "<properties><property name=\"aid\" value=\"" + value + "\"/></properties>";
  return one;
}

}  // namespace

BOOST_AUTO_TEST_CASE(tests_are_known_by_a_field_from_one_build_to_the_next) {
  for (const std::string field : {"Automation ID", "---f-407", "script_name"}) {
    const Backfills bench;
    bench.jenkins_build(1, {with_aid(passed("adds"), "CART-1"), passed("pays")});
    bench.jenkins_build(2, {with_aid(failed("sums_up"), "CART-1"), passed("pays")});
    bench.jenkins_build(
        3,
        {with_aid(passed("adds_up"), "CART-1"),
         with_aid(passed("subtracts"), "CART-2"),
         with_aid(passed("takes"), "CART-3")}
    );
    const std::vector<std::string> arguments{
        "--match-field=" + field + "={property:aid}", (bench.workspace.path() / "home").string()};
    bench.as_planned(arguments);
    BOOST_TEST(bench.statuses_of("shop.Cart.adds") == "PASSED FAILED PASSED", field);
    BOOST_TEST(bench.server->tests().size() == 4U, field);
    // What is known is asked for no more.
    bench.jenkins_build(4, {with_aid(passed("again"), "CART-3")});
    BOOST_TEST(bench.as_planned(arguments).calls.size() == 1U, field);
    BOOST_TEST(bench.statuses_of("shop.Cart.takes") == "PASSED PASSED", field);
  }
}

BOOST_AUTO_TEST_SUITE_END()
