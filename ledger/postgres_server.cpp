#include "ledger/postgres_server.hpp"

#include <fmt/format.h>
#include <soci/postgresql/soci-postgresql.h>

#include <algorithm>

namespace ledger {

namespace {

/// What a busy machine may need between two statements.
constexpr std::chrono::milliseconds least_idle(2000);

PGconn* handle(soci::session& session) {
  const auto* backend = static_cast<const soci::postgresql_session_backend*>(session.get_backend());
  return backend == nullptr ? nullptr : backend->conn_;
}

void say_nothing(void*, const char*) {}

std::string text(soci::session& session, const std::string& sql) {
  std::string value;
  session << sql, soci::into(value);
  return value;
}

}  // namespace

PostgresServer::PostgresServer(const std::string& uri, const Settings& settings)
    : address_(uri), patience_(settings.patience) {}

void PostgresServer::connect(soci::session& session, Lasting) {
  session.open(soci::postgresql, address_.keywords());
  PQsetNoticeProcessor(handle(session), say_nothing, nullptr);
  if (text(session, "show server_encoding") != "UTF8") {
    fail(
        name(),
        "cannot be used: the database is not in UTF-8; make one with `createdb --encoding=UTF8 "
        "--template=template0`"
    );
  }
  const auto patience = std::max<long long>(patience_.count(), 1);  // 0 would be for ever.
  session << fmt::format("set lock_timeout = {}", patience);
  // A process that was stopped in the middle of a transaction must not stop all the others.
  const auto idle = std::max<long long>(patience / 2, least_idle.count());
  session << fmt::format("set idle_in_transaction_session_timeout = {}", idle);
  if (text(session, "show synchronous_commit") == "off") {
    session << "set synchronous_commit = on";
  }
}

bool PostgresServer::is_ledger(soci::session& session) {
  // Not to_regclass(), which within a transaction may go by what was there before it.
  long long there = 0;
  session << "select count(*) from pg_catalog.pg_tables where tablename = 'ledger_versions'"
             " and schemaname = any (current_schemas(false))",
      soci::into(there);
  return there > 0;
}

std::string PostgresServer::schema(std::string_view sql) const {
  return fmt::format(
      fmt::runtime(sql),
      fmt::arg("id", "bigint generated always as identity primary key"),
      fmt::arg("int", "bigint"),
      fmt::arg("strict", "")
  );
}

void PostgresServer::begin(soci::session& session, Lasting lasting) {
  // What another transaction did while this one waited for its lock must be seen.
  session << "begin isolation level read committed";
  if (lasting == Lasting::crash) {
    session << "set local synchronous_commit = off";
  }
}

std::string PostgresServer::lock() const {
  return "select 1 from pg_advisory_xact_lock(hashtextextended('ptimport ledger ' || :text, 0))";
}

std::string PostgresServer::now() const {
  return "select cast(floor(extract(epoch from clock_timestamp()) * 1000) as bigint)";
}

std::string PostgresServer::damaged() const {
  return "holds values that ptimport did not write: it is damaged or was changed by hand; restore "
         "it from a backup, or empty the database, and a new one is made";
}

Trouble PostgresServer::explain(soci::session& session, const soci::soci_error& error) {
  using enum Trouble::Next;
  std::string state;
  if (const auto* known = dynamic_cast<const soci::postgresql_soci_error*>(&error)) {
    state = known->sqlstate();
  }
  auto* connection = handle(session);
  if (connection == nullptr) {
    auto refusal = address_.why_refused();
    return {.next = refusal.may_pass ? reconnect : tell, .words = std::move(refusal.words)};
  }
  if (PQstatus(connection) != CONNECTION_OK || state.starts_with("57P") ||
      state.starts_with("08") || state == "25P03") {
    return {.next = reconnect, .words = words_for_state("08006")};
  }
  if (state == "40001" || state == "40P01") {
    return {.next = again, .words = words_for_state("55P03")};
  }
  auto words = words_for_state(state);
  if (words.empty()) {
    // Our statements fit our tables: what does not fit are the tables or what is in them.
    const bool ours = state.starts_with("42") || state.starts_with("22") ||
                      state.starts_with("23") || state.starts_with("XX");
    words = ours ? damaged() : fmt::format("cannot be used (SQLSTATE {}); {}", state, without_it);
  }
  return {.next = tell, .words = std::move(words)};
}

}  // namespace ledger
