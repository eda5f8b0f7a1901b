#include "tests/ledger/postgres.hpp"

#include "ledger/ledger.hpp"
#include "tests/ledger/shelf.hpp"
#include "tests/ledger/trouble.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/unit_test.hpp>

#include <fmt/format.h>
#include <libpq-fe.h>

#include <cstdio>
#include <cstdlib>
#include <memory>

using namespace ledger;
using namespace std::chrono_literals;

// What only a ledger on a server has to do with; without a server installed all of these skip.

namespace {

constexpr std::string_view canary = "canary-5e3a";
const std::string advice = "--ledger PATH names another place, --ledger none goes on without";

Project project() { return {.base_url = "https://api.example", .id = 42}; }

std::string at(const std::string& user_and_password, const std::string& database) {
  return fmt::format(
      "postgresql://{}@127.0.0.1:{}/{}", user_and_password, postgres::port(), database
  );
}

std::string database_of(const std::string& uri) { return uri.substr(uri.rfind('/') + 1); }

void make_role(const std::string& name) {
  postgres::run(
      postgres::admin(),
      fmt::format(
          "do $$ begin if not exists (select from pg_roles where rolname = '{0}') then "
          "create role {0} login password '{1}'; end if; end $$",
          name,
          canary
      )
  );
}

/// The session of a user with psql.
class Session {
public:
  explicit Session(const std::string& uri) : connection_(PQconnectdb(uri.c_str()), &PQfinish) {}
  void run(const char* sql) {
    const std::unique_ptr<PGresult, decltype(&PQclear)> result(
        PQexec(connection_.get(), sql), &PQclear
    );
    BOOST_REQUIRE_MESSAGE(
        PQresultStatus(result.get()) != PGRES_FATAL_ERROR, PQerrorMessage(connection_.get())
    );
  }

private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

}  // namespace

BOOST_AUTO_TEST_CASE(a_server_that_is_not_there_is_named) {
  BOOST_TEST(
      words_at("postgresql://me:canary-5e3a@127.0.0.1:1/led") ==
      "the ledger postgresql://me@127.0.0.1:1/led cannot be reached: no PostgreSQL server answers "
      "there; see that it runs, or " +
          advice
  );
  BOOST_TEST(
      words_at("postgresql://no.such.host.invalid/led")
          .find("no PostgreSQL server answers there") != std::string::npos
  );
  BOOST_TEST(
      words_at("postgresql:///led?host=/no/such/folder") ==
      "the ledger postgresql:///led?host=/no/such/folder cannot be reached: no PostgreSQL server "
      "answers there; see that it runs, or " +
          advice
  );
}

// Each of these would be taken apart in another way than was meant, with a part of the password
// where the host or the database belongs.
BOOST_AUTO_TEST_CASE(no_part_of_a_password_is_shown_whatever_the_address_looks_like) {
  for (const std::string uri : {
           "postgresql://me:canary-5e3a@host@x/led",
           "postgresql://me:can@ary-5e3a@127.0.0.1:1/led",
           "postgresql://me:can/ary-5e3a@127.0.0.1:1/led",
           "postgresql://me:12/ary-5e3a@127.0.0.1:1/led",
           "postgresql://me:can?ary-5e3a@127.0.0.1:1/led",
           "postgresql://me:can#ary-5e3a@127.0.0.1:1/led",
           "postgresql://me:canary-5e3a@[::1/led",
           "postgresql://me:canary-5e3a@127.0.0.1:port/led",
           "postgresql://me:canary-5e3a%zz@127.0.0.1:1/led",
           "postgresql://127.0.0.1:1/led?password=canary-5e3a&no_such_option=1",
           "postgresql://127.0.0.1:1/led?user=me&password=canary-5e3a",
           "postgres://me:canary-5e3a@127.0.0.1:1/led",
       }) {
    const auto said = words_at(uri);
    BOOST_TEST(said != "nothing went wrong");
    BOOST_TEST(said.find("ary") == std::string::npos, uri + ": " + said);
  }
  BOOST_TEST(
      words_at("postgresql://me:pass@word@host/led") ==
      "the ledger's address is not understood; write postgresql://user@host:port/database, and in "
      "a "
      "password %40 for @, %2F for /, %3F for ?, %23 for #"
  );
}

BOOST_AUTO_TEST_CASE(a_database_that_is_not_there_is_named) {
  if (!postgres::available()) {
    return;
  }
  const auto name = fmt::format("postgresql://admin@127.0.0.1:{}/nowhere", postgres::port());
  BOOST_TEST(
      words_at(name) == fmt::format(
                            "the ledger {} cannot be opened: the server has no such database; make "
                            "it with `createdb`",
                            name
                        )
  );
}

BOOST_AUTO_TEST_CASE(a_wrong_password_is_told_and_not_shown) {
  if (!postgres::available()) {
    return;
  }
  make_role("locked");
  const auto name = at("locked", database_of(postgres::new_database("owner locked")));
  const auto expected = fmt::format(
      "the ledger {} cannot be opened: the server refuses this user or password; give the password "
      "in ~/.pgpass or PGPASSWORD, or {}",
      name,
      advice
  );
  const auto database = database_of(name);
  BOOST_TEST(words_at(at("locked:wrong-canary", database)) == expected);
  BOOST_TEST(words_at(at("locked", database)) == expected);  // None at all.
  BOOST_TEST(words_at(at("nobody_known", database)).find("refuses this user") != std::string::npos);
  BOOST_TEST(words_at(at(fmt::format("locked:{}", canary), database)) == "nothing went wrong");
}

BOOST_AUTO_TEST_CASE(a_user_without_rights_is_told_so) {
  if (!postgres::available()) {
    return;
  }
  make_role("guest");
  const auto uri = at("guest", database_of(postgres::new_database()));
  BOOST_TEST(
      words_at(uri) == fmt::format(
                           "the ledger {} cannot be used: this user may not make or change tables "
                           "there; make him the database's owner",
                           uri
                       )
  );
}

BOOST_AUTO_TEST_CASE(a_database_that_is_not_in_utf_8_is_refused) {
  if (!postgres::available()) {
    return;
  }
  const auto uri = postgres::new_database("encoding 'LATIN1' template template0");
  BOOST_TEST(words_at(uri).find("the database is not in UTF-8") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_database_of_another_program_is_left_alone) {
  if (!postgres::available()) {
    return;
  }
  const auto uri = postgres::new_database();
  postgres::run(uri, "create table tests (id integer)");
  BOOST_TEST(
      words_at(uri) == fmt::format(
                           "the ledger {} cannot be made: the database holds tables of another "
                           "program; give the ledger a database of its own",
                           uri
                       )
  );
  BOOST_TEST(
      postgres::run(uri, "select count(*) from pg_tables where schemaname = 'public'") == "1"
  );
}

BOOST_AUTO_TEST_CASE(a_server_that_only_reads_is_told_so) {
  if (!postgres::available()) {
    return;
  }
  const auto uri = postgres::new_database();
  postgres::run(
      uri, fmt::format("alter database {} set default_transaction_read_only = on", database_of(uri))
  );
  BOOST_TEST(words_at(uri).find("the server only reads (a standby)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_broken_connection_is_made_again) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  for (int number = 1; number <= 3; ++number) {
    postgres::run(
        postgres::admin(),
        fmt::format(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'",
            database_of(shelf.location())
        )
    );
    BOOST_TEST(ledger.write(id, {.intents = {call(number)}}));
  }
  BOOST_TEST(ledger.calls(id).size() == 3u);
}

BOOST_AUTO_TEST_CASE(a_server_that_was_restarted_has_all_that_was_confirmed) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  auto ledger = shelf.open();
  const auto id = ledger.begin(nightly()).value();
  ledger.write(id, {.intents = {call(1)}});
  postgres::stop();
  const Settings impatient{.clock = {}, .patience = 0ms};
  const auto said = words_of([&] { Ledger(shelf.location(), project(), impatient); });
  postgres::start();
  BOOST_TEST(said.find("no PostgreSQL server answers there") != std::string::npos);
  BOOST_TEST(ledger.calls(id).size() == 1u);
  BOOST_TEST(ledger.write(id, {.intents = {call(2)}}));
}

BOOST_AUTO_TEST_CASE(while_the_server_is_away_each_call_says_so_and_later_ones_work) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  const auto now = shelf.now;
  Ledger ledger(shelf.location(), project(), {.clock = [now] { return now; }, .patience = 0ms});
  const auto id = ledger.begin(nightly()).value();
  postgres::stop();
  for (int i = 0; i < 2; ++i) {
    BOOST_TEST(words_of([&] {
                 ledger.write(id, {.intents = {call(1)}});
               }).find("cannot be reached") != std::string::npos);
  }
  postgres::start();
  BOOST_TEST(ledger.write(id, {.intents = {call(1)}}));
}

BOOST_AUTO_TEST_CASE(a_table_that_somebody_locked_is_told_so) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  const auto now = shelf.now;
  Ledger ledger(shelf.location(), project(), {.clock = [now] { return now; }, .patience = 20ms});
  const auto id = ledger.begin(nightly()).value();
  {
    Session other(shelf.location());
    other.run("begin");
    other.run("lock table calls");
    BOOST_TEST(
        words_of([&] { ledger.write(id, {.intents = {call(1)}}); }) ==
        fmt::format(
            "the ledger {} is locked by another process that does not let go of it; the view "
            "pg_stat_activity of the server names it",
            shelf.location()
        )
    );
  }
  BOOST_TEST(ledger.write(id, {.intents = {call(1)}}));
}

