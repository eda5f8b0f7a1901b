#include "ledger/ledger.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>

namespace fs = std::filesystem;
using namespace ledger;

BOOST_AUTO_TEST_CASE(smoke) {
  const auto dir = fs::temp_directory_path() / ("ledger-smoke." + std::to_string(getpid()));
  const auto file = (dir / "a" / "b" / "ledger.sqlite").native();
  Ledger ledger(file, {"https://x", 42});
  NewImport import{"build 7", "name Nightly", {"import", "x"}, "/tmp", {{"a.xml", "00"}}, 20};
  const auto id = ledger.begin(import);
  BOOST_REQUIRE(id);
  Changes changes;
  changes.intents = {{1, Kind::runs, {"a", "b", std::string("\xff\0", 2)}, Time(std::chrono::seconds(5))},
                     {2, Kind::test, {"c"}, Time(std::chrono::seconds(6))}};
  changes.endings = {{1, Ended::done}};
  changes.tests = {{"T", 5}};
  changes.sets = {{"S", 7}};
  changes.instances = {{7, 5, 9}};
  BOOST_TEST(ledger.write(*id, changes));
  const auto calls = ledger.calls(*id);
  BOOST_REQUIRE(calls.size() == 2u);
  BOOST_TEST(calls[0].intent.items == changes.intents[0].items, boost::test_tools::per_element());
  BOOST_TEST((calls[0].ended == Ended::done));
  BOOST_TEST(!calls[1].ended);
  BOOST_TEST((ledger.claim(*id, {"test A", "test B"}) == std::vector<bool>{true, true}));
  BOOST_TEST(ledger.test_named("T").value() == 5);
  BOOST_TEST(ledger.instances_of(7).size() == 1u);
  BOOST_TEST(ledger.renew(*id));
  std::int64_t place = 0;
  using namespace std::chrono_literals;
  BOOST_TEST(!ledger.take_call(2, 30s, place));
  BOOST_TEST(!ledger.take_call(2, 30s, place));
  BOOST_TEST(ledger.take_call(2, 30s, place).value().count() > 59000);
  ledger.end_call(place, false);
  BOOST_TEST(!ledger.take_call(2, 30s, place));
  ledger.block_calls_until(std::chrono::system_clock::now() + 100s);
  BOOST_TEST(ledger.take_call(20, 30s, place).value().count() > 99000);
  BOOST_TEST(ledger.interrupted().empty());
  ledger.end(*id, State::incomplete, 19);
  BOOST_TEST(ledger.interrupted().size() == 1u);
  const auto found = ledger.find("build 7", "name Nightly");
  BOOST_REQUIRE(found);
  BOOST_TEST(found->recorded == 19u);
  BOOST_TEST(!ledger.write(*id, {}));
  { Ledger second(file, {"https://x", 42}); BOOST_TEST(second.calls(*id).size() == 2u); }
  fs::remove_all(dir);
}
