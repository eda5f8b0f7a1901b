#include "tests/ledger/shelf.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace data = boost::unit_test::data;
using namespace ledger;
using namespace std::chrono_literals;

namespace {

const Changes nothing;

}

BOOST_DATA_TEST_CASE(
    calls_come_back_by_number_with_what_became_of_them, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Changes changes;
  changes.intents = {call(3, shelf.now), call(1, shelf.now), call(2, shelf.now + 1ms)};
  changes.intents[0].kind = Kind::instances;
  changes.intents[1].kind = Kind::test;
  changes.intents[2].kind = Kind::set;
  BOOST_TEST(ledger.write(id, changes));
  BOOST_TEST(ledger.write(
      id, {.endings = {{.number = 1, .ended = Ended::done}, {.number = 3, .ended = Ended::refused}}}
  ));

  const auto calls = shelf.open().calls(id);
  BOOST_REQUIRE(calls.size() == 3u);
  BOOST_TEST(calls[0].intent.number == 1);
  BOOST_TEST((calls[0].intent.kind == Kind::test));
  BOOST_TEST((calls[0].ended == Ended::done));
  BOOST_TEST(calls[1].intent.number == 2);
  BOOST_TEST((calls[1].intent.kind == Kind::set));
  BOOST_TEST((calls[1].intent.sent == shelf.now + 1ms));
  BOOST_TEST(!calls[1].ended.has_value());
  BOOST_TEST((calls[2].intent.kind == Kind::instances));
  BOOST_TEST((calls[2].ended == Ended::refused));
  BOOST_TEST(calls[2].intent.items == call(3).items, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(items_are_any_text, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  auto intent = call(1);
  intent.items = {
      "", "\"[,]\"", "☂", "\xff", std::string("a\0b", 3), "hex:zz", std::string(70'000, 'x')};
  ledger.write(id, {.intents = {intent}});
  const auto calls = shelf.open().calls(id);
  BOOST_REQUIRE(calls.size() == 1u);
  BOOST_TEST(calls[0].intent.items == intent.items, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(a_call_sent_again_is_unknown_again, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  ledger.write(id, {.intents = {call(1, shelf.now)}});
  ledger.write(id, {.endings = {{.number = 1, .ended = Ended::refused}}});
  ledger.write(id, {.intents = {call(1, shelf.now + 1min)}});
  const auto calls = ledger.calls(id);
  BOOST_REQUIRE(calls.size() == 1u);
  BOOST_TEST((calls[0].intent.sent == shelf.now + 1min));
  BOOST_TEST(!calls[0].ended.has_value());
}

BOOST_DATA_TEST_CASE(a_write_is_kept_as_a_whole_or_not_at_all, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Changes half;
  half.intents = {call(1)};
  half.tests = {{.name = "Login", .id = 5}};
  half.endings = {{.number = 99, .ended = Ended::done}};  // Never noted: the ledger has lost it.
  BOOST_CHECK_THROW(ledger.write(id, half), LedgerError);
  BOOST_TEST(ledger.calls(id).empty());
  BOOST_TEST(!ledger.test_named("Login").has_value());
  BOOST_TEST(ledger.write(id, {.intents = {call(1)}}));
  BOOST_TEST(ledger.calls(id).size() == 1u);
}

BOOST_DATA_TEST_CASE(calls_of_imports_do_not_mix, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto one = ledger.begin(nightly("one")).value();
  const auto two = ledger.begin(nightly("two")).value();
  ledger.write(one, {.intents = {call(1)}});
  ledger.write(two, {.intents = {call(1), call(2)}});
  BOOST_TEST(ledger.calls(one).size() == 1u);
  BOOST_TEST(ledger.calls(two).size() == 2u);
}

BOOST_DATA_TEST_CASE(
    of_other_imports_the_calls_are_open_whose_end_nobody_knows, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto one = ledger.begin(nightly("one")).value();
  const auto two = ledger.begin(nightly("two")).value();
  ledger.write(one, {.intents = {call(1, shelf.now - 2s), call(2, shelf.now), call(3, shelf.now)}});
  ledger.write(one, {.endings = {{.number = 2, .ended = Ended::done}}});
  ledger.write(two, {.intents = {call(4, shelf.now)}});
  const auto open = ledger.open_calls_of_others(two, shelf.now - 1s);
  BOOST_REQUIRE(open.size() == 1u);
  BOOST_TEST(open.front().number == 3);
  BOOST_TEST(open.front().items == call(3).items, boost::test_tools::per_element());
}

// The promise that all else rests on: what write() confirmed is there, whatever happens next.
BOOST_DATA_TEST_CASE(
    an_intent_outlives_kill_9_right_after_it_was_written, data::make(backends()), backend
) {
  Shelf shelf(backend);
  for (int number = 1; number <= 20; ++number) {
    Worker worker;
    worker.ask({"open", shelf.location()});
    const auto id = worker.ask({"begin", "build 7"});
    BOOST_TEST(worker.ask({"write", id, std::to_string(number), "a", "b"}) == "yes");
    worker.kill();
    auto ledger = shelf.open();
    const auto calls = ledger.calls(std::stoll(id));
    BOOST_REQUIRE(calls.size() == static_cast<std::size_t>(number));
    BOOST_TEST(calls.back().intent.items.at(1) == "b");
    BOOST_TEST(!calls.back().ended.has_value());
  }
}

// The same at any moment, in the midst of a write too.
BOOST_DATA_TEST_CASE(
    whatever_was_confirmed_outlives_kill_9_at_any_moment, data::make(backends()), backend
) {
  for (int confirmed = 1; confirmed <= 30; confirmed += 3) {
    Shelf shelf(backend);
    Worker worker;
    worker.ask({"open", shelf.location()});
    const auto id = worker.ask({"begin", "build 7"});
    worker.tell({"pour", id});
    for (int i = 0; i < confirmed; ++i) {
      worker.hear();
    }
    worker.kill();
    auto ledger = shelf.open();
    BOOST_TEST(ledger.begin(nightly()).has_value());
    const auto calls = ledger.calls(std::stoll(id));
    BOOST_TEST(calls.size() >= static_cast<std::size_t>(confirmed));
    for (std::size_t i = 0; i < calls.size(); ++i) {
      BOOST_REQUIRE(calls[i].intent.number == static_cast<std::int64_t>(i + 1));
      BOOST_REQUIRE(calls[i].intent.items.size() == 2u);
    }
  }
}

BOOST_DATA_TEST_CASE(
    nothing_can_be_written_to_an_import_that_was_not_begun, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  ledger.end(id, State::complete, 20);
  BOOST_TEST(!ledger.write(id, {.intents = {call(1)}}));
  BOOST_TEST(!ledger.write(id + 1, nothing));
  BOOST_TEST(ledger.calls(id).empty());
}
