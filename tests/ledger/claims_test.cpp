#include "tests/ledger/postgres.hpp"
#include "tests/ledger/shelf.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

namespace data = boost::unit_test::data;
using namespace ledger;

namespace {

using Granted = std::vector<bool>;

struct Other {
  explicit Other(const Shelf& shelf, const std::string& build = "build 8") {
    const auto now = std::chrono::floor<std::chrono::milliseconds>(shelf.now.time_since_epoch());
    worker.ask({"clock", std::to_string(now.count())});
    worker.ask({"open", shelf.location()});
    import = worker.ask({"begin", build});
  }
  Worker worker;
  std::string import;
};

}  // namespace

BOOST_DATA_TEST_CASE(what_one_import_claims_another_does_not_get, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Other other(shelf);
  BOOST_TEST((ledger.claim(id, {"test A", "test B"}) == Granted{true, true}));
  BOOST_TEST(other.worker.ask({"claim", other.import, "test B", "test C"}) == "no yes");
  BOOST_TEST((ledger.claim(id, {"test C", "test A"}) == Granted{false, true}));
}

BOOST_DATA_TEST_CASE(
    a_claim_is_given_back_with_a_write_or_the_end, data::make(backends()), backend
) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Other other(shelf);
  ledger.claim(id, {"test A", "test B"});
  ledger.write(id, {.released = {"test A"}});
  BOOST_TEST(other.worker.ask({"claim", other.import, "test A", "test B"}) == "yes no");
  ledger.end(id, State::complete, 20);
  BOOST_TEST(other.worker.ask({"claim", other.import, "test B"}) == "yes");
}

BOOST_DATA_TEST_CASE(nobody_gives_back_what_is_another_s, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Other other(shelf);
  ledger.claim(id, {"test A"});
  other.worker.ask({"release", other.import, "test A"});
  BOOST_TEST(other.worker.ask({"claim", other.import, "test A"}) == "no");
}

BOOST_DATA_TEST_CASE(claims_of_a_dead_process_are_free, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Other other(shelf);
  other.worker.ask({"claim", other.import, "test A"});
  BOOST_TEST((ledger.claim(id, {"test A"}) == Granted{false}));
  other.worker.kill();
  BOOST_TEST((ledger.claim(id, {"test A"}) == Granted{true}));
  // Also for the import itself, when it is taken up again.
  Other again(shelf);
  BOOST_TEST(again.import == other.import);
  BOOST_TEST(again.worker.ask({"claim", again.import, "test A"}) == "no");
}

BOOST_DATA_TEST_CASE(a_long_subject_is_one_of_its_own, data::make(backends()), backend) {
  Shelf shelf(backend);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  Other other(shelf);
  const std::string common(5000, 'x');
  ledger.claim(id, {common + "1"});
  BOOST_TEST(other.worker.ask({"claim", other.import, common + "1", common + "2"}) == "no yes");
}

// Both at once, in opposite order, again and again: each subject has one owner and nobody hangs.
BOOST_DATA_TEST_CASE(claims_at_the_same_moment_are_granted_once, data::make(backends()), backend) {
  Shelf shelf(backend);
  Other one(shelf, "one");
  Other two(shelf, "two");
  for (int round = 0; round < 20; ++round) {
    std::vector<std::string> subjects;
    for (int i = 0; i < 20; ++i) {
      subjects.push_back("test " + std::to_string(round * 20 + i));
    }
    std::vector<std::string> forth{"claim", one.import};
    forth.insert(forth.end(), subjects.begin(), subjects.end());
    std::vector<std::string> back{"claim", two.import};
    back.insert(back.end(), subjects.rbegin(), subjects.rend());
    one.worker.tell(forth);
    two.worker.tell(back);
    const auto first = one.worker.hear();
    const auto second = two.worker.hear();
    const bool all_first = first.find("no") == std::string::npos;
    const auto& loser = all_first ? second : first;
    BOOST_TEST((all_first || second.find("no") == std::string::npos));
    BOOST_TEST(loser.find("yes") == std::string::npos);
    BOOST_TEST(loser.find("error") == std::string::npos);
  }
}

// One gives back while the other one, which asks for the same, stands still wherever it is just
// then: that is not taken for damage, and what one has the other does not get. (It cannot be so in
// a file: who stands still there keeps it locked.)
BOOST_AUTO_TEST_CASE(claims_on_a_server_may_be_given_back_at_any_moment) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  Other one(shelf, "one");
  Other two(shelf, "two");
  Other clock(shelf, "three");
  const auto let_pass = [&clock](int moments) {
    for (int i = 0; i < moments; ++i) {
      clock.worker.ask({"renew", clock.import});
    }
  };
  for (int round = 0; round < 150; ++round) {
    one.worker.ask({"claim", one.import, "test A"});
    two.worker.tell({"claim", two.import, "test A"});
    let_pass(round % 6);
    two.worker.pause();
    one.worker.tell({"release", one.import, "test A"});
    let_pass(8);
    two.worker.go_on();
    BOOST_TEST_REQUIRE(one.worker.hear() == "yes");
    const auto granted = two.worker.hear();
    BOOST_TEST_REQUIRE((granted == "yes" || granted == "no"), granted);
    BOOST_TEST(
        one.worker.ask({"claim", one.import, "test A"}) == (granted == "yes" ? "no" : "yes")
    );
    for (auto* const other : {&one, &two}) {
      other->worker.ask({"release", other->import, "test A"});
    }
  }
}
