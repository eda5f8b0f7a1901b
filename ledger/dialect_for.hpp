#pragma once

#include "ledger/dialect.hpp"

#include <memory>
#include <string>

namespace ledger {

/// What speaks to the ledger at this place: a file or a URI of PostgreSQL's. Throws LedgerError for
/// a URI that is not understood, and for any in a build without PostgreSQL.
std::unique_ptr<Dialect> dialect_for(const std::string& location, const Settings& settings);

}  // namespace ledger
