#include "sandbox/statuses.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

BOOST_AUTO_TEST_SUITE(statuses)

namespace {

struct Case {
  std::vector<std::string_view> parts;
  std::string_view whole;
};

std::ostream& operator<<(std::ostream& stream, const Case& each) {
  for (const auto part : each.parts) {
    stream << part << " + ";
  }
  return stream << " = " << each.whole;
}

// Source: PractiTest's help, how a run's status comes from its steps.
const std::vector<Case> cases = {
    {{}, "NO RUN"},
    {{"NO RUN", "NO RUN"}, "NO RUN"},
    {{"PASSED", "PASSED"}, "PASSED"},
    {{"PASSED", "N/A"}, "PASSED"},
    {{"N/A", "N/A"}, "N/A"},
    {{"PASSED", "NO RUN"}, "NOT COMPLETED"},
    {{"N/A", "NO RUN"}, "NOT COMPLETED"},
    {{"PASSED", "BLOCKED", "NO RUN"}, "BLOCKED"},
    {{"PASSED", "BLOCKED", "FAILED", "NO RUN"}, "FAILED"},
    {{"PASSED", "NOT COMPLETED"}, "NOT COMPLETED"},
    {{"NO RUN", "NOT COMPLETED"}, "NOT COMPLETED"},
};

}  // namespace

BOOST_DATA_TEST_CASE(the_whole_follows_from_its_parts, cases, each) {
  sandbox::Tally tally;
  for (const auto part : each.parts) {
    tally.add(part);
  }
  BOOST_TEST(tally.status() == each.whole);
}

BOOST_AUTO_TEST_CASE(a_step_cannot_be_not_completed) {
  BOOST_TEST(sandbox::is_step_status("N/A"));
  BOOST_TEST(sandbox::is_step_status("NO RUN"));
  BOOST_TEST(!sandbox::is_step_status("NOT COMPLETED"));
  BOOST_TEST(!sandbox::is_step_status("passed"));
}

BOOST_AUTO_TEST_SUITE_END()
