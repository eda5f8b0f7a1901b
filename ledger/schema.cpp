#include "ledger/schema.hpp"

#include "ledger/columns.hpp"

#include <fmt/format.h>

#include <array>
#include <span>

namespace ledger {

namespace {

// Nothing is ever NULL. Texts and words are as columns.hpp says, times are milliseconds since the
// epoch, `checksum` is over the other columns of its row unless said otherwise. {id} is a number
// that is given out once, {int} has 64 bits.

constexpr std::array version_1 = {
    "create table projects ("
    " id {id}, base_url text not null, project {int} not null,"
    " unique (base_url, project)) {strict}",

    // An import is one by its identity and set. `arguments` is a JSON array.
    "create table imports ("
    " id {id}, project {int} not null references projects (id),"
    " identity text not null, test_set text not null, state text not null,"
    " arguments text not null, folder text not null, results {int} not null,"
    " recorded {int} not null, begun {int} not null, ended {int} not null,"
    " checksum {int} not null,"
    " unique (project, identity, test_set)) {strict}",

    // Who works on an import, from begin() to end(). Not in `imports`: it changes with every write.
    "create table holders ("
    " import {int} primary key references imports (id),"
    " owner text not null, renewed {int} not null, checksum {int} not null) {strict}",

    "create table reports ("
    " import {int} not null references imports (id), path text not null, digest text not null)"
    " {strict}",
    "create index reports_by_import on reports (import)",
    "create index reports_by_digest on reports (digest)",

    // `items` is a JSON array. `ended` is not in the checksum: its words guard themselves.
    "create table calls ("
    " import {int} not null references imports (id), number {int} not null,"
    " kind text not null, items text not null, sent {int} not null,"
    " checksum {int} not null, ended text not null,"
    " primary key (import, number)) {strict}",

    "create table tests ("
    " project {int} not null references projects (id), name text not null, id {int} not null,"
    " checksum {int} not null, primary key (project, name)) {strict}",
    "create index tests_by_id on tests (project, id)",

    "create table sets ("
    " project {int} not null references projects (id), name text not null, id {int} not null,"
    " checksum {int} not null, primary key (project, name)) {strict}",
    "create index sets_by_id on sets (project, id)",

    "create table instances ("
    " project {int} not null references projects (id), set_id {int} not null,"
    " test_id {int} not null, id {int} not null,"
    " checksum {int} not null, primary key (project, id)) {strict}",
    "create index instances_by_set on instances (project, set_id)",
    "create index instances_by_test on instances (project, test_id)",

    "create table claims ("
    " project {int} not null references projects (id), subject text not null,"
    " import {int} not null references imports (id), checksum {int} not null,"
    " primary key (project, subject)) {strict}",
    "create index claims_by_import on claims (import)",

    // Without checksums, as a wrong value costs a minute at most.
    // Calls of the last minute by base URL; `open` is 1 until a call has ended.
    "create table places ("
    " id {id}, base_url text not null, taken {int} not null, frees {int} not null,"
    " open {int} not null) {strict}",
    "create index places_by_end on places (base_url, frees)",
    // Nobody sends before `until`; `told` is when that was learnt.
    "create table blocks ("
    " base_url text primary key, told {int} not null, until {int} not null) {strict}",
};

// Several tests may have one name, and a name alone does not tell which of them a set holds. Calls
// that a PractiTest has turned out not to have are remembered until it is worth asking again.
constexpr std::array version_2 = {
    "drop index tests_by_id",
    "alter table tests rename to tests_of_version_1",
    "create table tests ("
    " project {int} not null references projects (id), id {int} not null, name text not null,"
    " checksum {int} not null, primary key (project, id)) {strict}",
    "insert into tests (project, id, name, checksum)"
    " select project, id, name, checksum from tests_of_version_1 where true"
    " on conflict (project, id) do nothing",
    "drop table tests_of_version_1",
    "create index tests_by_name on tests (project, name)",

    // Without a checksum: a wrong row costs calls, not a result.
    "create table missing_calls ("
    " project {int} not null references projects (id), path text not null, found {int} not null,"
    " primary key (project, path)) {strict}",
};

constexpr std::array migrations = {
    std::span<const char* const>(version_1),
    std::span<const char* const>(version_2),
};

}  // namespace

std::int64_t newest_version() { return static_cast<std::int64_t>(migrations.size()); }

std::int64_t version_of(Connection& at) {
  const auto [version] =
      at.row<std::tuple<std::int64_t>>("select coalesce(max(version), 0) from ledger_versions");
  return version;
}

void migrate(Connection& at, Dialect& dialect) {
  auto& session = at.session();
  if (!dialect.is_ledger(session)) {
    session << dialect.schema(
        "create table ledger_versions (version {int} primary key,"
        " applied {int} not null) {strict}"
    );
    dialect.mark_as_ledger(session);
  }
  const auto version = version_of(at);
  if (version > newest_version()) {
    fail(
        dialect.name(),
        fmt::format(
            "was written by a newer ptimport (version {} of its tables, this program knows {}); "
            "use that ptimport, or another ledger: {}",
            version,
            newest_version(),
            without_it
        )
    );
  }
  for (auto next = version + 1; next <= newest_version(); ++next) {
    for (const auto* statement : migrations.at(static_cast<std::size_t>(next - 1))) {
      session << dialect.schema(statement);
    }
    at.change(
        "insert into ledger_versions (version, applied) values (:version, :applied)", next, at.now()
    );
  }
}

}  // namespace ledger
