#include "tests/parsers/corpus.hpp"

#include <boost/test/unit_test.hpp>

#include <array>

BOOST_AUTO_TEST_SUITE(corpus_of_real_reports)

namespace {

using support::Explained;

constexpr std::array explained = std::to_array<Explained>({
    {"junit/doctest__examples__all_features__test_output__assertion_macros.cpp_junit.txt",
     "4 19 0 0 0",
     "a case whose only failures are WARN assertions did not fail"},
    {"junit/local-run__gen__cpp__catch2_v2_junit.xml",
     "4 2 1 2 0",
     "two cases tagged [!mayfail] and [!shouldfail] failed as they may: they count as skipped"},
    {"junit/local-run__gen__ctest1__junit.xml",
     "6 6 0 2 4",
     "a missing program, a missing file and a broken fixture blocked three tests, which CTest "
     "writes as skipped; a disabled one was not run"},
});

}  // namespace

BOOST_AUTO_TEST_CASE(every_junit_file_has_the_counts_of_the_index) {
  support::expect_counts_of_the_index("junit", explained);
}

BOOST_AUTO_TEST_CASE(every_file_that_is_no_report_is_refused) {
  support::expect_refusals_of_the_index();
}

BOOST_AUTO_TEST_SUITE_END()
