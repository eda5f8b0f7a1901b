#pragma once

#include "importer/gone_without.hpp"
#include "importer/options.hpp"
#include "importer/streams.hpp"
#include "ledger/ledger.hpp"

#include <memory>
#include <string>

namespace importer {

/// The ledger of an import, or the reason why there is none.
struct OpenedLedger {
  std::unique_ptr<ledger::Ledger> ledger;  ///< Null when there is none.
  /// Why one that should be there cannot be used; empty when there is none on purpose.
  std::string trouble;
  bool may_know = false;              ///< It is there, and may know what an earlier start recorded.
  bool may_have_lost_writes = false;  ///< Its log is damaged: it may know less than it was told.
  GoneWithout gone_without;
};

/// Opens what `--ledger` names, by default ptimport/ledger.sqlite in $XDG_STATE_HOME or
/// ~/.local/state, for a sandbox that is kept beside its data. There is none for a sandbox that
/// lives only for one import.
OpenedLedger open_ledger(const ImportOptions& options, const Environment& environment);

/// The file or URI that `--ledger` names, or the default. Throws UsageError when there is neither.
std::string ledger_location(
    const std::optional<std::string>& named, const Environment& environment
);

/// False where it is certain that opening it would make a new one. Of a server nobody knows.
bool ledger_may_be_there(const std::string& location);

/// Where PractiTest is, as ledger and result keys name it: the base URL; for a sandbox on this
/// machine something that tells it from others that used the same port.
std::string base_url_word(const ImportOptions& options);

}  // namespace importer
