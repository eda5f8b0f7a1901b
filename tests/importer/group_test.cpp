#include "importer/group_steps.hpp"
#include "importer/result_key.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <deque>

using by_hand::add;
using by_hand::skipped_as;
using client::StepStatus;
using importer::Grain;
using importer::RunStatus;
using importer::StatusTable;
using parsers::Status;
using std::chrono::milliseconds;
using std::chrono::seconds;

BOOST_AUTO_TEST_SUITE(grouping)

namespace {

importer::ImportOptions of(Grain grain, const StatusTable& statuses = StatusTable()) {
  auto options = by_hand::options();
  options.grain = grain;
  options.name_template = importer::default_template(grain);
  options.statuses = statuses;
  return options;
}

constexpr std::string_view names[] = {"a", "b", "c", "d", "e", "f"};

/// Cases of one class, in the order of these statuses.
importer::Reports one_class(const std::vector<Status>& statuses) {
  importer::Reports reports;
  reports.read.push_back(by_hand::report());
  for (std::size_t i = 0; i < statuses.size(); ++i) {
    add(reports.read[0], "shop.Cart", names[i], statuses[i]).report_line =
        static_cast<std::uint32_t>(i + 3);
  }
  return reports;
}

/// The one run that becomes of them.
client::NewRun run_of(
    const importer::Reports& reports, const StatusTable& statuses = StatusTable()
) {
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class, statuses));
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  BOOST_TEST_REQUIRE(gathered.tests[0].executions.size() == 1U);
  return importer::run_of(gathered.tests[0].executions[0], statuses);
}

RunStatus shown(const client::NewRun& run) {
  std::vector<StepStatus> steps;
  for (const auto& step : run.steps) {
    steps.push_back(step.status);
  }
  return importer::status_of(steps);
}

std::vector<std::string> steps_of(const client::NewRun& run) {
  std::vector<std::string> steps;
  for (const auto& step : run.steps) {
    steps.push_back(step.name);
  }
  return steps;
}

std::vector<std::string> names_of(const importer::Gathered& gathered) {
  std::vector<std::string> all;
  for (const auto& test : gathered.tests) {
    all.push_back(test.name);
  }
  return all;
}

using Words = std::vector<std::string>;

std::uint64_t key_of(const importer::Reports& reports) {
  auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  importer::give_keys(gathered, {"https://practitest.example", 1, "name Nightly", "build 7"});
  return gathered.tests[0].executions[0].key;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_class_is_one_test_and_its_cases_the_steps_of_its_run) {
  auto reports = one_class({Status::passed, Status::failed, Status::passed});
  add(reports.read[0], "shop.Till", "opens");
  auto& broken = reports.read[0].results[1];
  broken.duration = milliseconds(400);
  broken.file = "Cart.java";
  broken.make_evidence().message = "expected 3 but was 4";
  broken.make_evidence().out = "adding";
  reports.read[0].results[0].duration = milliseconds(900);
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  BOOST_TEST(gathered.results == 4U);
  BOOST_TEST(gathered.executions == 2U);
  BOOST_TEST(
      names_of(gathered) == (Words{"shop.Cart", "shop.Till"}), boost::test_tools::per_element()
  );
  const auto& execution = gathered.tests[0].executions[0];
  BOOST_TEST(execution.status.value() == RunStatus::failed);
  BOOST_TEST(execution.result->report_line == 4U);  // Of the case that failed.
  const auto run = importer::run_of(execution, StatusTable());
  BOOST_TEST(steps_of(run) == (Words{"a", "b", "c"}), boost::test_tools::per_element());
  BOOST_TEST(run.steps[1].status == StepStatus::failed);
  BOOST_TEST(run.steps[1].actual_results == "expected 3 but was 4\n\nstandard output:\nadding");
  BOOST_TEST(run.steps[1].description == "Cart.java, 0.400 s");
  BOOST_TEST(run.output == "1 failed, 2 passed; b: expected 3 but was 4");
  BOOST_TEST((run.duration == seconds(2)));  // Of all together, rounded up.
}

