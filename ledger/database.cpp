#include "ledger/database.hpp"

#include "ledger/columns.hpp"
#include "ledger/dialect_for.hpp"
#include "ledger/schema.hpp"

#include <fmt/format.h>

#include <chrono>
#include <thread>

namespace ledger {

namespace {

/// A transaction that is asked to be repeated (a deadlock) succeeds soon or never.
constexpr int attempts = 5;

/// Between two tries to reach a server that restarts.
constexpr std::chrono::milliseconds pause(100);

}  // namespace

void fail(const std::string& name, std::string_view words) {
  throw LedgerError(fmt::format("the ledger {} {}", name, words));
}

Connection::Connection(Dialect& dialect, const Clock& clock, Lasting lasting)
    : dialect_(dialect),
      clock_(clock),
      lasting_(lasting),
      lock_(dialect.lock()),
      keeping_free_rows_(dialect.keeping_free_rows()),
      now_(dialect.now()) {
  dialect_.connect(session_, lasting_);
}

void Connection::lock(const std::string& text) {
  if (!lock_.empty()) {
    rows<std::tuple<std::int64_t>>(lock_, text);
  }
}

std::int64_t Connection::now() {
  if (clock_) {
    return to_column(clock_());
  }
  if (now_.empty()) {
    return to_column(std::chrono::system_clock::now());
  }
  const auto [milliseconds] = row<std::tuple<std::int64_t>>(now_);
  return milliseconds;
}

void Connection::begin(Lasting lasting) { dialect_.begin(session_, lasting); }

void Connection::commit() { change("commit"); }

void Connection::recover() noexcept {
  try {
    session_ << "rollback";
  } catch (const std::exception&) {
    // There was no transaction, or no connection any more.
  }
  statements_.clear();
}

void Connection::reconnect() {
  statements_.clear();
  session_.close();
  dialect_.connect(session_, lasting_);
}

Database::Database(const std::string& location, const Settings& settings)
    : dialect_(dialect_for(location, settings)), patience_(settings.patience) {
  soci::session none;
  try {
    connection_ = std::make_unique<Connection>(*dialect_, settings.clock, Lasting::power_loss);
    if (dialect_->separate_connections()) {
      second_ = std::make_unique<Connection>(*dialect_, settings.clock, Lasting::crash);
    }
  } catch (const soci::soci_error& error) {
    fail(dialect_->name(), dialect_->explain(none, error).words);
  }
  const auto current = read([&](Connection& at) {
    return dialect_->is_ledger(at.session()) && version_of(at) == newest_version();
  });
  if (!current) {
    transaction([&](Connection& at) {
      at.lock("schema");
      migrate(at, *dialect_);
      return true;
    });
  }
}

Connection& Database::connection(Lasting lasting) {
  return lasting == Lasting::crash && second_ ? *second_ : *connection_;
}

void Database::recover(Connection& at, int attempt) {
  try {
    throw;
  } catch (const soci::soci_error& error) {
    const auto trouble = dialect_->explain(at.session(), error);
    at.recover();
    if (trouble.next == Trouble::Next::tell || attempt == attempts) {
      fail(dialect_->name(), trouble.words);
    }
    if (trouble.next == Trouble::Next::reconnect) {
      reconnect(at);
    }
  } catch (const Damaged&) {
    at.recover();
    fail(dialect_->name(), dialect_->damaged());
  } catch (...) {
    at.recover();
    throw;
  }
}

void Database::reconnect(Connection& at) {
  const auto deadline = std::chrono::steady_clock::now() + patience_;
  for (;;) {
    try {
      at.reconnect();
      return;
    } catch (const soci::soci_error& error) {
      const auto trouble = dialect_->explain(at.session(), error);
      const bool later = std::chrono::steady_clock::now() >= deadline;
      if (later || trouble.next != Trouble::Next::reconnect) {
        fail(dialect_->name(), trouble.words);
      }
    }
    std::this_thread::sleep_for(pause);
  }
}

}  // namespace ledger
