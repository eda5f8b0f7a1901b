#pragma once

#include "ledger/ledger.hpp"

#include <boost/crc.hpp>

#include <cstdint>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// How values look in the columns of the database, and how what was damaged there is noticed.
namespace ledger {

/// A value was read that was never written. Turned into a LedgerError where the ledger's name is
/// known (database.cpp).
class Damaged : public std::exception {
public:
  const char* what() const noexcept override { return "a value in the ledger is damaged"; }
};

/// A text as a column holds it: itself, or "hex:" and its bytes when it is not UTF-8 or holds a
/// NUL, which PostgreSQL cannot keep (names of files are any bytes). One text has one form only,
/// so that columns are equal when the texts are.
std::string to_column(std::string_view text);
std::string from_column(const std::string& column);

/// The most bytes of a text in an index: PostgreSQL's limit is a third of a page of 8 kB.
constexpr std::size_t longest_key = 1000;
/// A text that need not be read back: a long one is its beginning and a digest.
std::string to_short_column(std::string_view text);

/// A JSON array of such texts.
std::string list_to_column(const std::vector<std::string>& texts);
std::vector<std::string> list_from_column(const std::string& column);

/// Milliseconds since the epoch.
std::int64_t to_column(Time time);
Time time_from_column(std::int64_t milliseconds);

/// Words rather than numbers: whoever looks into the database can read them, and a flipped bit
/// makes none of them another.
std::string to_column(Kind kind);
Kind kind_from_column(const std::string& word);
std::string to_column(State state);
State state_from_column(const std::string& word);
std::string to_column(std::optional<Ended> ended);
std::optional<Ended> ended_from_column(const std::string& word);

/// A CRC-32 over the values of a row, kept in its column `checksum`: SQLite keeps none itself, and
/// a wrong id or a wrong key would be worse than no ledger.
class Checksum {
public:
  template <class... Values>
  static std::int64_t of(const Values&... values) {
    Checksum sum;
    (sum.add(values), ...);
    return sum.crc_.checksum();
  }
  /// Throws Damaged when the row's values do not have this sum.
  template <class... Values>
  static void check(std::int64_t kept, const Values&... values) {
    if (of(values...) != kept) {
      throw Damaged();
    }
  }

private:
  void add(std::string_view text);
  void add(std::int64_t number);

  boost::crc_32_type crc_;
};

}  // namespace ledger
