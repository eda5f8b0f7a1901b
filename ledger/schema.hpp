#pragma once

#include "ledger/database.hpp"

namespace ledger {

/// The version of the schema that this program writes.
std::int64_t newest_version();

/// Of a ledger's database.
std::int64_t version_of(Connection& at);

/// Makes the tables of an empty database, or changes those of an older version, in the current
/// transaction. Throws LedgerError when the ledger is of a newer version.
void migrate(Connection& at, Dialect& dialect);

}  // namespace ledger
