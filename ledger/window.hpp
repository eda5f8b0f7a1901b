#pragma once

#include "ledger/holders.hpp"

#include <chrono>
#include <optional>

/// The calls of the account's minute, counted for all that use one ledger and base URL.
namespace ledger {

/// See Ledger::take_call(); in a transaction.
std::optional<std::chrono::milliseconds> take_place(
    Connection& at,
    const Self& self,
    int rate,
    std::chrono::milliseconds longest,
    std::int64_t& place
);
void end_place(Connection& at, const Self& self, std::int64_t place, bool counted);
/// How many calls count at this moment.
std::size_t places_taken(Connection& at, const Self& self);
/// `pause` from now.
void block(Connection& at, const Self& self, std::chrono::milliseconds pause);

}  // namespace ledger