BOOST_AUTO_TEST_CASE(the_status_is_the_one_that_practitest_computes_from_the_steps) {
  const struct {
    std::vector<Status> cases;
    RunStatus shown;
  } rows[] = {
      {{Status::passed, Status::passed}, RunStatus::passed},
      {{Status::passed, Status::failed, Status::blocked}, RunStatus::failed},
      {{Status::passed, Status::errored}, RunStatus::failed},
      {{Status::passed, Status::blocked, Status::not_run}, RunStatus::blocked},
      {{Status::passed, Status::skipped}, RunStatus::passed},
      {{Status::skipped, Status::inconclusive}, RunStatus::not_applicable},
      {{Status::passed, Status::not_run}, RunStatus::not_completed},
      {{Status::skipped, Status::not_run}, RunStatus::not_completed},
      {{Status::not_run, Status::not_run}, RunStatus::no_run},
      {{Status::passed, Status::aborted}, RunStatus::not_completed},
      {{Status::aborted}, RunStatus::not_completed},
      {{Status::aborted, Status::failed}, RunStatus::failed},
  };
  for (const auto& row : rows) {
    const auto reports = one_class(row.cases);
    const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
    BOOST_TEST(gathered.tests[0].executions[0].status.value() == row.shown);
    BOOST_TEST(shown(run_of(reports)) == row.shown);
  }
}

BOOST_AUTO_TEST_CASE(a_case_that_was_repeated_is_a_step_that_changes_nothing) {
  auto reports = one_class({Status::failed, Status::passed});
  reports.read[0].results[0].retried = true;
  const auto run = run_of(reports);
  BOOST_TEST(shown(run) == RunStatus::passed);
  BOOST_TEST(run.steps[0].status == StepStatus::not_applicable);
  BOOST_TEST(run.steps[0].actual_results == "failed, and repeated later");
  BOOST_TEST(run.output == "1 passed, 1 repeated");
}

