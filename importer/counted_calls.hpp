#pragma once

#include "importer/open_ledger.hpp"
#include "importer/shared_calls.hpp"

#include <optional>

namespace importer {

/// The account's minute as this ledger shares it, from which it takes its places; `ledger` must
/// outlive it. Absent without a ledger, without a limit to share, and for a sandbox, whose minute
/// is nobody else's.
std::optional<SharedCalls> shared_calls_of(
    const OpenedLedger& ledger, const ImportOptions& options
);

/// Of a command that only looks: its calls count among those of imports, and nothing else is
/// written.
class CountedCalls {
public:
  /// Opens the ledger of an import with these options, which makes one where none is: a first
  /// import may well follow within the minute. What cannot be opened is gone without. Throws
  /// UsageError for a malformed --url.
  CountedCalls(const ImportOptions& options, const Environment& environment);
  CountedCalls(const CountedCalls&) = delete;
  CountedCalls& operator=(const CountedCalls&) = delete;

  /// Null where nothing is shared.
  client::SharedBudget* budget() { return calls_ ? &*calls_ : nullptr; }

private:
  OpenedLedger ledger_;
  std::optional<SharedCalls> calls_;
};

}  // namespace importer
