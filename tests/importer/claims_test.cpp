#include "importer/means.hpp"
#include "tests/client/virtual_clock.hpp"
#include "tests/importer/folder.hpp"

#include "client/caller.hpp"
#include "client/transport.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <boost/test/unit_test.hpp>

#include <stdexcept>
#include <string>
#include <vector>

using namespace importer;

BOOST_AUTO_TEST_SUITE(claims)

namespace {

const std::string first = "test adds";
const std::string second = "test pays";

/// Nothing is asked of PractiTest while an import waits for another one.
class NoTransport final : public client::Transport {
public:
  boost::asio::awaitable<client::Response> send(client::Request) override {
    throw std::logic_error("a call was made");
  }
};

/// An import in a ledger that several processes share.
struct Import {
  Import(const std::filesystem::path& file, const std::string& set)
      : book(file, {.base_url = "https://api.example", .id = 42}),
        id(book.begin({.identity = "build 7", .set = set}).value()),
        journal(book, id, 1, std::chrono::seconds(60)) {}

  ledger::Ledger book;
  ledger::ImportId id;
  Journal journal;
};

/// Never outlives the test.
struct Child {
  ~Child() {
    if (pid > 0) {
      kill(pid, SIGKILL);
      waitpid(pid, nullptr, 0);
    }
  }
  pid_t pid = -1;
};

/// Both ends of a line between two processes, which wait for each other's word.
struct Line {
  Line() { BOOST_TEST_REQUIRE(pipe(ends) == 0); }
  void say(char word) const { BOOST_TEST_REQUIRE(write(ends[1], &word, 1) == 1); }
  char hear() const {
    char word = 0;
    return read(ends[0], &word, 1) == 1 ? word : '\0';
  }
  int ends[2] = {-1, -1};
};

}  // namespace

// Two imports that each hold what the other one needs would else wait for each other for ever.
BOOST_AUTO_TEST_CASE(what_an_import_gives_back_is_free_while_it_waits) {
  const Folder folder;
  const auto file = folder / "ledger.sqlite";
  const Line to_other;
  const Line from_other;
  const Child other{fork()};
  BOOST_TEST_REQUIRE(other.pid >= 0);
  if (other.pid == 0) {
    Import import(file, "name Weekly");
    from_other.say(import.journal.claim({first}).front() ? 'y' : 'n');
    to_other.hear();
    from_other.say(import.journal.claim({second}).front() ? 'y' : 'n');
    import.journal.release(first);
    import.journal.release(second);
    import.journal.commit();
    to_other.hear();  // Until it is killed: what a dead process holds is free anyway.
    _exit(0);
  }
  BOOST_TEST_REQUIRE(from_other.hear() == 'y');

  Import import(file, "name Nightly");
  NoTransport transport;
  support::VirtualClock clock;
  client::Settings settings;
  settings.base_url = "https://nowhere.invalid";
  client::Caller caller(settings, transport, clock, nullptr);
  client::PractiTest practitest(settings, caller, 42);
  KnownFields fields;
  const Means means{practitest, import.journal, std::chrono::seconds(60), fields};
  boost::asio::io_context loop;
  bool has_all = false;
  char granted = '\0';
  const auto work = [&]() -> boost::asio::awaitable<void> {
    const std::vector<std::string> subjects{first, second};
    const auto waited = co_await wait_for_claims(means, subjects);
    BOOST_TEST(waited);
    has_all = true;
  };
  boost::asio::co_spawn(loop, work(), [](std::exception_ptr failure) {
    if (failure) {
      std::rethrow_exception(failure);
    }
  });
  clock.run(loop, [&] {
    if (!has_all && granted == '\0') {  // It waits for the first time.
      to_other.say('?');
      granted = from_other.hear();
    }
    return has_all;
  });
  BOOST_TEST(granted == 'y');
  BOOST_TEST(has_all);
}

BOOST_AUTO_TEST_SUITE_END()
