#include "parsers/report_json.hpp"
#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(fixtures)

BOOST_DATA_TEST_CASE(
    every_junit_fixture_reads_as_its_golden_says,
    support::fixtures("junit", ".expected.json"),
    fixture
) {
  const auto report = support::read_file(fixture.report);
  support::expect_golden(parsers::pretty(parsers::to_json(report)), fixture.expected);
}

BOOST_AUTO_TEST_SUITE_END()
