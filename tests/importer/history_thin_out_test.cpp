#include "importer/history/thin_out.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace importer::history;
using importer::Execution;
using importer::Gathered;
using importer::NamedTest;
using importer::RunStatus;

BOOST_AUTO_TEST_SUITE(history_thin_out)

namespace {

/// P: passed, F: failed, S: skipped, ".": not in this build, "-": left out by --skipped omit.
std::optional<RunStatus> status_of(char letter) {
  return letter == 'P'   ? std::optional(RunStatus::passed)
         : letter == 'F' ? std::optional(RunStatus::failed)
         : letter == 'S' ? std::optional(RunStatus::not_applicable)
                         : std::nullopt;
}

/// One test, a build for each letter. Gives the letters of what stays.
std::string kept(KeptResults what, const std::string& history) {
  std::vector<Gathered> builds;
  for (const auto letter : history) {
    auto& build = builds.emplace_back();
    if (letter != '.') {
      Execution execution;
      execution.status = status_of(letter);
      build.tests.push_back({"adds", {execution}});
      build.executions = 1;
    }
  }
  ThinOut thin_out(what);
  if (thin_out.looks_ahead()) {
    for (std::size_t i = 0; i < builds.size(); ++i) {
      thin_out.look_ahead(builds[i], i);
    }
  }
  std::string stays;
  std::size_t number = 0;
  for (auto& build : builds) {
    const auto letter = history[number];
    const auto before = build.executions;
    const auto taken = thin_out.take_out(build, number++);
    BOOST_TEST(build.executions == before);
    BOOST_TEST((build.tests.size() + taken) == (letter == '.' ? 0U : 1U));
    stays += build.tests.empty() ? '.' : letter;
  }
  return stays;
}

}  // namespace

BOOST_AUTO_TEST_CASE(all_stay_unless_asked_for) {
  BOOST_TEST(kept(KeptResults::all, "PPFPP") == "PPFPP");
}

BOOST_AUTO_TEST_CASE(failures_are_those_of_tests_that_failed) {
  BOOST_TEST(kept(KeptResults::failures, "PFFSP.F") == ".FF...F");
}

BOOST_AUTO_TEST_CASE(changes_are_the_first_what_differs_and_the_last) {
  BOOST_TEST(kept(KeptResults::changes, "PPPPP") == "P...P");
  BOOST_TEST(kept(KeptResults::changes, "PPFFFPP") == "P.F..PP");
  BOOST_TEST(kept(KeptResults::changes, "PPSSPPP") == "P.S.P.P");
  BOOST_TEST(kept(KeptResults::changes, "F") == "F");
}

BOOST_AUTO_TEST_CASE(a_test_that_is_not_in_every_build_is_compared_with_its_last_one) {
  BOOST_TEST(kept(KeptResults::changes, "P..P.PF.F.") == "P.....F.F.");
}

BOOST_AUTO_TEST_CASE(what_options_leave_out_is_no_result) {
  BOOST_TEST(kept(KeptResults::changes, "P-PP-") == "P-.P-");
}

BOOST_AUTO_TEST_CASE(the_status_of_several_runs_is_that_of_the_last) {
  const auto build = [](std::vector<RunStatus> statuses) {
    Gathered gathered;
    NamedTest test{"adds", {}};
    for (const auto status : statuses) {
      Execution execution;
      execution.status = status;
      test.executions.push_back(execution);
    }
    gathered.executions = test.executions.size();
    gathered.tests.push_back(std::move(test));
    return gathered;
  };
  std::vector<Gathered> builds;
  builds.push_back(build({RunStatus::passed, RunStatus::failed}));
  builds.push_back(build({RunStatus::failed}));
  builds.push_back(build({RunStatus::failed, RunStatus::failed}));
  ThinOut thin_out(KeptResults::changes);
  for (std::size_t i = 0; i < builds.size(); ++i) {
    thin_out.look_ahead(builds[i], i);
  }
  // In any order; the last build stays, with both of its runs.
  BOOST_TEST(thin_out.take_out(builds[2], 2) == 0U);
  BOOST_TEST(thin_out.take_out(builds[1], 1) == 1U);
  BOOST_TEST(thin_out.take_out(builds[0], 0) == 0U);
  BOOST_TEST(builds[2].tests.front().executions.size() == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
