#pragma once

#include "client/practitest.hpp"
#include "importer/journal.hpp"

#include <chrono>

namespace importer {

/// What an import is carried out with; both must outlive it.
struct Means {
  client::PractiTest& practitest;
  Journal& journal;
};

/// Waits until `settle` has passed since the call left. A server may carry a call out after the
/// gateway in front of it gave it up; that something is not there proves nothing before. Throws
/// Interrupted.
boost::asio::awaitable<void> wait_until_settled(
    client::PractiTest& practitest, ledger::Time left, std::chrono::seconds settle
);

/// Waits until this import alone may make `subject`. Gives whether another one had that right
/// meanwhile. Throws Interrupted, LedgerError and TakenOver.
boost::asio::awaitable<bool> wait_for_claim(const Means& means, std::string subject);

}  // namespace importer
