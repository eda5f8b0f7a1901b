#include "ledger/sqlite_file.hpp"

#include "ledger/sqlite_trouble.hpp"

#include <fmt/format.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <sys/stat.h>

#include <thread>

namespace ledger {

namespace {

/// In the file's header, where `file` and `sqlite3` see it: "ptlg".
constexpr long long application_id = 0x70746c67;

/// Up to this size all of a ledger is looked through when it is opened, which takes a tenth of a
/// second (docs/benchmarks.md); of a larger one all but the calls.
constexpr long long looked_through = 64 << 20;

auto* handle(soci::session& session) {
  return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
}

/// SOCI reads key=value pairs wherever there is a "=".
std::string connect_string(const std::string& path) {
  if (path.find('=') == std::string::npos) {
    return path;
  }
  if (path.find('"') != std::string::npos) {
    fail(path, "has both = and \" in its path, which SQLite's interface cannot take; rename it");
  }
  return fmt::format("dbname=\"{}\"", path);
}

long long number(soci::session& session, const std::string& sql) {
  long long value = 0;
  session << sql, soci::into(value);
  return value;
}

std::string text(soci::session& session, const std::string& sql) {
  std::string value;
  session << sql, soci::into(value);
  return value;
}

}  // namespace

SqliteFile::SqliteFile(const std::string& path, const Settings& settings)
    : path_(std::filesystem::absolute(path).lexically_normal()),
      log_(path_.native() + "-wal"),
      patience_(settings.patience) {}

std::optional<SqliteFile::Inode> SqliteFile::inode_of(const std::filesystem::path& path) {
  struct stat file {};
  if (stat(path.c_str(), &file) != 0) {
    return std::nullopt;
  }
  return Inode{file.st_dev, file.st_ino};
}

void SqliteFile::connect(soci::session& session, Lasting lasting) {
  prepare_file(path_);
  session.open(soci::sqlite3, connect_string(path_.native()));
  if (!inode_) {
    inode_ = inode_of(path_);
  }
  namespace api = sqlite_api;
  api::sqlite3_extended_result_codes(handle(session), 1);
  api::sqlite3_busy_timeout(handle(session), static_cast<int>(patience_.count()));
  // Whoever may write the file must not make us run what he put into it.
  session << "pragma trusted_schema = off";
  session << "pragma cell_size_check = on";
  session << "pragma foreign_keys = on";
  // SQLite does not wait when two processes change the mode of a new file at once.
  const auto deadline = std::chrono::steady_clock::now() + patience_;
  while (text(session, "pragma journal_mode") != "wal") {
    try {
      session << "pragma journal_mode = wal";
    } catch (const soci::sqlite3_soci_error& error) {
      const bool busy = (api::sqlite3_errcode(handle(session)) & 0xff) == SQLITE_BUSY;
      if (!busy || std::chrono::steady_clock::now() > deadline) {
        throw;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
  session
      << (lasting == Lasting::power_loss ? "pragma synchronous = full"
                                         : "pragma synchronous = normal");
}

bool SqliteFile::is_ledger(soci::session& session) {
  // In this order: another process may be making the ledger, and its mark comes with the tables.
  const auto tables = number(session, "select count(*) from sqlite_master");
  const auto mark = number(session, "pragma application_id");
  if (mark == application_id) {
    look_for_damage(session);
    return true;
  }
  if (mark != 0 || tables != 0) {
    fail(
        name(),
        "is a database of another program; name another file with --ledger PATH, or move this one "
        "away"
    );
  }
  return false;
}

void SqliteFile::look_for_damage(soci::session& session) {
  const auto size = number(session, "pragma page_count") * number(session, "pragma page_size");
  if (size <= looked_through) {
    if (text(session, "pragma integrity_check(1)") != "ok") {
      fail(name(), damaged());
    }
    return;
  }
  for (const auto* table :
       {"ledger_versions",
        "projects",
        "imports",
        "holders",
        "reports",
        "tests",
        "sets",
        "instances",
        "claims"}) {
    if (text(session, fmt::format("pragma integrity_check({})", table)) != "ok") {
      fail(name(), damaged());
    }
  }
}

std::string SqliteFile::schema(std::string_view sql) const {
  return fmt::format(
      fmt::runtime(sql),
      fmt::arg("id", "integer primary key autoincrement"),
      fmt::arg("int", "integer"),
      fmt::arg("strict", "strict")
  );
}

void SqliteFile::mark_as_ledger(soci::session& session) {
  session << fmt::format("pragma application_id = {}", application_id);
}

void SqliteFile::begin(soci::session& session, Lasting) { session << "begin immediate"; }

void SqliteFile::check_place() {
  // After its file is deleted SQLite goes on writing into what has no name any more.
  const auto now = inode_of(path_);
  const auto log = inode_of(log_);
  if (!log_inode_) {
    log_inode_ = log;  // Made by the first look into the database.
  }
  if (!now || now != inode_ || log != log_inode_) {
    fail(
        name(),
        "was deleted or replaced while this program used it, and what was just noted is lost; "
        "start again, and leave the file alone until the program ends"
    );
  }
}

std::string SqliteFile::damaged() const { return words_for_damage(path_); }

Trouble SqliteFile::explain(soci::session& session, const soci::soci_error& error) {
  int code = SQLITE_ERROR;
  int system_error = 0;
  if (const auto* known = dynamic_cast<const soci::sqlite3_soci_error*>(&error)) {
    code = known->result();
  }
  if (session.get_backend() != nullptr) {
    const auto last = sqlite_api::sqlite3_extended_errcode(handle(session));
    if (last != SQLITE_OK && last != SQLITE_ROW && last != SQLITE_DONE) {
      code = last;
    }
    system_error = sqlite_api::sqlite3_system_errno(handle(session));
  }
  return {.next = Trouble::Next::tell, .words = words_for(path_, code, system_error)};
}

}  // namespace ledger
