#include "tests/e2e/bench.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <csignal>
#include <ostream>

using namespace e2e;

BOOST_AUTO_TEST_SUITE(faults)

namespace {

/// A POST of 20 runs whose answer is lost, one way or the other.
struct Loss {
  const char* effect;
  bool carried_out;
};
std::ostream& operator<<(std::ostream& out, const Loss& loss) { return out << loss.effect; }
constexpr Loss losses[] = {
    {"500 after", true},
    {"500 before", false},
    {"502 after", true},
    {"503 before", false},
    {"504 after", true},
    {"drop after", true},
    {"drop before", false},
    {"cut", true},
    {"html", true},
    {"garbage", true},
};

}  // namespace

BOOST_DATA_TEST_CASE(a_lost_answer_is_cleared_up_and_nothing_is_recorded_twice, losses, loss) {
  const Bench bench;
  bench.has_recorded(many(60));
  bench.server->set_faults({std::string("POST runs.json #2: ") + loss.effect});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.count("POST", "runs.json") == (loss.carried_out ? 3U : 4U));
  BOOST_TEST(bench.server->runs().size() == 120U);
  BOOST_TEST(told.outcomes("recorded") == 60U);
  BOOST_TEST(told.outcomes("unknown") == 0U);
}

BOOST_AUTO_TEST_CASE(a_call_that_is_carried_out_after_it_was_given_up_is_not_sent_again) {
  const Bench bench;
  bench.has_recorded(many(20));
  bench.server->set_faults({"POST runs.json #1: 504 late 500", "POST tests.json #1: 504 late 300"});
  auto cases = many(20);
  cases.push_back(passed("new"));
  const auto told =
      bench.import({"--settle", "2", "--format", "json", bench.report("r.xml", cases)});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->tests().size() == 21U);
  BOOST_TEST(bench.server->runs().size() == 41U);
  BOOST_TEST(told.outcomes("recorded") == 21U);
}

BOOST_AUTO_TEST_CASE(without_keys_lost_answers_are_cleared_up_by_content_and_time) {
  for (const auto& loss : losses) {
    BOOST_TEST_CONTEXT(loss.effect) {
      const Bench bench;
      bench.has_recorded(many(20));
      bench.server->set_faults({std::string("POST runs.json #1: ") + loss.effect});
      const auto report = bench.report("r.xml", {failed("pays", "declined"), failed("adds", "no")});
      const auto told = bench.import({"--no-import-key", "--format", "json", report});
      BOOST_TEST(told.exit_code == 0, told.err);
      BOOST_TEST(bench.server->runs().size() == 22U);
      BOOST_TEST(bench.runs_of("shop.Cart.pays").at(0).output == "declined");
    }
  }
}

BOOST_AUTO_TEST_CASE(later_runs_of_a_test_come_after_one_whose_answer_was_lost) {
  // The last run is the status that is shown: sent after a lost one it might come before it.
  const Bench bench;
  bench.has_recorded({passed("adds")});
  bench.server->set_faults({"POST runs.json #1: drop before"});
  const auto told =
      bench.import({"--format", "json", bench.report("r.xml", {passed("adds"), failed("adds")})});
  BOOST_TEST(told.exit_code == 0);
  BOOST_TEST(told.outcomes("recorded") == 2U);
  const auto runs = bench.runs_of("shop.Cart.adds");
  BOOST_TEST_REQUIRE(runs.size() == 3U);
  BOOST_TEST(runs[1].status == "PASSED");
  BOOST_TEST(runs[2].status == "FAILED");
}

BOOST_AUTO_TEST_CASE(a_batch_that_is_refused_and_recorded_all_the_same_is_not_sent_again) {
  const Bench bench;
  bench.has_recorded(many(20));
  const auto culprit = bench.runs_of("shop.Cart.adds7").at(0).instance_id;
  bench.server->set_faults({fmt::format("POST runs.json: reject instance {} spare", culprit)});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(20))});
  BOOST_TEST(told.exit_code == 1);
  BOOST_TEST(told.outcomes("recorded") == 19U);
  BOOST_TEST(told.outcomes("refused") == 1U);
  BOOST_TEST(bench.server->runs().size() == 39U);
}

