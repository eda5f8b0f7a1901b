#include "tests/ledger/shelf.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

namespace data = boost::unit_test::data;
using namespace ledger;
using namespace std::chrono_literals;

BOOST_DATA_TEST_CASE(an_import_is_known_by_its_identity_and_set, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  BOOST_TEST(!ledger.find("build 7", "name Nightly"));
  const auto begun = shelf.now;
  const auto id = ledger.begin(nightly());
  BOOST_REQUIRE(id.has_value());
  shelf.now += 5min;
  ledger.end(*id, State::complete, 19);

  const auto known = shelf.open().find("build 7", "name Nightly");
  BOOST_REQUIRE(known.has_value());
  BOOST_TEST(known->id == *id);
  BOOST_TEST(known->identity == "build 7");
  BOOST_TEST(known->set == "name Nightly");
  BOOST_TEST((known->state == State::complete));
  BOOST_TEST(known->arguments == nightly().arguments, boost::test_tools::per_element());
  BOOST_TEST(known->folder == "/builds/7");
  BOOST_TEST(known->results == 20u);
  BOOST_TEST(known->recorded == 19u);
  BOOST_TEST((known->begun == begun));
  BOOST_TEST((known->ended == begun + 5min));
  BOOST_TEST(!known->held);
  BOOST_TEST(!ledger.find("build 7", "name Weekly"));
  BOOST_TEST(!ledger.find("build 8", "name Nightly"));
}

BOOST_DATA_TEST_CASE(projects_and_addresses_do_not_mix, data::make(backends()), backend) {
  Shelf shelf(backend);
  shelf.open().begin(nightly());
  Ledger other_project(shelf.location(), {.base_url = "https://api.example", .id = 43});
  BOOST_TEST(!other_project.find("build 7", "name Nightly"));
  Ledger other_region(shelf.location(), {.base_url = "https://eu.example", .id = 42});
  BOOST_TEST(!other_region.find("build 7", "name Nightly"));
  BOOST_TEST(other_region.interrupted().empty());
}

BOOST_DATA_TEST_CASE(
    an_import_begun_again_keeps_its_number_and_calls, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  ledger.write(id, {.intents = {call(1)}, .endings = {{.number = 1, .ended = Ended::done}}});
  ledger.end(id, State::complete, 20);

  auto grown = nightly();
  grown.results = 25;
  grown.arguments = {"import", "more"};
  grown.reports = {{"reports/c.xml", "22"}};
  shelf.now += 1h;
  BOOST_TEST(ledger.begin(grown).value() == id);
  BOOST_TEST(ledger.calls(id).size() == 1u);
  const auto known = ledger.find("build 7", "name Nightly").value();
  BOOST_TEST((known.state == State::running));
  BOOST_TEST((known.begun == shelf.now - 1h));
  BOOST_TEST(known.results == 25u);
  BOOST_TEST(known.arguments == grown.arguments, boost::test_tools::per_element());
  BOOST_TEST(shelf.sql("select path from reports") == "reports/c.xml");
}

BOOST_DATA_TEST_CASE(
    what_did_not_end_complete_is_listed_the_latest_first, data::make(backends()), backend
) {
  Shelf shelf(backend);
  {
    auto ledger = shelf.open();
    const auto complete = ledger.begin(nightly("complete")).value();
    ledger.end(complete, State::complete, 20);
    shelf.now += 1min;
    const auto older = ledger.begin(nightly("older")).value();
    ledger.end(older, State::incomplete, 3);
    shelf.now += 1min;
    const auto newer = ledger.begin(nightly("newer")).value();
    ledger.end(newer, State::incomplete, 4);
    ledger.begin(nightly("at work"));
    const auto listed = ledger.interrupted();
    BOOST_REQUIRE(listed.size() == 2u);
    BOOST_TEST(listed[0].identity == "newer");
    BOOST_TEST(listed[1].identity == "older");
    BOOST_TEST(listed[1].recorded == 3u);
  }
}

BOOST_DATA_TEST_CASE(
    what_is_forgotten_is_listed_no_more_and_known_when_it_is_begun_again,
    data::make(backends()),
    backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Changes changes;
  changes.intents.push_back({.number = 1, .kind = Kind::runs, .items = {"run"}, .sent = shelf.now});
  BOOST_TEST(ledger.write(id, changes));
  ledger.end(id, State::incomplete, 3);
  BOOST_TEST(ledger.forget(id));
  BOOST_TEST(ledger.interrupted().empty());
  BOOST_TEST(ledger.unfinished().empty());
  BOOST_TEST(ledger.complete().number == 0u);
  BOOST_TEST((ledger.find("build 7", "name Nightly")->state == State::forgotten));
  BOOST_TEST(ledger.begin(nightly()).value() == id);
  BOOST_TEST((ledger.find("build 7", "name Nightly")->state == State::running));
  BOOST_TEST(ledger.calls(id).size() == 1u);
}

BOOST_DATA_TEST_CASE(texts_of_any_bytes_come_back, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const std::string latin1 = "/builds/caf\xe9";
  const std::string zero("a\0b", 3);
  auto import = nightly("hex:00 is an ordinary name, and Ünïcödé too ☂");
  import.folder = latin1;
  import.arguments = {latin1, zero, "", "hex:", "tab\tquote\"back\\slash'"};
  import.reports = {{ latin1 + "/a.xml", "00" }};
  ledger.begin(import);
  const auto known = shelf.open().find(import.identity, import.set);
  BOOST_REQUIRE(known.has_value());
  BOOST_TEST(known->identity == import.identity);
  BOOST_TEST(known->folder == latin1);
  BOOST_TEST(known->arguments == import.arguments, boost::test_tools::per_element());
}

BOOST_DATA_TEST_CASE(too_long_an_identity_is_refused_with_advice, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  BOOST_CHECK_EXCEPTION(
      ledger.begin(nightly(std::string(1001, 'x'))),
      LedgerError,
      [](const LedgerError& error) {
        return std::string(error.what()).find("give a shorter one (--build, --set)") !=
               std::string::npos;
      }
  );
  BOOST_TEST(ledger.begin(nightly(std::string(1000, 'x'))).has_value());
}
