#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace importer {

/// A record of a file in CSV.
struct CsvRow {
  std::size_t line = 0;  ///< That it begins on; from 1.
  std::vector<std::string> fields;
};

/// The file is no CSV. `what()` says why.
class CsvError : public std::runtime_error {
public:
  CsvError(std::size_t line, const char* why) : std::runtime_error(why), line_(line) {}

  std::size_t line() const { return line_; }

private:
  std::size_t line_;
};

/// Reads all rows, as RFC 4180 says: fields with commas, quotes or line breaks stand in quotes, a
/// quote in them is doubled. Also with lone line feeds and a byte order mark, as spreadsheets and
/// editors write them; lines without anything are left out. Throws CsvError.
std::vector<CsvRow> read_csv(std::string_view text);

}  // namespace importer
