#include "ledger/postgres_address.hpp"

#include "ledger/dialect.hpp"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <memory>
#include <string_view>

namespace ledger {

namespace {

/// libpq takes the first @ for the end of the password. With another one after it, part of the
/// password would be taken for the host and shown.
bool ambiguous(std::string_view uri) {
  const auto authority = uri.substr(uri.find("://") + 3);
  const auto before_options = authority.substr(0, authority.find('?'));
  const auto last = before_options.rfind('@');
  return last != std::string_view::npos &&
         before_options.substr(0, last).find_first_of("@/?#") != std::string_view::npos;
}

bool is_port_list(std::string_view port) {
  return port.find_first_not_of("0123456789,") == std::string_view::npos;
}

/// Source: libpq's documentation, "Connection Strings": backslash before ' and \.
std::string conninfo_value(std::string_view value) {
  std::string text = "'";
  for (const char letter : value) {
    if (letter == '\'' || letter == '\\') {
      text += '\\';
    }
    text += letter;
  }
  return text + "'";
}

struct Closed {
  void operator()(PGconn* connection) const { PQfinish(connection); }
};

/// The SQLSTATE at the end of a message that was asked to hold nothing else.
std::string state_in(std::string_view message) {
  while (!message.empty() && (message.back() == '\n' || message.back() == ' ')) {
    message.remove_suffix(1);
  }
  const auto word = message.substr(message.find_last_of(" \n") + 1);
  const bool plain = std::all_of(word.begin(), word.end(), [](char letter) {
    return (letter >= '0' && letter <= '9') || (letter >= 'A' && letter <= 'Z');
  });
  return word.size() == 5 && plain ? std::string(word) : std::string();
}

}  // namespace

bool PostgresAddress::is_one(const std::string& location) {
  return location.starts_with("postgresql://") || location.starts_with("postgres://");
}

PostgresAddress::PostgresAddress(const std::string& uri) {
  const auto refuse = [] {
    throw LedgerError(
        "the ledger's address is not understood; write postgresql://user@host:port/database, and "
        "in a password %40 for @, %2F for /, %3F for ?, %23 for #"
    );
  };
  if (ambiguous(uri)) {
    refuse();
  }
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(uri.c_str(), nullptr), &PQconninfoFree
  );
  if (!options) {
    refuse();
  }
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val != nullptr) {
      parameters_[option->keyword] = option->val;
    }
  }
  if (!is_port_list(given("port"))) {
    refuse();
  }
}

std::string PostgresAddress::given(const std::string& keyword) const {
  const auto at = parameters_.find(keyword);
  return at == parameters_.end() ? std::string() : at->second;
}

std::string PostgresAddress::name() const {
  const auto user = given("user");
  const auto port = given("port");
  auto host = given("host").empty() ? given("hostaddr") : given("host");
  const bool socket = host.starts_with('/');
  return fmt::format(
      "postgresql://{}{}{}/{}{}",
      user.empty() ? "" : user + "@",
      socket ? "" : host,
      port.empty() ? "" : ":" + port,
      given("dbname"),
      socket ? "?host=" + host : ""
  );
}

std::string PostgresAddress::keywords() const {
  auto all = parameters_;
  all["client_encoding"] = "UTF8";
  all.emplace("fallback_application_name", "ptimport");
  // A server that is gone without a word must not hold the import up for hours.
  all.emplace("connect_timeout", "10");
  all.emplace("tcp_user_timeout", "30000");
  std::string text;
  for (const auto& [keyword, value] : all) {
    text += fmt::format("{}={} ", keyword, conninfo_value(value));
  }
  return text;
}

PostgresAddress::Refusal PostgresAddress::why_refused() const {
  const auto away = [&](std::string_view what) {
    return Refusal{
        .may_pass = true,
        .words = fmt::format("cannot be reached: {}; see that it runs, or {}", what, without_it)};
  };
  switch (PQping(keywords().c_str())) {
  case PQPING_REJECT:
    return away("the server is starting or stopping");
  case PQPING_NO_RESPONSE:
    return away("no PostgreSQL server answers there");
  default:
    break;
  }
  const std::unique_ptr<PGconn, Closed> connection(PQconnectStart(keywords().c_str()));
  if (!connection) {
    return {.may_pass = false, .words = "cannot be used: there is not enough memory"};
  }
  PQsetErrorVerbosity(connection.get(), PQERRORS_SQLSTATE);
  PQreset(connection.get());  // From the start, with messages that say only that.
  if (PQstatus(connection.get()) == CONNECTION_OK) {
    return away("the server did not answer in time");
  }
  const auto state = state_in(PQerrorMessage(connection.get()));
  if (auto words = words_for_state(state); !words.empty()) {
    return {.may_pass = state.starts_with("57P") || state == "53300", .words = std::move(words)};
  }
  if (PQconnectionNeedsPassword(connection.get()) != 0) {
    return {.may_pass = false, .words = words_for_state("28P01")};
  }
  return {
      .may_pass = false,
      .words = fmt::format(
          "cannot be reached: a server is there, but refuses the connection{}; try `psql` with the "
          "same address, which says more, or {}",
          state.empty() ? "" : fmt::format(" (SQLSTATE {})", state),
          without_it
      )};
}

std::string words_for_state(const std::string& state) {
  const std::string_view what = state;
  if (what == "28P01" || what == "28000") {
    return fmt::format(
        "cannot be opened: the server refuses this user or password; give the password in "
        "~/.pgpass or PGPASSWORD, or {}",
        without_it
    );
  }
  if (what == "3D000") {
    return "cannot be opened: the server has no such database; make it with `createdb`";
  }
  if (what == "3F000") {
    return "cannot be made: no schema of the user's search path exists in this database";
  }
  if (what == "42501") {
    return "cannot be used: this user may not make or change tables there; make him the "
           "database's owner";
  }
  if (what == "42P07" || what == "42710") {
    return "cannot be made: the database holds tables of another program; give the ledger a "
           "database of its own";
  }
  if (what == "25006") {
    return "cannot be written: the server only reads (a standby); name the primary server";
  }
  if (what == "53300") {
    return "cannot be opened: the server has as many connections as it allows; raise its "
           "max_connections, or let fewer imports run at once";
  }
  if (what == "53100") {
    return "cannot grow: the server's disk is full; make room there";
  }
  if (what.starts_with("53") || what.starts_with("58") || what.starts_with("F0")) {
    return fmt::format(
        "cannot be used: the server has trouble of its own (SQLSTATE {}); its log says more", state
    );
  }
  if (what == "55P03" || what == "57014") {
    return "is locked by another process that does not let go of it; the view pg_stat_activity of "
           "the server names it";
  }
  if (what.starts_with("57P") || what.starts_with("08")) {
    return fmt::format("cannot be reached: the server closed the connection; {}", without_it);
  }
  return {};
}

}  // namespace ledger
