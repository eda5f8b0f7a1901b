#pragma once

#include "importer/earlier_start.hpp"
#include "importer/open_ledger.hpp"
#include "importer/remote.hpp"
#include "importer/result_key.hpp"
#include "importer/shared_calls.hpp"

#include <boost/asio/awaitable.hpp>

#include <future>
#include <memory>
#include <optional>
#include <string>

namespace importer {

/// An import in its ledger, from its start to its end, or several, one after the other. Without a
/// ledger every member does nothing.
class ImportLedger {
public:
  /// Begins to open the ledger in a thread of its own: looking through a large one for damage takes
  /// as long as reading the reports, which goes on meanwhile. What needs it waits; the first such
  /// call throws UsageError where `--ledger` names no place. Both must outlive this.
  ImportLedger(const ImportOptions& options, const Environment& environment);
  ~ImportLedger();

  /// Null without a ledger, and when there is no limit to share.
  client::SharedBudget* shared_calls();

  /// Why a ledger that should be there is not used, or no longer; for the user. Empty when all is
  /// well.
  std::string trouble();
  /// Only PractiTest knows what earlier starts recorded: the ledger that may know it is of no use,
  /// has lost some of what it knew, or was not there when these results may have been recorded.
  bool must_look_in_practitest();
  /// What was recorded before then cannot be of this import; absent when that is not known.
  std::optional<ledger::Time> recorded_since() const { return missed_since_; }

  /// From now on an import is not begun while another process works on one into the same set.
  void begin_alone_in_a_set() { alone_in_set_ = true; }

  /// Other workers know by the ledger alone what an import does: it must not go on without it.
  bool is_shared_by_workers() const { return alone_in_set_; }
  /// Why it must not go on; empty for imports that do without a ledger, and while all is well.
  std::string obstacle() { return alone_in_set_ ? trouble() : std::string(); }

  /// Writes down that these results turned out to be recorded.
  void found(const std::vector<std::uint64_t>& keys);

  /// When an import of this identity came to an end in order with all it had recorded; absent for
  /// one that did not, and where only PractiTest knows.
  std::optional<ledger::Time> recorded_before(const ImportIdentity& identity);

  /// Whether start() would find it held, so that its reports need not be read.
  bool is_held(const ImportIdentity& identity);

  enum class Start {
    begun,     ///< For the first time, or again.
    held,      ///< Another process works on the same import (or on one of the same set).
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

  /// Marks what earlier starts have recorded of executions that were added after start().
  void mark_added(Gathered& gathered) const { mark_recorded(gathered, earlier_.recorded); }

  /// Whether an earlier start found nothing more to do.
  bool is_complete() const { return complete_; }
  /// When the import last came to an end in order; absent for one that never did.
  std::optional<ledger::Time> ended_before() const { return ended_before_; }

  /// Another process has taken up the import that was started last; nothing more was sent.
  bool is_taken_over() const { return journal_->is_taken_over(); }

  /// To write calls down in; after start().
  Journal& journal() { return *journal_; }

  /// What earlier imports have seen of the project and the options' set.
  Memory memory(const Gathered& gathered, const ImportOptions& options);

  /// Finds out what became of calls that an earlier start left open, and marks what is recorded.
  boost::asio::awaitable<void> settle(
      client::PractiTest& practitest, const ImportOptions& options, Gathered& gathered
  );

  /// Says that this process is alive.
  void renew();

  /// Nothing can be written down any more: from now on as without a ledger, with a journal() of its
  /// own. For an import that has not changed anything yet.
  void go_on_without(std::string trouble);

  void end(ledger::State state, std::size_t recorded);

private:
  OpenedLedger& opened();
  void give_up(const ledger::LedgerError& error) { go_on_without(error.what()); }
  /// Of the import that was begun just now: another process may have ended it since it was looked
  /// at. `before` is that look.
  void note_end_meanwhile(
      const ImportIdentity& identity, const std::optional<ledger::KnownImport>& before
  );

  const ImportOptions& options_;
  std::future<OpenedLedger> opening_;
  std::optional<OpenedLedger> opened_;  ///< Once it was needed.
  std::optional<SharedCalls> shared_;
  std::optional<ledger::ImportId> import_;  ///< Held by this process.
  bool complete_ = false;
  std::optional<ledger::Time> ended_before_;
  /// When the results came into being, if an import since then went on without this ledger.
  std::optional<ledger::Time> missed_since_;
  EarlierStart earlier_;
  bool alone_in_set_ = false;
  std::unique_ptr<Journal> journal_;
};

}  // namespace importer
