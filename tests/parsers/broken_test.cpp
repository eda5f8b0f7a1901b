#include "tests/parsers/files.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

BOOST_AUTO_TEST_SUITE(broken)

// Of some of those that are cut off a part is read, unless what is incomplete is to be refused.
BOOST_DATA_TEST_CASE(
    every_broken_file_is_refused_with_place_reason_and_remedy,
    support::fixtures("broken", ".error.txt"),
    fixture
) {
  const auto refusal = support::refusal_of(support::slurp(fixture.report), support::strictly());
  BOOST_TEST(refusal != "read");
  support::expect_golden(refusal + "\n", fixture.expected);
}

BOOST_AUTO_TEST_SUITE_END()
