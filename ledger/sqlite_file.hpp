#pragma once

#include "ledger/dialect.hpp"

#include <sys/types.h>

#include <filesystem>
#include <optional>

namespace ledger {

/// A ledger in a file of SQLite's, in WAL mode.
class SqliteFile : public Dialect {
public:
  SqliteFile(const std::string& path, const Settings& settings);

  std::string name() const override { return path_.native(); }
  void connect(soci::session& session, Lasting lasting) override;
  bool separate_connections() const override { return true; }
  bool is_ledger(soci::session& session) override;
  std::string schema(std::string_view sql) const override;
  void mark_as_ledger(soci::session& session) override;
  void begin(soci::session& session, Lasting lasting) override;
  std::string lock() const override { return {}; }
  std::string keeping_free_rows() const override { return {}; }
  std::string now() const override { return {}; }
  bool one_kernel() const override { return true; }
  void check_place() override;
  std::string damaged() const override;
  Trouble explain(soci::session& session, const soci::soci_error& error) override;

private:
  /// Which file it is, whatever its name.
  struct Inode {
    dev_t device = 0;
    ino_t number = 0;
    bool operator==(const Inode&) const = default;
  };
  static std::optional<Inode> inode_of(const std::filesystem::path& path);

  void look_for_damage(soci::session& session);

  std::filesystem::path path_;  ///< Absolute.
  std::filesystem::path log_;   ///< The write-ahead log beside it.
  std::chrono::milliseconds patience_;
  std::optional<Inode> inode_;
  std::optional<Inode> log_inode_;
};

}  // namespace ledger
