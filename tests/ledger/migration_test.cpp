#include "tests/ledger/postgres.hpp"
#include "tests/ledger/shelf.hpp"
#include "tests/ledger/trouble.hpp"
#include "tests/ledger/worker.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <fmt/format.h>

#include <array>
#include <fstream>

namespace data = boost::unit_test::data;
using namespace ledger;

namespace {

/// What a ledger of that version held, as `sqlite3 FILE .dump` and `pg_dump --inserts` say it.
std::string dump(Backend backend, int version) {
  const auto name = fmt::format(
      "{}/version_{}.{}.sql",
      DUMPS_DIR,
      version,
      backend == Backend::sqlite ? "sqlite" : "postgresql"
  );
  std::ifstream in(name);
  BOOST_REQUIRE_MESSAGE(in, name);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// All tables and columns.
std::string schema_of(const Shelf& shelf, Backend backend) {
  return shelf.sql(
      backend == Backend::sqlite
          ? "select group_concat(sql, char(10)) from (select sql from sqlite_master order by name)"
          : "select string_agg(table_name || ' ' || column_name || ' ' || data_type || ' ' || "
            "is_nullable, chr(10) order by table_name, ordinal_position) from "
            "information_schema.columns where table_schema = 'public'"
  );
}

constexpr int versions[] = {1};

}  // namespace

BOOST_DATA_TEST_CASE(
    a_ledger_of_any_older_version_is_brought_up_to_date,
    data::make(backends()) * data::make(versions),
    backend,
    version
) {
  Shelf shelf(backend);
  shelf.sql(dump(backend, version));
  auto ledger = shelf.open();

  const auto import = ledger.find("build 7", "name Nightly");
  BOOST_REQUIRE(import.has_value());
  BOOST_TEST((import->state == State::incomplete));
  BOOST_TEST(import->recorded == 19u);
  BOOST_TEST(import->arguments == nightly().arguments, boost::test_tools::per_element());
  const auto calls = ledger.calls(import->id);
  BOOST_REQUIRE(calls.size() == 2u);
  BOOST_TEST(calls[0].intent.items == call(1).items, boost::test_tools::per_element());
  BOOST_TEST((calls[0].ended == Ended::done));
  BOOST_TEST(!calls[1].ended.has_value());
  BOOST_TEST(ledger.test_named("Ünïcödé ☂").value() == 11);
  BOOST_TEST(ledger.set_named("Nightly").value() == 21);
  BOOST_TEST(ledger.instances_of(21).at(0).id == 31);
  BOOST_TEST(ledger.begin(nightly()).value() == import->id);
  BOOST_TEST(ledger.write(import->id, {.intents = {call(3)}}));

  Shelf fresh(backend);
  fresh.open();
  BOOST_TEST(schema_of(shelf, backend) == schema_of(fresh, backend));
}

BOOST_DATA_TEST_CASE(a_ledger_of_a_newer_version_is_left_alone, data::make(backends()), backend) {
  Shelf shelf(backend);
  shelf.open().begin(nightly());
  shelf.sql("insert into ledger_versions (version, applied) values (7, 0)");
  const auto said = words_at(shelf.location());
  BOOST_TEST(
      said.find("was written by a newer ptimport (version 7 of its tables, this program knows 2); "
                "use that ptimport, or another ledger: --ledger PATH") != std::string::npos,
      said
  );
  BOOST_TEST(shelf.sql("select count(*) from ledger_versions") == "3");
}

// One of its last tables cannot be made: the first ones are not left behind.
BOOST_DATA_TEST_CASE(
    a_migration_is_done_as_a_whole_or_not_at_all, data::make(backends()), backend
) {
  Shelf shelf(backend);
  shelf.sql(
      "create table ledger_versions (version bigint primary key, applied bigint not null);"
      "create table blocks (other bigint)"
  );
  if (backend == Backend::sqlite) {
    shelf.sql("pragma application_id = 1886678119");
  }
  BOOST_TEST(words_at(shelf.location()) != "nothing went wrong");
  BOOST_CHECK_THROW(shelf.sql("select * from projects"), std::runtime_error);
  shelf.sql("drop table blocks");
  BOOST_TEST(shelf.open().begin(nightly()).has_value());
}

BOOST_DATA_TEST_CASE(many_may_make_a_new_ledger_at_once, data::make(backends()), backend) {
  for (int round = 0; round < 10; ++round) {
    Shelf shelf(backend);
    std::array<Worker, 4> workers;
    for (auto& worker : workers) {
      worker.tell({"open", shelf.location()});
    }
    for (auto& worker : workers) {
      BOOST_TEST(worker.hear() == "ok");
    }
    BOOST_TEST(workers[0].ask({"begin", "build 7"}) != "held");
    BOOST_TEST(workers[1].ask({"begin", "build 7"}) == "held");
  }
}
