#include "importer/journal.hpp"
#include "tests/importer/folder.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace importer;

BOOST_AUTO_TEST_SUITE(journal)

namespace {

/// An import in a ledger, which another process may take over.
struct Bench {
  Bench() : import(book.begin({.identity = "build 7", .set = "name Nightly"}).value()) {}

  /// It is over for whoever goes on with it, as when another process has brought it to its end.
  void take_over() { other.end(import, ledger::State::complete, 0); }

  Folder folder;
  ledger::Ledger book{folder / "ledger.sqlite", {.base_url = "https://api.example", .id = 42}};
  ledger::Ledger other{folder / "ledger.sqlite", {.base_url = "https://api.example", .id = 42}};
  ledger::ImportId import;
  Journal journal{book, import, 1, std::chrono::seconds(60)};
};

const std::vector<std::string> login{"test Login"};

}  // namespace

BOOST_AUTO_TEST_CASE(who_waits_for_a_claim_notices_that_the_import_was_taken_over) {
  Bench bench;
  BOOST_TEST(bench.journal.claim(login).front());
  BOOST_TEST(!bench.journal.is_taken_over());
  bench.take_over();
  BOOST_CHECK_THROW(bench.journal.claim(login), TakenOver);
  BOOST_TEST(bench.journal.is_taken_over());
  BOOST_CHECK_THROW(bench.journal.commit(), TakenOver);
}

BOOST_AUTO_TEST_CASE(a_sign_of_life_shows_it_too) {
  Bench bench;
  bench.journal.look_whether_ours();
  BOOST_TEST(!bench.journal.is_taken_over());
  bench.take_over();
  BOOST_CHECK_THROW(bench.journal.look_whether_ours(), TakenOver);
  BOOST_TEST(bench.journal.is_taken_over());
}

BOOST_AUTO_TEST_SUITE_END()