BOOST_AUTO_TEST_CASE(where_flaky_tests_are_to_fail_cases_that_were_repeated_and_attempts_count) {
  StatusTable statuses;
  statuses.let_flaky_fail();
  auto repeated = one_class({Status::failed, Status::passed});
  repeated.read[0].results[0].retried = true;
  const auto of_cases = run_of(repeated, statuses);
  BOOST_TEST(shown(of_cases) == RunStatus::failed);
  BOOST_TEST(of_cases.steps[0].status == StepStatus::failed);

  auto attempted = one_class({Status::passed});
  parsers::Attempt attempt;
  attempt.message = "timed out";
  attempted.read[0].results[0].make_evidence().earlier_attempts.push_back(attempt);
  const auto of_attempts = run_of(attempted, statuses);
  BOOST_TEST(shown(of_attempts) == RunStatus::failed);
  BOOST_TEST((of_attempts.steps[0].actual_results.find("timed out") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(where_all_cases_were_repeated_the_run_itself_is_an_earlier_one) {
  auto reports = one_class({Status::failed});
  reports.read[0].results[0].retried = true;
  reports.read.push_back(by_hand::report("second.xml"));
  add(reports.read[1], "shop.Cart", "a");
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  const auto& executions = gathered.tests[0].executions;
  BOOST_TEST_REQUIRE(executions.size() == 2U);
  BOOST_TEST(executions[0].status.value() == RunStatus::failed);
  BOOST_TEST(executions[1].status.value() == RunStatus::passed);
}

BOOST_AUTO_TEST_CASE(earlier_attempts_of_a_case_are_told_in_its_step) {
  auto reports = one_class({Status::passed});
  parsers::Attempt attempt;
  attempt.message = "timed out";
  reports.read[0].results[0].make_evidence().earlier_attempts.push_back(attempt);
  const auto run = run_of(reports);
  BOOST_TEST(shown(run) == RunStatus::passed);
  BOOST_TEST(run.steps[0].actual_results == "Attempt 1, failed:\ntimed out");
  BOOST_TEST(run.output == "1 passed, 1 of them flaky");
}

BOOST_AUTO_TEST_CASE(a_class_in_two_reports_is_two_runs_the_worst_last) {
  auto reports = one_class({Status::failed, Status::passed});
  reports.read.push_back(by_hand::report("firefox.xml"));
  add(reports.read[1], "shop.Cart", "a");
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  BOOST_TEST_REQUIRE(gathered.tests.size() == 1U);
  const auto& executions = gathered.tests[0].executions;
  BOOST_TEST_REQUIRE(executions.size() == 2U);
  BOOST_TEST(executions[0].report->source == "firefox.xml");
  BOOST_TEST(executions[1].status.value() == RunStatus::failed);
}

BOOST_AUTO_TEST_CASE(the_class_in_which_a_report_is_cut_off_is_not_completed) {
  auto reports = one_class({Status::passed, Status::passed});
  add(reports.read[0], "shop.Till", "opens");
  reports.read[0].cut_off.emplace();
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  BOOST_TEST(gathered.tests[0].executions[0].status.value() == RunStatus::passed);
  const auto& last = gathered.tests[1].executions[0];
  BOOST_TEST(last.status.value() == RunStatus::not_completed);
  const auto run = importer::run_of(last, StatusTable());
  BOOST_TEST(
      steps_of(run) == (Words{"opens", "The report is cut off"}), boost::test_tools::per_element()
  );
  BOOST_TEST(shown(run) == RunStatus::not_completed);
}

BOOST_AUTO_TEST_CASE(a_report_that_is_cut_off_may_lack_cases_of_every_class_that_it_goes_back_to) {
  auto reports = one_class({Status::passed});
  auto& report = reports.read[0];
  add(report, "shop.Till", "opens");
  add(report, "shop.Cart", "b");
  add(report, "shop.Desk", "sells");
  report.cut_off.emplace();
  for (const auto& test : by_hand::gathered(reports, of(Grain::test_class)).tests) {
    BOOST_TEST(test.executions[0].status.value() == RunStatus::not_completed, test.name);
  }
}

BOOST_AUTO_TEST_CASE(where_results_without_a_name_are_lost_every_class_may_lack_some) {
  auto reports = one_class({Status::passed});
  add(reports.read[0], "shop.Till", "opens");
  reports.read[0].cut_off.emplace().left_out = 1;
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  BOOST_TEST(gathered.tests[0].executions[0].status.value() == RunStatus::not_completed);
}

BOOST_AUTO_TEST_CASE(of_suites_all_that_are_open_where_the_report_ends_may_lack_results) {
  importer::Reports reports;
  auto& report = reports.read.emplace_back(by_hand::report());
  const auto whole = by_hand::add_suite(report, "whole");
  const auto outer = by_hand::add_suite(report, "outer");
  const auto inner = by_hand::add_suite(report, "inner", outer);
  for (const auto suite : {whole, outer, inner}) {
    add(report, "Cart", "adds").suite = suite;
  }
  report.cut_off.emplace();
  const auto tests = by_hand::gathered(reports, of(Grain::suite)).tests;
  BOOST_TEST_REQUIRE(tests.size() == 3U);
  BOOST_TEST(tests[0].executions[0].status.value() == RunStatus::passed);
  BOOST_TEST(tests[1].executions[0].status.value() == RunStatus::not_completed);
  BOOST_TEST(tests[2].executions[0].status.value() == RunStatus::not_completed);
}

BOOST_AUTO_TEST_CASE(a_failure_is_recorded_although_the_case_that_repeated_it_is_left_out) {
  auto reports = one_class({Status::failed, Status::skipped});
  reports.read[0].results[0].retried = true;
  const auto run = run_of(reports, skipped_as(std::nullopt));
  BOOST_TEST(shown(run) == RunStatus::failed);
  BOOST_TEST(steps_of(run) == Words{"a"}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(the_words_on_a_run_name_every_case_that_decides_its_status) {
  auto reports = one_class({Status::failed, Status::blocked, Status::failed, Status::passed});
  reports.read[0].results[0].make_evidence().message = "expected 3";
  reports.read[0].results[1].make_evidence().message = "no database";
  const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
  BOOST_TEST(gathered.groups[0].message == "2 failed, 1 blocked, 1 passed; a: expected 3; c");
}

BOOST_AUTO_TEST_CASE(cases_that_are_left_out_are_no_steps_and_counted) {
  const auto some = one_class({Status::passed, Status::skipped});
  const auto gathered = by_hand::gathered(some, of(Grain::test_class, skipped_as(std::nullopt)));
  BOOST_TEST(gathered.groups[0].left_out == 1U);
  BOOST_TEST(run_of(some, skipped_as(std::nullopt)).steps.size() == 1U);
  const auto all = one_class({Status::skipped, Status::skipped});
  const auto none = by_hand::gathered(all, of(Grain::test_class, skipped_as(std::nullopt)));
  BOOST_TEST(!none.tests[0].executions[0].status);
}

BOOST_AUTO_TEST_CASE(of_very_many_cases_the_passed_ones_are_counted_in_one_step) {
  for (const auto other : {Status::failed, Status::skipped, Status::not_run, Status::blocked}) {
    for (const std::size_t others : {std::size_t(1), std::size_t(900)}) {
      importer::Reports reports;
      reports.read.push_back(by_hand::report());
      for (int i = 0; i < 700; ++i) {
        add(reports.read[0], "shop.Cart", "adds");
      }
      for (std::size_t i = 0; i < others; ++i) {
        add(reports.read[0], "shop.Cart", "other", other);
      }
      const auto gathered = by_hand::gathered(reports, of(Grain::test_class));
      const auto run = run_of(reports);
      BOOST_TEST(run.steps.size() == importer::max_case_steps + 1);
      BOOST_TEST(shown(run) == gathered.tests[0].executions[0].status.value());
      if (others == 1) {
        BOOST_TEST(run.steps.back().name == "and 201 more cases");
        const auto kept = std::ranges::count(run.steps, "other", &client::RunStep::name);
        BOOST_TEST(kept == (other == Status::skipped ? 0 : 1));
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(the_same_cases_have_the_same_key_and_one_more_another) {
  const auto two = key_of(one_class({Status::passed, Status::passed}));
  BOOST_TEST(key_of(one_class({Status::passed, Status::passed})) == two);
  BOOST_TEST(key_of(one_class({Status::passed, Status::passed, Status::passed})) != two);
  BOOST_TEST(key_of(one_class({Status::passed, Status::failed})) != two);
  auto cut_off = one_class({Status::passed, Status::passed});
  cut_off.read[0].cut_off.emplace();
  BOOST_TEST(key_of(cut_off) != two);
}

BOOST_AUTO_TEST_CASE(the_key_does_not_depend_on_the_order_of_the_cases) {
  auto reports = one_class({Status::passed, Status::failed, Status::passed});
  const auto key = key_of(reports);
  std::ranges::reverse(reports.read[0].results);
  add(reports.read[0], "shop.Till", "opens");  // Nor on what else the report holds.
  BOOST_TEST(key_of(reports) == key);
}

BOOST_AUTO_TEST_CASE(the_key_does_not_depend_on_what_a_skipped_case_becomes) {
  const auto reports = one_class({Status::passed, Status::skipped});
  std::vector<std::uint64_t> keys;
  for (const auto& as : {StatusTable(), skipped_as(RunStatus::blocked), skipped_as(std::nullopt)}) {
    auto gathered = by_hand::gathered(reports, of(Grain::test_class, as));
    importer::give_keys(gathered, {"https://practitest.example", 1, "name Nightly", "build 7"});
    keys.push_back(gathered.tests[0].executions[0].key);
  }
  BOOST_TEST(std::ranges::count(keys, keys[0]) == 3);
}

BOOST_AUTO_TEST_CASE(parametrised_cases_are_steps_of_one_test_and_others_tests) {
  importer::Reports reports;
  reports.read.push_back(by_hand::report());
  for (const auto* parameters : {"1", "2", ""}) {
    add(reports.read[0], "Cart", "adds").parameters = parameters;
  }
  add(reports.read[0], "Cart", "opens");
  const auto gathered = by_hand::gathered(reports, of(Grain::method));
  BOOST_TEST(
      names_of(gathered) == (Words{"Cart.adds", "Cart.opens"}), boost::test_tools::per_element()
  );
  BOOST_TEST_REQUIRE(gathered.tests[0].executions.size() == 2U);
  const auto& together = gathered.tests[0].executions[0];
  BOOST_TEST(
      steps_of(importer::run_of(together, StatusTable())) == (Words{"adds(1)", "adds(2)"}),
      boost::test_tools::per_element()
  );
  BOOST_TEST(gathered.tests[1].executions[0].group == nullptr);
}

BOOST_AUTO_TEST_CASE(suites_and_files_go_by_their_names_and_without_one_by_the_class) {
  importer::Reports reports;
  reports.read.push_back(by_hand::report());
  auto& report = reports.read[0];
  const auto suite = by_hand::add_suite(report, "nightly");
  add(report, "Cart", "a").suite = suite;
  add(report, "Till", "b").suite = suite;
  add(report, "Cart", "c").file = "cart.js";
  const auto suites = by_hand::gathered(reports, of(Grain::suite));
  BOOST_TEST(names_of(suites) == (Words{"nightly", "Cart"}), boost::test_tools::per_element());
  const auto files = by_hand::gathered(reports, of(Grain::file));
  BOOST_TEST(
      names_of(files) == (Words{"Cart", "Till", "cart.js"}), boost::test_tools::per_element()
  );
}

BOOST_AUTO_TEST_SUITE_END()
