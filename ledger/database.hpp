#pragma once

#include "ledger/columns.hpp"
#include "ledger/dialect.hpp"
#include "ledger/ledger.hpp"
#include "ledger/prepared.hpp"

#include <soci/soci.h>

#include <memory>
#include <mutex>
#include <string>
#include <type_traits>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ledger {

/// A connection with the statements that were prepared on it.
class Connection {
public:
  Connection(Dialect& dialect, const Clock& clock, Lasting lasting);

  /// Statements are prepared once and kept. The same SQL always has the same types.
  template <class Row, class... In>
  std::vector<Row> rows(const std::string& sql, const In&... in) {
    return prepared<Row, Column<In>...>(sql).rows(Column<In>(in)...);
  }
  /// The same, without keeping them: see Prepared::each().
  template <class Row, class Take, class... In>
  void each(Take take, const std::string& sql, const In&... in) {
    prepared<Row, Column<In>...>(sql).each(std::move(take), Column<In>(in)...);
  }
  /// For what always gives a row.
  template <class Row, class... In>
  Row row(const std::string& sql, const In&... in) {
    auto found = rows<Row>(sql, in...);
    if (found.empty()) {
      throw Damaged();
    }
    return std::move(found.front());
  }
  template <class... In>
  std::int64_t change(const std::string& sql, const In&... in) {
    return prepared<std::tuple<>, Column<In>...>(sql).change(Column<In>(in)...);
  }

  /// No other transaction that asks for the same text runs until this one ends.
  void lock(const std::string& text);
  /// Dialect::keeping_free_rows()
  const std::string& keeping_free_rows() const { return keeping_free_rows_; }
  /// The time that all users of the ledger agree on, in milliseconds since the epoch.
  std::int64_t now();

  soci::session& session() { return session_; }
  void begin(Lasting lasting);
  void commit();
  /// After an exception: rolls back and forgets the statements, some of which SOCI made useless.
  void recover() noexcept;
  void reconnect();

private:
  template <class Value>
  using Column = std::conditional_t<std::is_integral_v<Value>, std::int64_t, std::string>;

  template <class Row, class... In>
  Prepared<Row, In...>& prepared(const std::string& sql) {
    auto& kept = statements_[sql];
    if (!kept) {
      kept = std::make_unique<Prepared<Row, In...>>(session_, sql);
    }
    return dynamic_cast<Prepared<Row, In...>&>(*kept);
  }

  Dialect& dialect_;
  Clock clock_;
  Lasting lasting_;
  std::string lock_;
  std::string keeping_free_rows_;
  std::string now_;
  soci::session session_;
  std::unordered_map<std::string, std::unique_ptr<AnyPrepared>> statements_;
};

/// The ledger's database, for any thread, one after the other. Whatever goes wrong in it leaves as
/// LedgerError.
class Database {
public:
  /// Opens it, makes it when it is missing, and brings its schema up to date.
  Database(const std::string& location, const Settings& settings);

  /// Calls `work(Connection&)` in a transaction that nobody else's changes come between, and gives
  /// its result. May call it again after a broken connection: it must not change anything but the
  /// database.
  template <class Work>
  auto transaction(Work work, Lasting lasting = Lasting::power_loss) {
    return guarded(connection(lasting), [&](Connection& at) {
      at.begin(lasting);
      auto result = work(at);
      dialect_->check_place();
      at.commit();
      return result;
    });
  }
  /// The same for statements that only read.
  template <class Work>
  auto read(Work work) {
    return guarded(*connection_, [&](Connection& at) {
      dialect_->check_place();
      return work(at);
    });
  }

  bool one_kernel() const { return dialect_->one_kernel(); }

private:
  template <class Work>
  auto guarded(Connection& at, Work work) {
    const std::scoped_lock alone(mutex_);
    for (int attempt = 1;; ++attempt) {
      try {
        return work(at);
      } catch (...) {
        recover(at, attempt);
      }
    }
  }
  Connection& connection(Lasting lasting);
  /// In a handler: returns when it is worth another try, else throws LedgerError.
  void recover(Connection& at, int attempt);

  void reconnect(Connection& at);

  std::unique_ptr<Dialect> dialect_;
  std::chrono::milliseconds patience_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<Connection> second_;
  std::mutex mutex_;  ///< Held while one of the connections is used.
};

}  // namespace ledger
