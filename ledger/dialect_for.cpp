#include "ledger/dialect_for.hpp"

#include "ledger/postgres_server.hpp"
#include "ledger/sqlite_file.hpp"

namespace ledger {

std::unique_ptr<Dialect> dialect_for(const std::string& location, const Settings& settings) {
  if (PostgresAddress::is_one(location)) {
    return std::make_unique<PostgresServer>(location, settings);
  }
  return std::make_unique<SqliteFile>(location, settings);
}

}  // namespace ledger