// Each round stops it somewhere else, now and then in the middle of a transaction, which the server
// then ends.
BOOST_AUTO_TEST_CASE(a_process_that_is_stopped_does_not_stop_the_others) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  const auto now = shelf.now;
  Ledger ledger(shelf.location(), project(), {.clock = [now] { return now; }, .patience = 10s});
  for (int round = 0; round < 8; ++round) {
    Worker worker;
    worker.ask({"open", shelf.location()});
    worker.tell({"grab", "1000000", "1000000"});
    std::int64_t place = 0;
    for (int i = 0; i <= round; ++i) {
      BOOST_TEST(!ledger.take_call(1'000'000, 30s, place).has_value());
    }
    worker.pause();
    BOOST_TEST(!ledger.take_call(1'000'000, 30s, place).has_value());
  }
}

BOOST_AUTO_TEST_CASE(who_is_writing_at_this_moment_is_not_waited_for) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  Worker worker;
  using std::chrono::milliseconds;
  const auto since = std::chrono::duration_cast<milliseconds>(shelf.now.time_since_epoch());
  worker.ask({"clock", std::to_string(since.count())});
  worker.ask({"open", shelf.location()});
  worker.ask({"begin", "build 7"});
  auto ledger = shelf.open();
  {
    // As its process does in the middle of a commit.
    Session busy(shelf.location());
    busy.run("begin");
    busy.run("update holders set renewed = renewed");
    const auto begun = std::chrono::steady_clock::now();
    BOOST_TEST(!ledger.begin(nightly()).has_value());
    BOOST_CHECK(std::chrono::steady_clock::now() - begun < 1s);
    shelf.now += 60s;
    BOOST_TEST(!ledger.begin(nightly()).has_value(), "it is about to give a sign of life");
  }
  BOOST_TEST(ledger.begin(nightly()).has_value());
}

