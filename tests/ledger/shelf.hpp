#pragma once

#include "ledger/ledger.hpp"
#include "tests/importer/folder.hpp"

#include <iosfwd>
#include <memory>
#include <string>
#include <vector>

/// Where ledgers can be: each test of what they promise runs for both.
enum class Backend { sqlite, postgresql };

std::ostream& operator<<(std::ostream& out, Backend backend);

/// Those that can be had here.
std::vector<Backend> backends();

/// Room for one new ledger, gone with the object.
class Shelf {
public:
  explicit Shelf(Backend backend);

  const std::string& location() const { return location_; }
  /// A connection with a clock that stands still unless the test moves `now`.
  ledger::Ledger open();
  /// Reads or changes what a ledger keeps, behind its back. One value of the last row.
  std::string sql(const std::string& statement) const;

  ledger::Time now = ledger::Time(std::chrono::hours(24 * 20'000));  ///< In the year 2024.

private:
  Backend backend_;
  Folder folder_;
  std::string location_;
};

/// An import of 20 results.
ledger::NewImport nightly(const std::string& identity = "build 7");
/// The call `number`, about three results.
ledger::Intent call(std::int64_t number, ledger::Time sent = ledger::Time());
