#pragma once

#include "importer/earlier_start.hpp"
#include "importer/open_ledger.hpp"
#include "importer/remote.hpp"
#include "importer/result_key.hpp"
#include "importer/shared_calls.hpp"

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace importer {

/// An import in its ledger, from its start to its end, or several, one after the other. Without a
/// ledger every member does nothing.
class ImportLedger {
public:
  ImportLedger(const ImportOptions& options, const Environment& environment);
  ~ImportLedger();

  /// Null without a ledger, and when there is no limit to share.
  client::SharedBudget* shared_calls() { return shared_ ? &*shared_ : nullptr; }

  /// Why a ledger that should be there is not used, or no longer; for the user. Empty when all is
  /// well.
  std::string trouble() const;
  /// Only PractiTest knows what earlier starts recorded: the ledger that may know it is of no use,
  /// has lost some of what it knew, or was not there when these results may have been recorded.
  bool must_look_in_practitest() const {
    return (!opened_.trouble.empty() && opened_.may_know) || opened_.may_have_lost_writes ||
           missed_since_.has_value();
  }
  /// What was recorded before then cannot be of this import; absent when that is not known.
  std::optional<ledger::Time> recorded_since() const { return missed_since_; }

  /// Writes down that these results turned out to be recorded.
  void found(const std::vector<std::uint64_t>& keys);

  /// When an import of this identity came to an end in order with all it had recorded; absent for
  /// one that did not, and where only PractiTest knows.
  std::optional<ledger::Time> recorded_before(const ImportIdentity& identity);

  enum class Start {
    begun,     ///< For the first time, or again.
    held,      ///< Another process works on the same import.
    as_known,  ///< Only looked at, for a plan.
  };
  /// Begins the import, or takes it up again, and marks what is recorded; an import before it must
  /// have come to its end(). `look_only` writes
  /// nothing. Never throws LedgerError: a ledger that fails here is not used.
  Start start(
      const ImportIdentity& identity,
      const ImportOptions& options,
      const Reports& reports,
      Gathered& gathered,
      bool look_only
  );

  /// Whether calls were made for this import before this start; after start().
  bool started_before() const { return earlier_.next > 1; }

  /// When the import last came to an end in order; absent for one that never did.
  std::optional<ledger::Time> ended_before() const { return ended_before_; }

  /// To write calls down in; after start().
  Journal& journal() { return *journal_; }

  /// What earlier imports have seen of the project and the options' set.
  Memory memory(const ImportOptions& options);

  /// Finds out what became of calls that an earlier start left open, and marks what is recorded.
  boost::asio::awaitable<void> settle(
      client::PractiTest& practitest, const ImportOptions& options, Gathered& gathered
  );

  /// Says that this process is alive.
  void renew();

  void end(ledger::State state, std::size_t recorded);

private:
  void give_up(const ledger::LedgerError& error);

  OpenedLedger opened_;
  std::optional<SharedCalls> shared_;
  std::optional<ledger::ImportId> import_;  ///< Held by this process.
  std::optional<ledger::Time> ended_before_;
  /// When the results came into being, if an import since then went on without this ledger.
  std::optional<ledger::Time> missed_since_;
  EarlierStart earlier_;
  std::unique_ptr<Journal> journal_;
};

}  // namespace importer