BOOST_AUTO_TEST_CASE(all_machines_go_by_the_server_s_clock) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  Ledger ledger(shelf.location(), project());
  ledger.begin(nightly());
  const auto apart =
      "select abs(extract(epoch from clock_timestamp()) * 1000 - renewed)::bigint from holders";
  BOOST_TEST(std::stoll(shelf.sql(apart)) < 60'000);
  const auto until = std::chrono::system_clock::now() + 30s;
  ledger.block_calls_until(until);
  std::int64_t place = 0;
  const auto wait = ledger.take_call(30, 30s, place);
  BOOST_REQUIRE(wait.has_value());
  BOOST_TEST((*wait <= 31s));
}

BOOST_AUTO_TEST_CASE(nothing_is_said_on_standard_error_by_the_way) {
  if (!postgres::available()) {
    return;
  }
  Shelf shelf(Backend::postgresql);
  postgres::run(
      shelf.location(),
      fmt::format(
          "alter database {} set client_min_messages = debug1", database_of(shelf.location())
      )
  );
  char* kept = nullptr;
  std::size_t size = 0;
  std::FILE* const memory = open_memstream(&kept, &size);
  std::FILE* const error = stderr;
  stderr = memory;
  shelf.open().begin(nightly());
  stderr = error;
  std::fclose(memory);
  const std::string said(kept, size);
  std::free(kept);
  BOOST_TEST(said.empty(), said);
}
