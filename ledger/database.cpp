#include "ledger/database.hpp"

#include "ledger/columns.hpp"
#include "ledger/schema.hpp"

#include <fmt/format.h>

namespace ledger {

namespace {

/// A transaction that is asked to be repeated (a deadlock) succeeds soon or never.
constexpr int attempts = 5;

}  // namespace

void fail(const std::string& name, std::string_view words) {
  throw LedgerError(fmt::format("the ledger {} {}", name, words));
}

Connection::Connection(Dialect& dialect, const Clock& clock, Lasting lasting)
    : dialect_(dialect),
      clock_(clock),
      lasting_(lasting),
      begin_(dialect.begin(lasting)),
      lock_(dialect.lock()),
      now_(dialect.now()) {
  dialect_.connect(session_, lasting_);
}

void Connection::lock(const std::string& text) {
  if (!lock_.empty()) {
    rows<std::tuple<std::int64_t>>(lock_.c_str(), text);
  }
}

std::int64_t Connection::now() {
  if (clock_) {
    return to_column(clock_());
  }
  if (now_.empty()) {
    return to_column(std::chrono::system_clock::now());
  }
  return std::get<0>(rows<std::tuple<std::int64_t>>(now_.c_str()).at(0));
}

void Connection::begin() { change(begin_.c_str()); }

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
    : dialect_(dialect_for(location, settings)) {
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
      try {
        at.reconnect();
      } catch (const soci::soci_error& again) {
        fail(dialect_->name(), dialect_->explain(at.session(), again).words);
      }
    }
  } catch (const Damaged&) {
    at.recover();
    fail(dialect_->name(), dialect_->damaged());
  } catch (...) {
    at.recover();
    throw;
  }
}

}  // namespace ledger
