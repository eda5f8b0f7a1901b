#include "importer/history/open_builds.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace importer::history;

BOOST_AUTO_TEST_SUITE(history_open)

namespace {

/// A build that waits, by set.
std::vector<BuildTold> builds_of(const std::vector<std::string>& sets) {
  std::vector<BuildTold> builds;
  for (const auto& set : sets) {
    builds.emplace_back().sets.name = set;
  }
  return builds;
}

/// The places of the builds that are next, each done at once.
std::vector<std::size_t> all_of(OpenBuilds& open, const std::vector<BuildTold>& builds) {
  std::vector<std::size_t> places;
  while (const auto* const next = open.next()) {
    places.push_back(static_cast<std::size_t>(next - builds.data()));
    open.done(*next);
  }
  return places;
}

}  // namespace

BOOST_AUTO_TEST_CASE(without_others_all_come_in_their_order) {
  auto builds = builds_of({"a", "b", "a", "c", "b", "a"});
  OpenBuilds open(builds);
  const std::vector<std::size_t> in_order{0, 1, 2, 3, 4, 5};
  BOOST_TEST(all_of(open, builds) == in_order, boost::test_tools::per_element());
  BOOST_TEST(open.empty());
}

BOOST_AUTO_TEST_CASE(what_is_recorded_or_left_out_is_not_among_them) {
  auto builds = builds_of({"a", "b", "a"});
  builds[0].state = BuildState::before;
  builds[1].state = BuildState::left_out;
  OpenBuilds open(builds);
  BOOST_TEST(open.sets() == 1U);
  BOOST_TEST(open.next() == &builds[2]);
}

BOOST_AUTO_TEST_CASE(a_set_that_is_set_aside_is_passed_over_as_a_whole) {
  auto builds = builds_of({"a", "b", "a", "b", "a"});
  OpenBuilds open(builds);
  open.set_aside(builds[0]);
  const std::vector<std::size_t> of_b{1, 3};
  BOOST_TEST(all_of(open, builds) == of_b, boost::test_tools::per_element());
  BOOST_TEST(!open.empty());
  open.take_back();
  const std::vector<std::size_t> of_a{0, 2, 4};
  BOOST_TEST(all_of(open, builds) == of_a, boost::test_tools::per_element());
  BOOST_TEST(open.empty());
}

BOOST_AUTO_TEST_CASE(what_is_taken_back_comes_before_what_is_newer) {
  auto builds = builds_of({"a", "b", "b"});
  OpenBuilds open(builds);
  open.set_aside(builds[0]);
  BOOST_TEST(open.next() == &builds[1]);
  open.done(builds[1]);
  open.take_back();
  BOOST_TEST(open.next() == &builds[0]);
}

BOOST_AUTO_TEST_SUITE_END()
