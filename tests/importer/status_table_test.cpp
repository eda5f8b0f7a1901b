#include "importer/status_table.hpp"
#include "importer/error.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

using importer::RunStatus;
using importer::StatusTable;
using parsers::Status;

BOOST_AUTO_TEST_SUITE(status_table)

namespace {

StatusTable changed(std::string_view list) {
  StatusTable table;
  importer::change(table, list);
  return table;
}

std::string refusal(std::string_view list) {
  try {
    changed(list);
  } catch (const importer::UsageError& error) {
    return error.what();
  }
  return {};
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_flaky_result_fails_only_where_it_is_to) {
  parsers::Result result;
  result.status = Status::passed;
  result.make_evidence().earlier_attempts.emplace_back().status = Status::failed;
  StatusTable table;
  BOOST_TEST(table.of(result).value() == RunStatus::passed);
  table.let_flaky_fail();
  BOOST_TEST(table.of(result).value() == RunStatus::failed);
  result.make_evidence().earlier_attempts[0].status = Status::skipped;
  BOOST_TEST(table.of(result).value() == RunStatus::passed);
  table.set(Status::passed, std::nullopt);
  result.make_evidence().earlier_attempts[0].status = Status::errored;
  BOOST_TEST(!table.of(result));
}

BOOST_AUTO_TEST_CASE(a_list_changes_what_it_names_and_nothing_else) {
  const auto table = changed("errored=blocked,not-run=na,aborted=failed,skipped=not-completed");
  BOOST_TEST(table[Status::errored].value() == RunStatus::blocked);
  BOOST_TEST(table[Status::not_run].value() == RunStatus::not_applicable);
  BOOST_TEST(table[Status::aborted].value() == RunStatus::failed);
  BOOST_TEST(table[Status::skipped].value() == RunStatus::not_completed);
  for (const auto other : {Status::passed, Status::failed, Status::blocked, Status::inconclusive}) {
    BOOST_TEST(table[other].value() == StatusTable()[other].value());
  }
}

BOOST_AUTO_TEST_CASE(omit_records_nothing) {
  BOOST_TEST(!changed("inconclusive=omit")[Status::inconclusive]);
}

BOOST_AUTO_TEST_CASE(what_is_no_such_list_is_refused_with_what_there_is) {
  const std::pair<std::string_view, std::string_view> rows[] = {
      {"", "takes a list"},
      {"skipped", "takes a list"},
      {"skipped=omit,,errored=failed", "takes a list"},
      {"skiped=omit", "did you mean skipped?"},
      {"error=blocked", "there are passed, failed, errored"},
      {"errored=N/A", "status of runs 'N/A'"},
      {"errored=", "there are passed, failed, blocked, no-run, na, not-completed, omit"},
      {"errored=blocked,errored=failed", "says twice what errored becomes"},
  };
  for (const auto& [list, words] : rows) {
    const auto why = refusal(list);
    BOOST_TEST(why.find(words) != why.npos, list << " -> " << why);
  }
}

BOOST_AUTO_TEST_SUITE_END()
