#include "tests/ledger/shelf.hpp"

#include "tests/ledger/postgres.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <memory>
#include <ostream>
#include <stdexcept>

std::ostream& operator<<(std::ostream& out, Backend backend) {
  return out << (backend == Backend::sqlite ? "SQLite" : "PostgreSQL");
}

std::vector<Backend> backends() {
  std::vector<Backend> all{Backend::sqlite};
  if (postgres::available()) {
    all.push_back(Backend::postgresql);
  }
  return all;
}

Shelf::Shelf(Backend backend)
    : backend_(backend),
      location_(backend == Backend::sqlite ? folder_ / "ledger.sqlite" : postgres::new_database()) {
}

ledger::Ledger Shelf::open() {
  return {
      location_,
      {.base_url = "https://api.example", .id = 42},
      {.clock = [this] { return now; }, .patience = std::chrono::milliseconds(2000)}};
}

std::string Shelf::sql(const std::string& statement) const {
  if (backend_ == Backend::postgresql) {
    return postgres::run(location_, statement);
  }
  sqlite3* file = nullptr;
  sqlite3_open(location_.c_str(), &file);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> closed(file, &sqlite3_close);
  std::string value;
  char* trouble = nullptr;
  const auto keep = [](void* to, int, char** values, char**) {
    *static_cast<std::string*>(to) = values[0] == nullptr ? "" : values[0];
    return 0;
  };
  if (sqlite3_exec(file, statement.c_str(), keep, &value, &trouble) != SQLITE_OK) {
    const std::unique_ptr<char, decltype(&sqlite3_free)> freed(trouble, &sqlite3_free);
    throw std::runtime_error(trouble);
  }
  return value;
}

ledger::NewImport nightly(const std::string& identity) {
  return {
      .identity = identity,
      .set = "name Nightly",
      .arguments = {"import", "--set", "Nightly", "reports"},
      .folder = "/builds/7",
      .reports = {{"reports/a.xml", "00ff"}, {"reports/b.xml", "11ee"}},
      .results = 20};
}

ledger::Intent call(std::int64_t number, ledger::Time sent) {
  return {
      .number = number,
      .kind = ledger::Kind::runs,
      .items = {fmt::format("a{}", number), fmt::format("b{}", number), fmt::format("c{}", number)},
      .sent = sent};
}
