#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace parsers {

/// The bytes are not a report that we can read. `what()` is the reason alone, without the place.
class ParseError : public std::runtime_error {
public:
  ParseError(std::uint32_t line, std::uint32_t column, const std::string& why)
      : std::runtime_error(why), line_(line), column_(column) {}

  std::uint32_t line() const { return line_; }      ///< From 1; 0 when the whole file is meant.
  std::uint32_t column() const { return column_; }  ///< In bytes, from 1; 0 when not known.

private:
  std::uint32_t line_;
  std::uint32_t column_;
};

/// Well-formed XML of some other kind (a coverage file, a pom.xml): found by chance in a folder
/// it is passed over, named by the user it is an error like any other.
class NotAReport : public ParseError {
public:
  using ParseError::ParseError;
};

/// The bytes end before a report does: nothing is there yet, or the rest of it is missing. Of a
/// file that is still being written this is not the last word.
class EndsEarly : public ParseError {
public:
  EndsEarly(
      std::uint32_t line, std::uint32_t column, const std::string& why, std::uint64_t complete = 0
  )
      : ParseError(line, column, why), complete_(complete) {}

  std::uint64_t complete() const { return complete_; }  ///< Results that could be read.

private:
  std::uint64_t complete_;
};

}  // namespace parsers