BOOST_AUTO_TEST_CASE(a_lost_test_is_not_made_twice) {
  for (const char* effect : {"502 after", "502 before", "drop after", "garbage"}) {
    BOOST_TEST_CONTEXT(effect) {
      const Bench bench;
      bench.server->set_faults({std::string("POST tests.json #2: ") + effect});
      const auto told = bench.import({"--format", "json", bench.report("r.xml", many(5))});
      BOOST_TEST(told.exit_code == 0, told.err);
      BOOST_TEST(bench.server->tests().size() == 5U);
      BOOST_TEST(told.outcomes("recorded") == 5U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_lost_set_is_not_made_twice) {
  for (const char* effect : {"502 after", "502 before", "drop after", "garbage"}) {
    BOOST_TEST_CONTEXT(effect) {
      const Bench bench;
      bench.server->set_faults({std::string("POST sets.json #1: ") + effect});
      const auto told = bench.import({"--format", "json", bench.report("r.xml", many(5))});
      BOOST_TEST(told.exit_code == 0, told.err);
      BOOST_TEST(bench.server->held().size() == 5U);
      BOOST_TEST(told.outcomes("recorded") == 5U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_lost_test_is_cleared_up_also_when_its_set_is_refused) {
  const Bench bench;
  bench.server->set_faults({"POST tests.json #2: 502 after", "POST sets.json: 422"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(5))});
  BOOST_TEST(told.exit_code == 1, told.err);
  BOOST_TEST(told.outcomes("unknown") == 0U);
  BOOST_TEST(told.outcomes("refused") == 5U);
}

BOOST_AUTO_TEST_CASE(nothing_follows_an_answer_that_ends_the_import) {
  // The second run of the test waits for the first.
  const Bench bench;
  bench.has_recorded({passed("adds")});
  bench.server->set_faults({"POST runs.json: 403"});
  const auto told =
      bench.import({"--format", "json", bench.report("r.xml", {passed("adds"), failed("adds")})});
  BOOST_TEST(told.exit_code == 4, told.err);
  BOOST_TEST(told.count("POST", "runs.json") == 1U);
  BOOST_TEST(told.outcomes("refused") == 1U);
  BOOST_TEST(told.outcomes("not sent") == 1U);
}

BOOST_AUTO_TEST_CASE(lost_instances_are_not_made_twice) {
  for (const char* effect : {"502 after", "502 before", "drop after", "garbage"}) {
    BOOST_TEST_CONTEXT(effect) {
      const Bench bench;
      bench.has_recorded({passed("old")});
      bench.server->set_faults({std::string("POST instances.json #1: ") + effect});
      const auto told = bench.import({"--format", "json", bench.report("r.xml", many(5))});
      BOOST_TEST(told.exit_code == 0, told.err);
      BOOST_TEST(bench.server->held().size() == 6U);
      BOOST_TEST(told.outcomes("recorded") == 5U);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_service_that_loses_every_call_is_not_sent_everything) {
  const Bench bench;
  bench.has_recorded(many(400));
  bench.server->set_faults({"POST runs.json: 502"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(400))});
  BOOST_TEST(told.exit_code == 5);
  // Three batches are tried three times each, and at most seven more are under way beside them.
  BOOST_TEST(told.count("POST", "runs.json") <= 30U);
  BOOST_TEST(bench.server->runs().size() == 400U);
  BOOST_TEST(told.outcomes("recorded") == 0U);
  BOOST_TEST((told.err.find("the answers were lost 3 times") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(reads_are_repeated_until_they_are_answered) {
  const Bench bench;
  bench.has_recorded(many(5));
  bench.server->set_faults({"GET sets.json #1: 503", "GET instances.json #1: cut"});
  const auto told = bench.import({"--look-again", bench.report("r.xml", many(5))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 10U);
  BOOST_TEST(told.calls.size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_service_in_trouble_is_out_of_reach_when_the_retries_are_used_up) {
  const Bench bench;
  bench.server->set_faults({"* *: 503"});
  const auto told = bench.import({"--retries", "1", bench.report("r.xml", many(5))});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST(told.calls.size() == 2U);
  BOOST_TEST((told.err.find("503") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(a_page_of_html_with_200_is_no_empty_project) {
  // A company's sign-in page, say: taken for an empty list it would make everything anew.
  const Bench bench;
  bench.has_recorded(many(5));
  bench.server->set_faults({"GET *: html"});
  const auto told =
      bench.import({"--retries", "0", "--look-again", bench.report("r.xml", many(5))});
  BOOST_TEST(told.exit_code == 5, told.err);
  BOOST_TEST(told.count("POST", "*") == 0U);
  BOOST_TEST(bench.server->tests().size() == 5U);
}

BOOST_AUTO_TEST_CASE(a_429_with_retry_after_is_waited_for_and_is_no_failure) {
  const Bench bench;
  bench.server->set_faults({"POST runs.json #2: 429 retry-after 1"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(60))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 60U);
  BOOST_TEST(told.outcomes("recorded") == 60U);
}

BOOST_AUTO_TEST_CASE(a_429_without_retry_after_is_waited_for_until_the_minute_turns) {
  // The minute itself is tested with a clock of the test's own; here that it waits, and says so.
  const Bench bench;
  bench.has_recorded(many(5));
  bench.server->set_faults({"POST runs.json #1: 429"});
  Process process(bench.command("import", {"--format", "json", bench.report("r.xml", many(5))}));
  process.wait_for("waiting 60 s: PractiTest answered 429");
  process.send(SIGINT);
  Told told;
  static_cast<Ended&>(told) = process.wait();
  BOOST_TEST(told.exit_code == 130);
  BOOST_TEST(told.outcomes("recorded") == 0U);
  BOOST_TEST(told.outcomes("not sent") == 5U);
  BOOST_TEST(bench.server->runs().size() == 5U);
}

BOOST_AUTO_TEST_CASE(answers_that_trickle_in_are_read_all_the_same) {
  const Bench bench;
  bench.server->set_faults({"GET *: trickle"});
  const auto told = bench.import({bench.report("r.xml", many(10))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(bench.server->runs().size() == 10U);
}

BOOST_AUTO_TEST_CASE(connections_closed_at_the_worst_moment_double_and_hide_nothing) {
  // Whether a call meets the closing connection is chance; then its fate is told as unknown.
  const Bench bench;
  bench.server->set_faults({"POST tests.json every 2: close-idle 1"});
  const auto told = bench.import({"--format", "json", bench.report("r.xml", many(10))});
  BOOST_TEST(told.count("POST", "tests.json") <= 10U);
  BOOST_TEST(bench.server->runs().size() == told.outcomes("recorded"));
  BOOST_TEST(
      told.outcomes("recorded") + told.outcomes("unknown") + told.outcomes("not sent") == 10U
  );
}

BOOST_AUTO_TEST_CASE(a_call_over_its_time_ends_the_import_instead_of_hanging) {
  const Bench bench;
  bench.server->set_faults({"GET sets.json: delay 3000"});
  const auto told =
      bench.import({"--timeout", "1", "--retries", "0", bench.report("r.xml", many(5))});
  BOOST_TEST(told.exit_code == 5);
  BOOST_TEST((told.err.find("no answer within 1 s") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(an_answer_with_one_object_instead_of_a_list_is_understood) {
  auto options = practitest();
  options.single_as_object = true;
  const Bench bench(options);
  bench.has_recorded({passed("old")});
  BOOST_TEST(bench.import({bench.report("r.xml", {passed("new")})}).exit_code == 0);
  BOOST_TEST(bench.server->runs().size() == 2U);
}

BOOST_AUTO_TEST_CASE(an_import_within_its_budget_meets_no_429) {
  const Workspace kept;
  auto options = practitest();
  options.data_file = (kept.path() / "data.sqlite").string();
  { Bench(options).has_recorded(many(20)); }
  options.rate = 5;
  const Bench bench(options);
  const auto told = bench.import({"--rate", "5", bench.report("r.xml", many(20))});
  BOOST_TEST(told.exit_code == 0, told.err);
  BOOST_TEST(told.calls.size() == 3U);
  for (const auto& call : told.calls) {
    BOOST_TEST(call.status == 200);
  }
  BOOST_TEST(bench.server->busiest_minute() <= 5U);
}

BOOST_AUTO_TEST_CASE(an_interrupted_import_says_truly_what_was_recorded) {
  const Bench bench;
  bench.has_recorded(many(400));
  bench.server->set_faults({"POST runs.json: delay 100"});
  const auto report = bench.report("r.xml", many(400));
  Process process(bench.command("import", {"-v", "--format", "json", report}));
  process.wait_for("POST runs.json -> 200");
  process.send(SIGINT);
  Told told;
  static_cast<Ended&>(told) = process.wait();
  BOOST_TEST(told.exit_code == 130);
  const auto recorded = told.outcomes("recorded");
  BOOST_TEST(recorded > 0U);
  BOOST_TEST(recorded < 400U);
  BOOST_TEST(bench.server->runs().size() == 400U + recorded);
  BOOST_TEST(recorded + told.outcomes("not sent") == 400U);
  BOOST_TEST((told.err.find("interrupted") != std::string::npos), told.err);
}

BOOST_AUTO_TEST_CASE(sigterm_interrupts_as_sigint_does) {
  const Bench bench;
  bench.server->set_faults({"POST tests.json: delay 50"});
  Process process(bench.command("import", {bench.report("r.xml", many(60))}));
  process.wait_for("recording in 'Nightly'");
  process.send(SIGTERM);
  BOOST_TEST(process.wait().exit_code == 130);
  BOOST_TEST(bench.server->runs().empty());
}

BOOST_AUTO_TEST_CASE(an_interrupted_import_can_simply_be_run_again) {
  const Bench bench;
  bench.server->set_faults({"POST tests.json: delay 20"});
  const auto report = bench.report("r.xml", many(60));
  Process process(bench.command("import", {report}));
  process.wait_for("recording in 'Nightly'");
  process.send(SIGINT);
  process.wait();
  bench.server->set_faults({});
  BOOST_TEST(bench.import({report}).exit_code == 0);
  BOOST_TEST(bench.server->tests().size() == 60U);
  BOOST_TEST(bench.server->held().size() == 60U);
}

BOOST_AUTO_TEST_SUITE_END()
