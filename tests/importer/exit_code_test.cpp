#include "importer/exit_code.hpp"
#include "tests/importer/by_hand.hpp"

#include <boost/test/unit_test.hpp>

using importer::ExitCode;
using importer::graver;

BOOST_AUTO_TEST_SUITE(exit_codes)

BOOST_AUTO_TEST_CASE(of_several_the_gravest_wins) {
  // The documented order, and the two codes of an import that recorded everything.
  const ExitCode falling[] = {
      ExitCode::usage,
      ExitCode::refused,
      ExitCode::unreachable,
      ExitCode::interrupted,
      ExitCode::no_results,
      ExitCode::not_all,
      ExitCode::tests_failed,
      ExitCode::ok,
  };
  for (std::size_t i = 0; i < std::size(falling); ++i) {
    for (std::size_t j = 0; j < std::size(falling); ++j) {
      BOOST_TEST(graver(falling[i], falling[j]) == falling[std::min(i, j)]);
    }
  }
}

BOOST_AUTO_TEST_CASE(their_numbers_are_part_of_the_interface) {
  BOOST_TEST(static_cast<int>(ExitCode::ok) == 0);
  BOOST_TEST(static_cast<int>(ExitCode::not_all) == 1);
  BOOST_TEST(static_cast<int>(ExitCode::usage) == 2);
  BOOST_TEST(static_cast<int>(ExitCode::no_results) == 3);
  BOOST_TEST(static_cast<int>(ExitCode::refused) == 4);
  BOOST_TEST(static_cast<int>(ExitCode::unreachable) == 5);
  BOOST_TEST(static_cast<int>(ExitCode::tests_failed) == 10);
  BOOST_TEST(static_cast<int>(ExitCode::interrupted) == 130);
}

BOOST_AUTO_TEST_SUITE_END()
