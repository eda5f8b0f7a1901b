#pragma once

#include "ledger/holders.hpp"

#include <vector>

/// The right to make something that must not be made twice.
namespace ledger {

/// See Ledger::claim(); in a transaction. All false when another process took the import over.
std::vector<bool> claim(
    Connection& at, const Self& self, ImportId import, const std::vector<std::string>& subjects
);
void release(Connection& at, const Self& self, ImportId import, const std::string& subject);

}  // namespace ledger
