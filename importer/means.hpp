#pragma once

#include "client/practitest.hpp"
#include "importer/journal.hpp"
#include "importer/settle_fields.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace importer {

/// What an import is carried out with; all references must outlive it.
struct Means {
  client::PractiTest& practitest;
  Journal& journal;
  std::chrono::seconds settle;  ///< See wait_until_settled().
  KnownFields& fields;
};

/// Waits until the settle time has passed since the call left. A server may carry a call out after
/// the gateway in front of it gave it up; that something is not there proves nothing before.
/// Throws Interrupted.
boost::asio::awaitable<void> wait_until_settled(const Means& means, ledger::Time left);

/// Waits a while for what other imports are at, with nothing kept from them that was given back.
/// Throws Interrupted, LedgerError and TakenOver.
boost::asio::awaitable<void> wait_for_others(const Means& means, std::string why);

/// Waits until this import alone may make the subjects (subjects.hpp). Gives whether another one
/// may have made them meanwhile, so that they must be looked for. Throws Interrupted, LedgerError
/// and TakenOver.
boost::asio::awaitable<bool> wait_for_claims(const Means& means, std::vector<std::string> subjects);

/// After a claim was granted: waits until a call is settled that an import made about it whose
/// process is gone. Gives whether there was one; then the subject must be looked for.
boost::asio::awaitable<bool> wait_for_the_gone(const Means& means, const std::string& subject);

}  // namespace importer
