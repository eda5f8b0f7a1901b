#pragma once

#include "ledger/dialect.hpp"
#include "ledger/postgres_address.hpp"

namespace ledger {

/// A ledger in a database of a PostgreSQL server's, in the first schema of its search path.
class PostgresServer : public Dialect {
public:
  /// Throws LedgerError when the URI is not understood.
  PostgresServer(const std::string& uri, const Settings& settings);

  std::string name() const override { return address_.name(); }
  void connect(soci::session& session, Lasting lasting) override;
  bool separate_connections() const override { return false; }
  bool is_ledger(soci::session& session) override;
  std::string schema(std::string_view sql) const override;
  void mark_as_ledger(soci::session&) override {}
  void begin(soci::session& session, Lasting lasting) override;
  std::string lock() const override;
  std::string keeping_free_rows() const override { return " for update skip locked"; }
  std::string now() const override;
  bool one_kernel() const override { return false; }
  void check_place() override {}
  std::string damaged() const override;
  Trouble explain(soci::session& session, const soci::soci_error& error) override;

private:
  PostgresAddress address_;
  std::chrono::milliseconds patience_;
};

}  // namespace ledger
