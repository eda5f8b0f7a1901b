#pragma once

#include <chrono>
#include <map>
#include <string>

namespace ledger {

/// Where a database is, out of a URI of PostgreSQL's.
class PostgresAddress {
public:
  /// Throws LedgerError, whose text holds nothing of the URI, when it is not understood.
  explicit PostgresAddress(const std::string& uri);

  static bool is_one(const std::string& location);

  /// "postgresql://user@host:port/database": without the password and all else.
  std::string name() const;

  /// As libpq takes it, with what the URI leaves open and we want.
  std::string keywords() const;

  /// Why no connection comes about, found by trying once more: SOCI hides PostgreSQL's code.
  struct Refusal {
    bool may_pass = false;  ///< The server is away or starting.
    std::string words;      ///< "cannot be reached: …", what follows the name.
  };
  Refusal why_refused() const;

private:
  std::string given(const std::string& keyword) const;

  std::map<std::string, std::string> parameters_;
};

/// What follows the ledger's name for an SQLSTATE; empty for one that says nothing to a user.
std::string words_for_state(const std::string& state);

}  // namespace ledger
