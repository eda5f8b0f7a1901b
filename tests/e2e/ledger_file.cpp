#include "tests/e2e/ledger_file.hpp"

#include <boost/test/unit_test.hpp>

#include <sqlite3.h>

#include <memory>

namespace e2e {

std::filesystem::path ledger_in(const std::filesystem::path& workspace) {
  return workspace / ".state/ptimport/ledger.sqlite";
}

void execute(const std::filesystem::path& ledger, const std::string& sql) {
  sqlite3* opened = nullptr;
  BOOST_TEST_REQUIRE(sqlite3_open(ledger.c_str(), &opened) == SQLITE_OK);
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close)> database(opened, &sqlite3_close);
  const auto result = sqlite3_exec(opened, sql.c_str(), nullptr, nullptr, nullptr);
  BOOST_TEST_REQUIRE(result == SQLITE_OK, sqlite3_errmsg(opened));
}

}  // namespace e2e
