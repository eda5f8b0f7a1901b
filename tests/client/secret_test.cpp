#include "client/secret.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <new>
#include <string>
#include <utility>

using client::Secret;

BOOST_AUTO_TEST_SUITE(secret)

namespace {

const std::string short_one = "canary-1";  // Short enough to be kept within the string itself.
const std::string long_one = "canary-d41d8cd98f00b204e9800998ecf8427e";

/// Memory in which an object lived.
template <class T>
struct Place {
  alignas(T) std::array<char, sizeof(T)> bytes{};

  bool holds(const std::string& text) const {
    return std::search(bytes.begin(), bytes.end(), text.begin(), text.end()) != bytes.end();
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_is_wiped_is_overwritten_where_it_stood) {
  Secret secret(long_one);
  const char* const memory = secret.text().data();
  BOOST_TEST(std::string(memory, long_one.size()) == long_one);
  secret.wipe();
  BOOST_TEST(secret.text().empty());
  // The string keeps its memory.
  BOOST_TEST_REQUIRE(secret.text().data() == memory);
  BOOST_TEST(std::all_of(memory, memory + long_one.size(), [](char c) { return c == '\0'; }));
}

BOOST_AUTO_TEST_CASE(nothing_stays_where_it_lived) {
  Place<Secret> place;
  auto* const secret = new (place.bytes.data()) Secret(short_one);
  BOOST_TEST(place.holds(short_one));
  secret->~Secret();
  BOOST_TEST(!place.holds(short_one));
}

BOOST_AUTO_TEST_CASE(moving_leaves_nothing_behind) {
  Place<Secret> place;
  auto* const from = new (place.bytes.data()) Secret(short_one);
  const Secret to(std::move(*from));
  BOOST_TEST(to.text() == short_one);
  BOOST_TEST(!place.holds(short_one));
  from->~Secret();

  std::string given = short_one;
  const char* const memory = given.data();
  const Secret taken(std::move(given));
  BOOST_TEST(taken.text() == short_one);
  BOOST_TEST(std::all_of(memory, memory + short_one.size(), [](char c) { return c == '\0'; }));
}

BOOST_AUTO_TEST_CASE(copies_are_their_own) {
  Secret one(long_one);
  const Secret other = one;
  one = Secret("another");
  BOOST_TEST(one.text() == "another");
  BOOST_TEST(other.text() == long_one);
}

BOOST_AUTO_TEST_SUITE_END()
