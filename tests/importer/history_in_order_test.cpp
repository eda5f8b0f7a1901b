#include "importer/history/in_order.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <semaphore>
#include <stdexcept>
#include <vector>

using importer::history::InOrder;

BOOST_AUTO_TEST_SUITE(history_in_order)

BOOST_AUTO_TEST_CASE(what_comes_of_work_is_taken_in_the_order_in_which_it_was_given) {
  boost::asio::thread_pool cores(2);
  std::vector<int> taken;
  InOrder<int> work(cores, [&taken](int number) { taken.push_back(number); });
  std::binary_semaphore second_is_done(0);
  work.give(1, [&] {
    second_is_done.acquire();  // So that the first is the last to be done.
    return 1;
  });
  work.give(1, [&] {
    second_is_done.release();
    return 2;
  });
  work.take_all();
  BOOST_TEST(taken == (std::vector<int>{1, 2}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(what_is_under_way_is_bounded) {
  boost::asio::thread_pool cores(2);
  std::atomic<int> held = 0;
  std::atomic<int> most = 0;
  InOrder<int> work(
      cores, [&held](int size) { held -= size; }, 10
  );
  for (const int size : {4, 4, 4, 30, 1, 9, 1}) {
    work.give(static_cast<std::uint64_t>(size), [&, size] {
      // Those before it that were too much beside it are taken.
      most = std::max<int>(most, held += size);
      return size;
    });
  }
  work.take_all();
  BOOST_TEST(held == 0);
  BOOST_TEST(most <= 30);
}

BOOST_AUTO_TEST_CASE(what_work_throws_is_thrown_where_it_is_taken) {
  boost::asio::thread_pool cores(2);
  int taken = 0;
  InOrder<int> work(cores, [&taken](int /*number*/) { ++taken; });
  work.give(1, [] { return 1; });
  work.give(1, []() -> int { throw std::runtime_error("no"); });
  work.give(1, [] { return 3; });
  BOOST_CHECK_THROW(work.take_all(), std::runtime_error);
  BOOST_TEST(taken == 1);
}

BOOST_AUTO_TEST_SUITE_END()
