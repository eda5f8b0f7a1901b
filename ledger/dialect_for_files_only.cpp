// In the place of dialect_for.cpp where the program takes no shared library but libc and libm
// along: libpq cannot be linked statically.
#include "ledger/dialect_for.hpp"
#include "ledger/sqlite_file.hpp"

namespace ledger {

std::unique_ptr<Dialect> dialect_for(const std::string& location, const Settings& settings) {
  if (location.starts_with("postgresql://") || location.starts_with("postgres://")) {
    throw LedgerError(
        "this ptimport was built to run everywhere and cannot speak to PostgreSQL: install the "
        "Debian package, or keep the ledger in a file (--ledger PATH)"
    );
  }
  return std::make_unique<SqliteFile>(location, settings);
}

}  // namespace ledger
