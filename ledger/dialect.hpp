#pragma once

#include "ledger/ledger.hpp"

#include <soci/soci.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace ledger {

/// How much a transaction must outlive.
enum class Lasting {
  power_loss,  ///< On disk when committed.
  crash        ///< Of this process only: for what is worthless a minute later.
};

/// What to do about an exception of SOCI's.
struct Trouble {
  enum class Next {
    tell,      ///< `words` are for the user.
    again,     ///< The other side asked to repeat the transaction.
    reconnect  ///< The connection broke: worth one more try with a new one.
  };
  Next next = Next::tell;
  std::string words;  ///< "is full; make room on the disk": what follows the ledger's name.
};

/// All that differs between SQLite and PostgreSQL.
class Dialect {
public:
  virtual ~Dialect() = default;

  /// What messages call it; without a password.
  virtual std::string name() const = 0;

  /// Throws LedgerError or what SOCI throws.
  virtual void connect(soci::session& session, Lasting lasting) = 0;
  /// Whether less lasting transactions are to have a connection of their own.
  virtual bool separate_connections() const = 0;
  /// Says whether the database is a ledger's, false when it is empty. Throws LedgerError when it
  /// is something else's, or (as far as a look of bounded time can tell) damaged.
  virtual bool is_ledger(soci::session& session) = 0;

  /// SQL of the schema with {id}, {int} and {strict} replaced.
  virtual std::string schema(std::string_view sql) const = 0;
  /// Done with the tables of a new ledger, in their transaction.
  virtual void mark_as_ledger(soci::session& session) = 0;

  virtual void begin(soci::session& session, Lasting lasting) = 0;
  /// Statement that waits until no other transaction holds this text, until the end of the
  /// transaction; empty where every transaction is alone anyway.
  virtual std::string lock() const = 0;
  /// Ends a query of rows that are to stay as they are until the end of the transaction, and that
  /// gives none that another transaction is changing; empty where every transaction is alone.
  virtual std::string keeping_free_rows() const = 0;
  /// Statement that gives the time in milliseconds; empty where this machine's clock is meant.
  virtual std::string now() const = 0;
  /// Whether all that use the ledger run on one kernel: a holder of another boot is then dead.
  virtual bool one_kernel() const = 0;

  /// Before a commit: throws LedgerError when what is written could not be found again.
  virtual void check_place() = 0;

  /// What to say when values in it are not what was written.
  virtual std::string damaged() const = 0;
  /// Called in the exception's handler, before the roll-back.
  virtual Trouble explain(soci::session& session, const soci::soci_error& error) = 0;
};

/// What remains to a user whose ledger cannot be used.
inline constexpr std::string_view without_it =
    "--ledger PATH names another place, --ledger none goes on without";

/// Throws LedgerError("the ledger NAME WORDS").
[[noreturn]] void fail(const std::string& name, std::string_view words);

}  // namespace ledger
